"""What import rows do: hand-made cases for the oracle's imports."""

from datetime import date

import pytest

from tests.oracle.kit import COMPLETE, imported, outcome, sheet
from tests.oracle.rows import ImportFile, Row
from tests.oracle.vocabulary import COLUMNS

A: Row = {**COMPLETE, "state": ""}
JOB: Row = {"participant_no": "A", "kind": "exit", "date": "2024-06-05", "status": "employed"}
TALK: Row = {"contact_no": "K1", "date": "2024-06-05", "sozialraum": "rieth"}
SHORT = ("participant_no", "sozialraum", "entry_date")


def _people(*rows: Row, columns: tuple[str, ...] | None = None) -> ImportFile:
    return sheet("participants", *rows, columns=columns)


def _statuses(*rows: Row) -> ImportFile:
    return sheet("statuses", *rows)


# --- participants -----------------------------------------------------------


def test_the_same_file_twice_stores_nothing_the_second_time() -> None:
    assert outcome(_people(A), _people(A)) == ["unchanged"]


def test_the_other_date_format_is_not_a_change() -> None:
    assert outcome(_people(A), _people({**A, "entry_date": "10.01.2024"})) == ["unchanged"]


def test_a_changed_row_is_a_correction() -> None:
    assert outcome(_people(A), _people({**A, "isced": "5"})) == ["correction"]


def test_absent_columns_stay_and_empty_cells_make_unknown() -> None:
    short = _people(A, columns=(*SHORT, "isced"))
    assert outcome(_people(A), short) == ["unchanged"]
    assert outcome(_people(A), _people({**A, "isced": ""})) == ["correction"]
    assert outcome(_people(A), _people({**A, "exit_date": ""}), short) == ["unchanged"]


def test_a_file_without_a_required_column_stores_nothing() -> None:
    history, last = imported(_people(A, columns=("participant_no", "entry_date", "isced")))
    assert (history, last.exit_status, last.missing_columns) == ([], 2, ("sozialraum",))


def test_an_unknown_column_is_only_a_warning() -> None:
    _, last = imported(_people(A, columns=(*COLUMNS["participants"], "bemerkung")))
    assert (last.exit_status, last.unknown_columns) == (0, ("bemerkung",))


def test_a_row_of_empty_cells_is_none_and_the_rows_below_keep_their_numbers() -> None:
    _, last = imported(_people(A, dict.fromkeys(A, " "), {**A, "participant_no": "B", "isced": "9"}))
    assert [row.row for row in last.rows] == [2, 4]
    assert [row.row for row in last.refused] == [4]


def test_refused_rows_end_with_3_and_the_others_are_stored() -> None:
    history, last = imported(_people({**A, "isced": "9"}, {**A, "participant_no": "B"}))
    assert (last.exit_status, len(history)) == (3, 1)
    assert [(row.row, list(row.columns)) for row in last.refused] == [(2, ["isced"])]


@pytest.mark.parametrize(
    ("before", "after", "result"),
    [
        ("draft", "submitted", "submitted"),
        ("draft", "", "submitted"),
        ("draft", "cancelled", "cancelled"),
        ("submitted", "cancelled", "cancelled"),
        ("submitted", "draft", "forbidden_move:state"),
        ("cancelled", "submitted", "forbidden_move:state"),
        ("cancelled", "", "forbidden_move:state"),
        ("cancelled", "draft", "forbidden_move:state"),
        ("cancelled", "cancelled", "unchanged"),
        ("draft", "draft", "unchanged"),
        ("", "submitted", "unchanged"),
    ],
)
def test_states_move_forward_only(before: str, after: str, result: str) -> None:
    first = {**A, "state": before, "cancel_reason": "doppelt"}
    assert outcome(_people(first), _people({**first, "state": after})) == [result]


def test_a_cancelled_participation_never_changes() -> None:
    gone = {**A, "state": "cancelled", "cancel_reason": "doppelt"}
    changed = ["changed_after_cancelling:state"]
    assert outcome(_people(gone), _people({**gone, "isced": "1"})) == changed
    assert outcome(_people(gone), _people({**gone, "cancel_reason": "anders"})) == changed
    short = (*SHORT, "isced")
    assert outcome(_people(gone), _people({**gone, "isced": "1"}, columns=short)) == changed
    assert outcome(_people(gone), _people(gone, columns=short)) == ["unchanged"]


def test_cancelling_needs_a_reason_said_now_or_before() -> None:
    assert outcome(_people({**A, "state": "cancelled"})) == ["missing:cancel_reason"]
    said = _people({**A, "cancel_reason": "doppelt"})
    assert imported(said)[1].rows[0].verdict.warnings == {"cancel_reason"}
    cancelled = _people({**A, "state": "cancelled"}, columns=(*SHORT, "state"))
    assert outcome(said, cancelled) == ["cancelled"]


def test_a_state_column_that_is_absent_leaves_a_draft_a_draft() -> None:
    draft = _people({**A, "state": "draft"})
    assert outcome(draft, _people({**A, "isced": "1"}, columns=(*SHORT, "isced"))) == ["correction"]


def test_the_later_row_of_a_key_is_refused_even_after_a_refused_one() -> None:
    assert outcome(_people(A, A)) == ["entry", "duplicate_key:participant_no"]
    assert outcome(_people({**A, "isced": "x"}, A)) == [
        "unknown_value:isced",
        "duplicate_key:participant_no",
    ]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"participant_no": "x" * 41}, "too_long:participant_no"),
        ({"participant_no": " "}, "missing:participant_no"),
        ({"entry_date": ""}, "missing:entry_date"),
        ({"exit_date": "2024-01-09"}, "before_entry:exit_date"),
        ({"birth_date": "2024-01-11"}, "after_entry:birth_date"),
        (
            {"employment": "unemployed", "unemployed_since": "2024-01-11"},
            "after_entry:unemployed_since",
        ),
        ({"entry_date": "2021-12-31"}, "outside_period:entry_date"),
        ({"entry_date": "2026-01-01", "exit_date": ""}, "outside_period:entry_date"),
        ({"exit_date": "2026-07-01"}, "future:exit_date"),
        ({"residence_ags": "160510001"}, "unknown_value:residence_ags"),
    ],
)
def test_what_is_forbidden_is_refused(cells: dict[str, str], rule: str) -> None:
    assert outcome(_people({**A, **cells})) == [rule]


@pytest.mark.parametrize(
    "cells",
    [
        {"participant_no": "x" * 40},
        {"exit_date": "2024-01-10"},
        {"exit_date": "2026-06-30"},
        {"birth_date": "2024-01-10"},
        {"entry_date": "2022-01-01"},
        {"entry_date": "2025-12-31", "exit_date": ""},
        {"birth_date": "2016-01-01", "isced": "8"},
        {"employment": "unemployed", "unemployed_since": "2024-01-10"},
        {"state": "cancelled", "cancel_reason": "doppelt"},
    ],
)
def test_what_is_merely_odd_is_stored(cells: dict[str, str]) -> None:
    assert outcome(_people({**A, **cells})) == ["entry"]


def test_tomorrow_is_refused_and_today_is_not() -> None:
    today = date(2024, 6, 1)
    assert outcome(_people(A), today=today) == ["entry"]
    assert outcome(_people({**A, "exit_date": "02.06.2024"}), today=today) == ["future:exit_date"]


def test_a_correction_is_judged_with_what_stays() -> None:
    later = _people({**A, "entry_date": "2024-06-02"}, columns=SHORT)
    assert outcome(_people(A), later) == ["before_entry:exit_date"]


def test_unemployed_since_has_no_place_with_the_employed() -> None:
    _, last = imported(_people({**A, "employment": "employed", "unemployed_since": "2020-01-01"}))
    assert (last.exit_status, last.rows[0].verdict.warnings) == (0, frozenset({"unemployed_since"}))


# --- statuses ---------------------------------------------------------------


def test_an_equal_status_stores_nothing_in_one_file_or_another() -> None:
    assert outcome(_people(A), _statuses(JOB, JOB)) == ["status", "unchanged"]
    german = {**JOB, "date": "05.06.2024"}
    assert outcome(_people(A), _statuses(JOB), _statuses(german)) == ["unchanged"]


@pytest.mark.parametrize("cells", [{"reason": "x"}, {"in_education": "no"}, {"status": "inactive"}, {"improved": "no"}])
def test_a_status_that_differs_in_any_cell_is_a_further_one(cells: dict[str, str]) -> None:
    assert outcome(_people(A), _statuses(JOB), _statuses({**JOB, **cells})) == ["status"]


@pytest.mark.parametrize(
    ("kind", "day", "result"),
    [
        ("exit", "2024-05-31", "exit_window:date"),
        ("exit", "2024-06-01", "status"),
        ("exit", "2024-06-29", "status"),
        ("exit", "2024-06-30", "exit_window:date"),
        ("followup", "2024-11-30", "followup_window:date"),
        ("followup", "2024-12-01", "status"),
        ("followup", "2025-03-01", "status"),
        ("followup", "2025-03-02", "followup_window:date"),
    ],
)
def test_both_ends_of_a_window_belong_to_it(kind: str, day: str, result: str) -> None:
    assert outcome(_people(A), _statuses({**JOB, "kind": kind, "date": day})) == [result]


def test_an_equal_status_is_nothing_new_even_outside_its_window_by_now() -> None:
    moved = _people({**A, "exit_date": "2024-09-01"})
    later = {**JOB, "status": "inactive"}
    assert outcome(_people(A), _statuses(JOB), moved, _statuses(JOB, later)) == [
        "unchanged",
        "exit_window:date",
    ]


def test_a_status_can_be_taken_back_and_recorded_again() -> None:
    back = {**JOB, "state": "cancelled"}
    assert outcome(_people(A), _statuses(JOB, back, JOB)) == [
        "status",
        "status_taken_back",
        "status",
    ]


def test_a_status_is_taken_back_whatever_the_exit_date_is_by_now() -> None:
    back = {**JOB, "state": "cancelled"}
    never_left = _people({**A, "exit_date": ""})
    assert outcome(_people(A), _statuses(JOB), never_left, _statuses(back, JOB)) == [
        "status_taken_back",
        "no_exit_date:participant_no",
    ]


def test_taking_back_what_is_not_stored_is_a_warning() -> None:
    _, last = imported(_people(A), _statuses({**JOB, "state": "cancelled"}))
    assert (last.exit_status, last.recorded, last.rows[0].result) == (0, (), "unchanged")
    assert last.rows[0].verdict.warnings == {"state"}


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"participant_no": "B"}, "unknown_participation:participant_no"),
        ({"status": "no_answer"}, "missing:reason"),
        ({"status": ""}, "missing:status"),
        ({"kind": "entry"}, "unknown_value:kind"),
        ({"in_education": "refused"}, "unknown_value:in_education"),
        ({"date": "2026-07-01"}, "future:date"),
    ],
)
def test_a_status_that_says_what_is_forbidden_is_refused(cells: dict[str, str], rule: str) -> None:
    assert outcome(_people(A), _statuses({**JOB, **cells})) == [rule]


def test_statuses_need_an_exit_date_but_no_particular_state() -> None:
    inside = _people({**A, "exit_date": ""})
    assert outcome(inside, _statuses(JOB)) == ["no_exit_date:participant_no"]
    gone = _people({**A, "state": "cancelled", "cancel_reason": "doppelt"})
    assert outcome(gone, _statuses(JOB)) == ["status"]


def test_improvement_at_the_exit_is_stored_with_a_warning() -> None:
    _, last = imported(_people(A), _statuses({**JOB, "improved": "yes"}))
    assert (last.rows[0].result, last.rows[0].verdict.warnings) == ("status", frozenset({"improved"}))


# --- contacts ---------------------------------------------------------------


def test_contacts_are_stored_corrected_and_left_alone() -> None:
    first = sheet("contacts", TALK)
    assert outcome(first) == ["contact"]
    assert outcome(first, first) == ["unchanged"]
    assert outcome(first, sheet("contacts", {**TALK, "minutes": "5"})) == ["contact_correction"]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"contact_no": ""}, "missing:contact_no"),
        ({"kind": "brieftaube"}, "unknown_value:kind"),
        ({"topics": "arbeit|wetter"}, "unknown_value:topics"),
        ({"minutes": "1,5"}, "unknown_value:minutes"),
        ({"migration_background": "refused"}, "unknown_value:migration_background"),
        ({"track": "both"}, "unknown_value:track"),
        ({"date": "2026-07-01"}, "future:date"),
    ],
)
def test_a_contact_that_says_what_is_forbidden_is_refused(cells: dict[str, str], rule: str) -> None:
    assert outcome(sheet("contacts", {**TALK, **cells})) == [rule]


def test_a_contact_number_occurs_once_in_a_file() -> None:
    assert outcome(sheet("contacts", TALK, TALK)) == ["contact", "duplicate_key:contact_no"]


def test_contacts_may_lie_outside_the_period_of_the_operation() -> None:
    assert outcome(sheet("contacts", {**TALK, "date": "2019-01-01"})) == ["contact"]
