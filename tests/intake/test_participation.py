"""What a participation decides."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs

from services.contracts.intake import (
    EntryTraits,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
    StatusRecorded,
    StatusRetracted,
)
from services.intake.domain import refusals
from services.intake.domain.participation import (
    PARTICIPATION,
    EntryCells,
    RecordParticipation,
    RecordStatus,
    RetractStatus,
    StatusCells,
)
from services.kernel.facts import ERASED
from tests.intake.memory import THINKA, TODAY
from tests.kit.spec import specify

given = specify(PARTICIPATION)

P, PERSON, REASON, STATUS = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
ENTRY = date(2024, 1, 10)
EXIT = date(2024, 8, 31)

SNAPSHOT: dict[str, Any] = {
    "participation_id": P,
    "person_id": PERSON,
    "operation": "thinka",
    "sozialraum": "rieth",
    "state": "submitted",
    "entry_date": ENTRY,
    "gender": "female",
    "traits": EntryTraits(birth_date=date(1985, 5, 5)),
}
ENTERED = ParticipationEntered(**SNAPSHOT)
DRAFTED = structs.replace(ENTERED, state="draft")
CANCELLED = ParticipationCancelled(**{**SNAPSHOT, "state": "cancelled", "cancel_reason_id": REASON})
LEFT = ParticipationCorrected(**{**SNAPSHOT, "exit_date": EXIT})


def row(**cells: Any) -> RecordParticipation:
    """A row with the required columns and these."""
    given_cells = EntryCells(**{"sozialraum": "rieth", "entry_date": ENTRY, **cells})
    return RecordParticipation(participation_id=P, person_id=PERSON, rules=THINKA, today=TODAY, cells=given_cells)


ENTER = row(gender="female", birth_date=date(1985, 5, 5))


# --- entering and correcting ---------------------------------------------------


def test_a_new_row_is_an_entry_and_submitted_unless_it_says_otherwise() -> None:
    given().when(ENTER).then(ENTERED)


def test_an_equal_row_changes_nothing() -> None:
    given(ENTERED).when(ENTER).then_nothing()


def test_an_empty_cell_makes_a_value_unknown() -> None:
    corrected = ParticipationCorrected(**{**SNAPSHOT, "gender": None, "traits": EntryTraits()})
    given(ENTERED).when(row(gender=None, birth_date=None)).then(corrected)


def test_an_absent_column_leaves_a_value_as_it_is() -> None:
    given(ENTERED).when(row(exit_date=EXIT)).then(LEFT)


def test_the_entry_date_may_be_corrected() -> None:
    moved = ParticipationCorrected(**{**SNAPSHOT, "entry_date": date(2024, 2, 1)})
    given(ENTERED).when(row(entry_date=date(2024, 2, 1))).then(moved)


def test_a_new_exit_date_is_how_a_re_entry_is_recorded() -> None:
    later = structs.replace(LEFT, exit_date=date(2025, 3, 1))
    given(ENTERED, LEFT).when(row(exit_date=date(2025, 3, 1))).then(later)


# --- moves ----------------------------------------------------------------------


def test_a_draft_is_submitted() -> None:
    given(DRAFTED).when(row(state="submitted")).then(ParticipationSubmitted(**SNAPSHOT))


def test_a_draft_stays_a_draft_when_the_state_column_is_absent() -> None:
    corrected = ParticipationCorrected(**{**SNAPSHOT, "state": "draft", "exit_date": EXIT})
    given(DRAFTED).when(row(exit_date=EXIT)).then(corrected)


@pytest.mark.parametrize("before", [ENTERED, DRAFTED])
def test_drafts_and_submitted_ones_are_cancelled(before: ParticipationEntered) -> None:
    given(before).when(row(state="cancelled", cancel_reason_id=REASON)).then(CANCELLED)


def test_cancelling_needs_a_reason() -> None:
    given(ENTERED).when(row(state="cancelled")).then_refused(refusals.CancelReasonMissing, field="cancel_reason")


def test_a_submitted_one_never_becomes_a_draft_again() -> None:
    given(ENTERED).when(row(state="draft")).then_refused(refusals.MoveForbidden, field="state")


def test_a_cancelled_one_stays_cancelled() -> None:
    given(ENTERED, CANCELLED).when(row(state="submitted")).then_refused(refusals.MoveForbidden, field="state")


def test_a_cancelled_one_is_not_corrected() -> None:
    given(ENTERED, CANCELLED).when(row(gender="male")).then_refused(refusals.AlreadyCancelled)


def test_an_equal_row_of_a_cancelled_one_changes_nothing() -> None:
    given(ENTERED, CANCELLED).when(row(state="cancelled", cancel_reason_id=REASON)).then_nothing()


# --- dates ----------------------------------------------------------------------


@pytest.mark.parametrize("day", [THINKA.start, date(2026, 6, 30)])
def test_the_period_includes_both_ends(day: date) -> None:
    rules = replace(THINKA, end=date(2026, 6, 30))
    command = replace(row(entry_date=day), rules=rules)
    assert len(PARTICIPATION.decide(command, PARTICIPATION.initial)) == 1


@pytest.mark.parametrize(
    ("cells", "rule", "field"),
    [
        ({"entry_date": date(2021, 12, 31)}, refusals.OutsideOperation, "entry_date"),
        ({"exit_date": date(2024, 1, 9)}, refusals.ExitBeforeEntry, "exit_date"),
        ({"birth_date": date(2024, 1, 11)}, refusals.BornAfterEntry, "birth_date"),
        ({"unemployed_since": date(2024, 1, 11)}, refusals.UnemployedAfterEntry, "unemployed_since"),
        ({"exit_date": date(2026, 7, 1)}, refusals.InTheFuture, "exit_date"),
        ({"entry_date": date(2026, 7, 1)}, refusals.InTheFuture, "entry_date"),
    ],
)
def test_impossible_dates_are_refused(cells: dict[str, date], rule: type[refusals.Refusal], field: str) -> None:
    given().when(row(**cells)).then_refused(rule, field=field)


def test_today_is_not_the_future_and_entry_and_exit_may_be_one_day() -> None:
    command = row(entry_date=TODAY, exit_date=TODAY, birth_date=TODAY)
    assert len(PARTICIPATION.decide(command, PARTICIPATION.initial)) == 1


def test_a_new_entry_date_is_held_against_the_stored_exit_date() -> None:
    given(ENTERED, LEFT).when(row(entry_date=date(2024, 9, 1))).then_refused(refusals.ExitBeforeEntry)


def test_all_broken_rules_are_told_at_once() -> None:
    command = row(entry_date=date(2021, 6, 1), exit_date=date(2021, 5, 1), birth_date=date(2021, 7, 1))
    further = [refusals.ExitBeforeEntry, refusals.BornAfterEntry]
    given().when(command).then_refused(refusals.OutsideOperation, further=further)


# --- erased persons ---------------------------------------------------------------


def test_a_participation_whose_traits_are_erased_takes_no_row() -> None:
    given(structs.replace(ENTERED, traits=ERASED)).when(ENTER).then_refused(refusals.PersonErased)


def test_a_person_whose_identity_is_erased_takes_no_row_even_an_equal_one() -> None:
    given(ENTERED).when(replace(ENTER, erased=True)).then_refused(refusals.PersonErased, field="participant_no")


# --- statuses ---------------------------------------------------------------------


def cells(kind: str = "exit", day: date = EXIT, **others: Any) -> StatusCells:
    return StatusCells(**{"status_id": STATUS, "kind": kind, "date": day, "status": "employed", **others})


def says(of: StatusCells) -> RecordStatus:
    return RecordStatus(participation_id=P, person_id=PERSON, rules=THINKA, today=TODAY, cells=of)


def takes_back(of: StatusCells) -> RetractStatus:
    return RetractStatus(participation_id=P, person_id=PERSON, today=TODAY, cells=of)


RECORDED = StatusRecorded(
    status_id=STATUS, participation_id=P, person_id=PERSON, kind="exit", date=EXIT, status="employed"
)
RETRACTED = StatusRetracted(status_id=STATUS, participation_id=P, person_id=PERSON)


def test_a_status_in_its_window_is_recorded() -> None:
    given(ENTERED, LEFT).when(says(cells())).then(RECORDED)


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [("exit", EXIT, date(2024, 9, 28)), ("followup", date(2025, 2, 28), date(2025, 5, 31))],
)
def test_windows_include_their_ends_and_are_clamped_to_the_months_end(kind: str, first: date, last: date) -> None:
    day = timedelta(days=1)
    for inside in (first, last):
        given(ENTERED, LEFT).when(says(cells(kind, inside))).then(structs.replace(RECORDED, kind=kind, date=inside))
    for outside in (first - day, last + day):
        given(ENTERED, LEFT).when(says(cells(kind, outside))).then_refused(refusals.OutsideWindow, field="date")


def test_a_status_is_recorded_whatever_the_state() -> None:
    cancelled = structs.replace(CANCELLED, exit_date=EXIT)
    given(ENTERED, cancelled).when(says(cells())).then(RECORDED)


def test_an_equal_status_keeps_its_place_even_outside_the_new_window() -> None:
    moved = structs.replace(LEFT, exit_date=date(2025, 1, 1))
    given(ENTERED, LEFT, RECORDED, moved).when(says(cells())).then_nothing()


def test_a_status_is_taken_back_even_outside_the_new_window() -> None:
    moved = structs.replace(LEFT, exit_date=date(2025, 1, 1))
    given(ENTERED, LEFT, RECORDED, moved).when(takes_back(cells())).then(RETRACTED)


def test_nothing_to_take_back_is_no_refusal() -> None:
    given(ENTERED, LEFT).when(takes_back(cells())).then_nothing()


def test_a_status_recorded_after_being_taken_back_is_a_further_one() -> None:
    given(ENTERED, LEFT, RECORDED, RETRACTED).when(says(cells())).then(RECORDED)


def test_a_status_needs_a_participation() -> None:
    given().when(says(cells())).then_refused(refusals.UnknownParticipation, field="participant_no")


@pytest.mark.parametrize("command", [says(cells()), takes_back(cells())])
def test_a_status_needs_an_exit_date(command: RecordStatus | RetractStatus) -> None:
    given(ENTERED).when(command).then_refused(refusals.ExitDateMissing)


def test_no_answer_needs_a_reason() -> None:
    given(ENTERED, LEFT).when(says(cells(status="no_answer"))).then_refused(
        refusals.AnswerReasonMissing, field="reason"
    )


def test_a_status_of_an_erased_person_is_refused() -> None:
    given(structs.replace(LEFT, traits=ERASED)).when(says(cells())).then_refused(refusals.PersonErased)


def test_a_status_does_not_lie_in_the_future() -> None:
    left = structs.replace(LEFT, exit_date=TODAY)
    given(ENTERED, left).when(says(cells(day=date(2026, 7, 1)))).then_refused(refusals.InTheFuture, field="date")
