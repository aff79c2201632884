"""The populations reach every rule, and every rule of the oracle matters to them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings

from tests.oracle import dates, persons, replay
from tests.oracle.activity import activity_report
from tests.oracle.counting import ENTITIES
from tests.oracle.esf import comparable, esf_report
from tests.oracle.faults import FAULTY_CONTACTS, FAULTY_ENTRIES, FAULTY_STATUSES
from tests.oracle.imports import ImportOutcome, import_file
from tests.oracle.plan import PLAN
from tests.oracle.populations import TODAY, Population, histories, import_all, population, write
from tests.oracle.replay import Cells
from tests.oracle.rows import Recorded, moment
from tests.oracle.vocabulary import GENDERS, KEYS

pytestmark = pytest.mark.slow
SEED = 1
AS_OF = date(2025, 6, 30)
RULES = {
    *(f"participants {name.split(',')[0]}" for name in FAULTY_ENTRIES),
    *(f"statuses {name}" for name in FAULTY_STATUSES),
    *(f"contacts {name}" for name in FAULTY_CONTACTS),
    "participants duplicate_key:participant_no",
    "participants forbidden_move:state",
    "participants changed_after_cancelling:state",
    "statuses no_exit_date:participant_no",
    "statuses exit_window:date",
    "statuses followup_window:date",
    "contacts duplicate_key:contact_no",
}
RESULTS = {
    "refused",
    "unchanged",
    "entry",
    "correction",
    "submitted",
    "cancelled",
    "status",
    "status_taken_back",
    "contact",
    "contact_correction",
}

Imported = tuple[Population, list[Recorded], list[ImportOutcome]]


@pytest.fixture(scope="module")
def imported() -> Imported:
    people = population(SEED)
    return people, *import_all(people)


@pytest.fixture(scope="module")
def right(imported: Imported) -> dict[str, Any]:
    return _report(imported, TODAY)


def _report(imported: Imported, as_of: date = AS_OF) -> dict[str, Any]:
    people, history, _ = imported
    return comparable(esf_report(history, people.operation, people.rural, as_of))


# --- coverage ---------------------------------------------------------------


def test_every_indicator_is_reached_for_every_gender(imported: Imported) -> None:
    zeros = [
        (entry["code"], gender)
        for entry in _report(imported)["indicators"]
        for gender in GENDERS
        if entry["code"] not in ENTITIES and entry[gender] == 0
    ]
    assert zeros == []


def test_every_reason_not_to_be_counted_is_reached(imported: Imported) -> None:
    reasons = [entry["reason"] for entry in _report(imported)["not_counted"]]
    assert reasons == ["cancelled", "draft", "after_as_of", "incomplete"]


def test_every_refusal_is_reached(imported: Imported) -> None:
    people, _, outcomes = imported
    reached = {
        f"{file.kind} {rule}"
        for file, outcome in zip(people.files, outcomes, strict=True)
        for row in outcome.rows
        for rule in row.rules
    }
    assert reached == RULES


def test_every_other_result_is_reached(imported: Imported) -> None:
    _, _, outcomes = imported
    assert {row.result for outcome in outcomes for row in outcome.rows} == RESULTS


def test_every_file_is_there_and_most_rows_are_taken(imported: Imported) -> None:
    people, _, outcomes = imported
    assert len(people.files) == len(PLAN)
    for outcome in outcomes:
        assert outcome.exit_status == (3 if outcome.refused else 0)
        assert len(outcome.refused) < len(outcome.rows) / 2


def test_every_file_changes_a_report() -> None:
    people = population(SEED, 300)
    history, _ = import_all(people)
    for order in range(len(people.files)):
        before = _known_at(people, history, order - 1)
        assert before != _known_at(people, history, order), people.files[order].name


def _known_at(people: Population, history: list[Recorded], order: int) -> tuple[Any, Any]:
    esf = esf_report(history, people.operation, people.rural, TODAY, moment(order))
    known = [recorded for recorded in history if recorded.recorded_at <= moment(order)]
    return comparable(esf), activity_report(known, "erfurt", date(2023, 1, 1), AS_OF)


@pytest.mark.parametrize("seed", [2, 3])
def test_other_seeds_reach_as_much(seed: int) -> None:
    people = population(seed)
    found: Imported = people, *import_all(people)
    test_every_indicator_is_reached_for_every_gender(found)
    test_every_reason_not_to_be_counted_is_reached(found)
    test_every_refusal_is_reached(found)


def test_a_seed_always_gives_the_same_files() -> None:
    assert population(7, 50) == population(7, 50)
    assert population(7, 50) != population(8, 50)


def test_no_day_lies_between_today_and_the_next_centuries(imported: Imported) -> None:
    people, _, _ = imported
    for file in people.files:
        for row in file.rows:
            days = [dates.parse_date(row.get(column, "")) for column in dates_of(row)]
            assert all(day is None or day <= TODAY or day.year > 2900 for day in days)


def dates_of(row: Mapping[str, str]) -> list[str]:
    return [column for column in row if column == "date" or column.endswith(("_date", "_since"))]


# --- sensitivity: a rule that is read wrongly shows in the report -------------


def _birthday_on_28_february(birth: date, year: int) -> date:
    return dates.add_months(birth, 12 * (year - birth.year))


def _overflowing_months(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1) + timedelta(days=day.day - 1)


def _one_day_too_old(birth: date, day: date) -> int:
    later = day + timedelta(days=1)
    return later.year - birth.year - ((later.month, later.day) < (birth.month, birth.day))


def _strictly_longer(since: date, entry: date) -> bool:
    return dates.add_months(since, 12) < entry


def _days_for_months(exit_day: date) -> tuple[date, date]:
    return exit_day + timedelta(days=183), exit_day + timedelta(days=274)


def _first_of_the_day(read: Sequence[Cells], question: str) -> str:
    answers = [status for status in read if status[question] not in {"", "no_answer"}]
    return max(answers, key=lambda status: status["date"])[question] if answers else ""


def _last_recorded(read: Sequence[Cells], question: str) -> str:
    answers = [status for status in read if status[question] not in {"", "no_answer"}]
    return answers[-1][question] if answers else ""


def _silence_answers(read: Sequence[Cells], question: str) -> str:
    return max(reversed(read), key=lambda status: status["date"])[question] if read else ""


def _no_answer_row_answers_nothing(read: Sequence[Cells], question: str) -> str:
    answers = [status for status in read if status[question] and status["status"] != "no_answer"]
    return max(reversed(answers), key=lambda status: status["date"])[question] if answers else ""


def _complete_without_since(person: Cells, _specific_objective: str) -> bool:
    return all(person[column] for column in ("gender", "birth_date", "employment", "isced"))


def _nothing_is_taken_back(stored: replay.Stored, recorded: Recorded) -> None:
    if recorded.row.get("state") != "cancelled":
        key = (recorded.operation, recorded.row["participant_no"])
        stored.statuses.setdefault(key, []).append(replay.status_cells(recorded.row))


MUTANTS: list[tuple[object, str, object]] = [
    (dates, "EXIT_DAYS", 27),
    (dates, "FOLLOWUP_FROM_MONTHS", 7),
    (dates, "FOLLOWUP_TO_MONTHS", 8),
    (dates, "LONG_TERM_MONTHS", 13),
    (dates, "birthday", _birthday_on_28_february),
    (dates, "add_months", _overflowing_months),
    (dates, "completed_years", _one_day_too_old),
    (dates, "is_long_term", _strictly_longer),
    (dates, "followup_window", _days_for_months),
    (persons, "last_answer", _first_of_the_day),
    (persons, "last_answer", _last_recorded),
    (persons, "last_answer", _silence_answers),
    (persons, "last_answer", _no_answer_row_answers_nothing),
    (persons, "is_complete", _complete_without_since),
    (replay, "_record_status", _nothing_is_taken_back),
]


@pytest.mark.parametrize(("module", "name", "wrong"), MUTANTS)
def test_a_wrong_rule_changes_the_report(
    imported: Imported,
    right: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    *,
    module: object,
    name: str,
    wrong: object,
) -> None:
    monkeypatch.setattr(module, name, wrong)
    assert _report(imported, TODAY) != right


@pytest.mark.parametrize(
    "alter",
    [
        lambda rows: [row for row in rows if row.kind != "statuses"],
        lambda rows: rows[: len(rows) // 2],
        lambda rows: [row for row in rows if row.row.get("state") != "cancelled"],
        lambda rows: [row for row in rows if row.columns[0] != "state"],
    ],
    ids=["without statuses", "half of it", "nothing cancelled", "no state moved"],
)
def test_a_history_with_holes_gives_another_report(
    imported: Imported, alter: Callable[[list[Recorded]], list[Recorded]]
) -> None:
    people, history, outcomes = imported
    holed: Imported = people, alter(history), outcomes
    assert _report(holed) != _report(imported)


# --- small populations ------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_file_imported_twice_in_a_row_stores_nothing_new(people: Population) -> None:
    history: list[Recorded] = []
    for order, file in enumerate(people.files):
        first = import_file(history, file, people.operation, people.today, moment(order))
        history.extend(first.recorded)
        if KEYS[file.kind] is not None or "state" not in file.columns:
            again = import_file(history, file, people.operation, people.today, moment(order))
            assert again.recorded == ()


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_check_but_c9_holds_for_every_population(people: Population) -> None:
    history, _ = import_all(people)
    answers = esf_report(history, people.operation, people.rural, AS_OF)["checks"]
    assert {check["id"] for check in answers if not check["holds"]} <= {"C9"}


@settings(max_examples=60, deadline=None)
@given(histories())
def test_everybody_is_counted_or_has_a_reason(people: Population) -> None:
    history, _ = import_all(people)
    report = esf_report(history, people.operation, people.rural, AS_OF)
    reasons = sum(entry["participations"] for entry in report["not_counted"])
    entered = {row.row["participant_no"] for row in history if row.kind == "participants"}
    assert report["indicators"][0]["total"] + reasons == len(entered)


# --- files on disk ----------------------------------------------------------


def test_csv_files_hold_the_cells_as_they_are(tmp_path: Path) -> None:
    entries, statuses = population(SEED, 20).files[:2]
    text = write(entries, tmp_path).read_bytes()
    assert text.startswith(b"\xef\xbb\xbfparticipant_no;sozialraum;")
    lines = write(statuses, tmp_path).read_text("utf-8").splitlines()
    assert lines[0] == ",".join(statuses.columns)
    assert len(lines) == len(statuses.rows) + 1


def test_native_xlsx_files_hold_dates_and_numbers(tmp_path: Path) -> None:
    people = population(SEED, 200)
    corrections = next(file for file in people.files if file.style.native)
    book = openpyxl.load_workbook(write(corrections, tmp_path), read_only=True)
    header, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert header == corrections.columns
    entry = corrections.columns.index("entry_date")
    isced = corrections.columns.index("isced")
    assert len(rows) == len(corrections.rows)
    assert not any(isinstance(row[entry], str) for row in rows)
    assert {type(row[isced]) for row in rows} <= {int, type(None)}


def test_text_xlsx_files_hold_text(tmp_path: Path) -> None:
    contacts = next(file for file in population(SEED, 50).files if file.kind == "contacts")
    book = openpyxl.load_workbook(write(contacts, tmp_path), read_only=True)
    _, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert [[cell or "" for cell in row] for row in rows] == [
        [row[column] for column in contacts.columns] for row in contacts.rows
    ]
