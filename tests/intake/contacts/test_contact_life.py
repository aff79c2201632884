"""What a contact of a form decides: recorded, corrected, cancelled, undone; and what files still may."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as examples

from services.contracts.intake import (
    Contact,
    ContactCancelled,
    ContactCorrected,
    ContactDetails,
    ContactRecorded,
    Situation,
)
from services.intake.domain import contact_refusals as rules
from services.intake.domain import refusals
from services.intake.domain.contact import (
    CONTACT,
    CancelContact,
    ContactCells,
    ContactChange,
    CorrectContact,
    RecordContact,
    UndoContact,
)
from services.kernel.facts import ERASED
from tests.intake.contacts.facts import TODAY, contact, histories
from tests.kit.spec import specify

given = specify(CONTACT)

CASE: dict[str, Any] = {"case_id": UUID(int=101), "person_id": UUID(int=201)}
TALLY = ContactRecorded(**contact(1, minutes=5))
MET = ContactRecorded(
    **contact(
        1,
        **CASE,
        kind="sprechstunde",
        minutes=30,
        staff_id=UUID(int=7),
        starts_at=time(9),
        note_id=UUID(int=8),
        next_step_id=UUID(int=9),
        next_on=date(2026, 3, 9),
        details=ContactDetails(
            topics=("schulden",), situations=(Situation(topic="schulden", severity="severe"),), present=("client",)
        ),
    )
)
CANCELLED = ContactCancelled(contact_id=UUID(int=1), **CASE, reason_id=UUID(int=5))
NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)


def record(**cells: Any) -> RecordContact:
    given_cells = ContactCells(**{"date": date(2026, 3, 2), "sozialraum": "rieth", **cells})
    return RecordContact(contact_id=UUID(int=1), operation="thinka", today=TODAY, cells=given_cells)


def correct(**change: Any) -> CorrectContact:
    return CorrectContact(contact_id=UUID(int=1), today=TODAY, change=ContactChange(**change))


def undo(actor: str = "anna", after: timedelta = timedelta(0)) -> UndoContact:
    return UndoContact(contact_id=UUID(int=1), actor=actor, now=NOON + after, recorded_by="anna", recorded_at=NOON)


CANCEL = CancelContact(contact_id=UUID(int=1), reason_id=UUID(int=5))


def test_a_tally_needs_no_person_and_no_case() -> None:
    given().when(record(minutes=5)).then(TALLY)


def test_a_contact_of_a_case_says_everything_at_once() -> None:
    cells = {name: getattr(MET, name) for name in Contact.__struct_fields__ if hasattr(ContactCells, name)}
    details = {"topics": ("schulden",), "situations": (Situation(topic="schulden", severity="severe"),)}
    cells = {name: value for name, value in cells.items() if name not in {"date", "sozialraum"}}
    given().when(record(**cells, **details, present=("client",))).then(MET)


def test_a_correction_changes_what_it_names() -> None:
    corrected = {name: getattr(MET, name) for name in Contact.__struct_fields__} | {"minutes": 45, "note_id": None}
    given(MET).when(correct(minutes=45, note_id=None)).then(ContactCorrected(**corrected))
    given(MET).when(correct(minutes=30)).then_nothing()


def test_what_is_not_there_is_not_changed() -> None:
    for command in (correct(minutes=1), CANCEL, undo()):
        given().when(command).then_refused(rules.UnknownContact, field="contact")


def test_a_row_of_a_file_leaves_what_it_has_no_column_for() -> None:
    row = record(kind="sprechstunde", minutes=40, topics=("schulden",), **CASE)
    corrected = {name: getattr(MET, name) for name in Contact.__struct_fields__} | {"minutes": 40}
    given(MET).when(row).then(ContactCorrected(**corrected))


def test_a_contact_that_a_file_makes_anonymous_keeps_nothing_of_the_person() -> None:
    anonymous = ContactCorrected(
        **contact(
            1,
            kind="sprechstunde",
            minutes=30,
            staff_id=UUID(int=7),
            starts_at=time(9),
            details=ContactDetails(topics=("schulden",), present=("client",)),
        )
    )
    given(MET).when(record(case_id=None, person_id=None)).then(anonymous)


# --- Cancelled ------------------------------------------------------------------


def test_a_contact_is_cancelled_once_and_with_a_reason() -> None:
    given(MET).when(CANCEL).then(CANCELLED)
    reasonless = CancelContact(contact_id=UUID(int=1), reason_id=None)
    given(MET).when(reasonless).then_refused(rules.CancellationReasonMissing, field="reason")


def test_a_cancelled_contact_is_not_corrected_by_a_form_or_a_file() -> None:
    given(MET, CANCELLED).when(correct(minutes=1)).then_refused(rules.ContactIsCancelled)
    given(MET, CANCELLED).when(record(minutes=1)).then_refused(rules.ContactIsCancelled, field="contact_no")


def test_a_file_that_repeats_a_cancelled_contact_stores_nothing() -> None:
    given(TALLY, ContactCancelled(contact_id=UUID(int=1), reason_id=UUID(int=5))).when(record(minutes=5)).then_nothing()


def test_a_contact_of_an_erased_person_stays_as_it_is() -> None:
    erased = ContactRecorded(**contact(1, **CASE, details=ERASED))
    for command in (CANCEL, undo(), correct(minutes=1)):
        given(erased).when(command).then_refused(refusals.PersonErased)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=10)])
def test_who_recorded_it_undoes_it_within_ten_minutes(after: timedelta) -> None:
    given(MET).when(undo(after=after)).then(ContactCancelled(contact_id=UUID(int=1), **CASE))


def test_nobody_else_undoes_it_and_nobody_later() -> None:
    late = timedelta(minutes=10, microseconds=1)
    given(MET).when(undo("berta")).then_refused(rules.RecordedByAnother)
    given(MET).when(undo(after=late)).then_refused(rules.TooLateToUndo)
    given(MET, CANCELLED).when(undo(after=late)).then_nothing()


# --- Rules ----------------------------------------------------------------------


def test_no_contact_lies_in_the_future() -> None:
    given().when(record(date=date(2026, 7, 1))).then_refused(refusals.InTheFuture, field="date")
    given(MET).when(correct(date=date(2026, 7, 1))).then_refused(refusals.InTheFuture, field="date")


def test_the_next_step_is_not_before_the_contact() -> None:
    before = record(**CASE, next_on=date(2026, 3, 1))
    given().when(before).then_refused(rules.NextStepBeforeContact, field="next_on")
    same_day = ContactRecorded(**contact(1, **CASE, next_on=date(2026, 3, 2)))
    given().when(record(**CASE, next_on=date(2026, 3, 2))).then(same_day)


@pytest.mark.parametrize("words", ["note_id", "next_step_id"])
def test_an_anonymous_contact_has_no_words(words: str) -> None:
    given().when(record(**{words: UUID(int=8)})).then_refused(rules.NoteWithoutCase)


def test_a_timeline_belongs_to_a_case() -> None:
    situations = (Situation(topic="schulden"),)
    given().when(record(situations=situations)).then_refused(rules.SituationsWithoutCase, field="situations")


@examples(histories())
def test_any_prefix_of_a_contacts_history_replays(contacts: list[list[Any]]) -> None:
    for facts in contacts:
        for length in range(len(facts) + 1):
            state = CONTACT.fold(facts[:length])
            whole = [fact for fact in facts[:length] if isinstance(fact, Contact)]

            assert state.cancelled == (len(whole) < length)
            assert (state.snapshot is None) == (length == 0)
            assert not whole or state.snapshot == Contact(
                **{name: getattr(whole[-1], name) for name in Contact.__struct_fields__}
            )
