"""What a contact decides."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import structs

from services.contracts.intake import ContactCorrected, ContactDetails, ContactRecorded
from services.intake.domain import refusals
from services.intake.domain.contact import CONTACT, ContactCells, RecordContact
from services.kernel.facts import ERASED
from tests.intake.memory import TODAY
from tests.kit.spec import specify

given = specify(CONTACT)

CASE: dict[str, Any] = {"case_id": UUID(int=2), "person_id": UUID(int=3)}
SNAPSHOT: dict[str, Any] = {
    "contact_id": UUID(int=1),
    "operation": "thinka",
    "date": date(2024, 3, 1),
    "sozialraum": "rieth",
    "kind": "telefon",
    **CASE,
    "details": ContactDetails(topics=("schulden",), migration_background="yes"),
}
RECORDED = ContactRecorded(**SNAPSHOT)


def row(operation: str = "thinka", **cells: Any) -> RecordContact:
    given_cells = ContactCells(**{"date": date(2024, 3, 1), "sozialraum": "rieth", **cells})
    return RecordContact(contact_id=UUID(int=1), operation=operation, today=TODAY, cells=given_cells)


RECORD = row(kind="telefon", topics=("schulden",), migration_background="yes", **CASE)


def test_a_contact_is_recorded_once() -> None:
    given().when(RECORD).then(RECORDED)


def test_absent_columns_stay_and_empty_ones_become_unknown() -> None:
    corrected = ContactCorrected(**{**SNAPSHOT, "kind": None})
    given(RECORDED).when(row(kind=None)).then(corrected)


def test_a_contact_without_a_case_is_anonymous() -> None:
    anonymous = ContactRecorded(
        contact_id=UUID(int=1),
        operation="thinka",
        date=date(2024, 3, 1),
        sozialraum="rieth",
        details=ContactDetails(),
    )
    given().when(row()).then(anonymous)


def test_a_contact_sent_for_another_operation_moves_there() -> None:
    given(RECORDED).when(row("praevention")).then(ContactCorrected(**{**SNAPSHOT, "operation": "praevention"}))


def test_a_contact_does_not_lie_in_the_future() -> None:
    given().when(row(date=date(2026, 7, 1))).then_refused(refusals.InTheFuture, field="date")


def test_a_contact_of_an_erased_person_takes_no_row() -> None:
    given(structs.replace(RECORDED, details=ERASED)).when(RECORD).then_refused(refusals.PersonErased)
    given().when(replace(RECORD, erased=True)).then_refused(refusals.PersonErased, field="case_no")
