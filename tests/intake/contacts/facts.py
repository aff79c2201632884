"""Contacts as facts, and histories of one contact for property tests."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from services.contracts.intake import (
    Contact,
    ContactCancelled,
    ContactCorrected,
    ContactDetails,
    ContactRecorded,
)
from services.intake.domain.contact import (
    CONTACT,
    CancelContact,
    ContactCells,
    ContactChange,
    CorrectContact,
    RecordContact,
)
from services.kernel.deciders import RuleViolation

TODAY = date(2026, 6, 30)
CASES = (None, UUID(int=101), UUID(int=102))
OPERATIONS = ("thinka", "armutspraevention")


def person_of(case: UUID | None) -> UUID | None:
    return None if case is None else UUID(int=case.int + 100)


def contact(number: int, **more: Any) -> dict[str, Any]:
    """The fields of contact ``number``."""
    given = {
        "operation": "thinka",
        "date": date(2026, 3, 2),
        "sozialraum": "rieth",
        "details": ContactDetails(),
        **more,
    }
    return {"contact_id": UUID(int=number), **given}


CELLS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "minutes": st.none() | st.integers(0, 600),
        "case_id": st.sampled_from(CASES),
        "kind": st.sampled_from(["telefon", "sprechstunde", None]),
    },
)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Contact | ContactCancelled]]:
    """Some contacts, each recorded, perhaps corrected a few times, perhaps cancelled: by the decider itself."""
    return [draw(_history(number)) for number in range(1, draw(st.integers(1, 6)) + 1)]


@st.composite
def _history(draw: st.DrawFn, number: int) -> list[Contact | ContactCancelled]:
    commands: list[Any] = [_record(number, draw(st.sampled_from(OPERATIONS)), draw(CELLS))]
    for cells in draw(st.lists(CELLS, max_size=4)):
        change = ContactChange(**_of_case(cells))
        commands.append(CorrectContact(contact_id=UUID(int=number), today=TODAY, change=change))
    if draw(st.booleans()):
        commands.insert(
            draw(st.integers(1, len(commands))), CancelContact(contact_id=UUID(int=number), reason_id=UUID(int=9))
        )
    facts: list[Any] = []
    for command in commands:
        try:
            facts += CONTACT.decide(command, CONTACT.fold(facts))
        except RuleViolation:
            continue
    return facts


def _record(number: int, operation: str, cells: dict[str, Any]) -> RecordContact:
    given = ContactCells(date=date(2026, 3, 2), sozialraum="rieth", **_of_case(cells))
    return RecordContact(contact_id=UUID(int=number), operation=operation, today=TODAY, cells=given)


def _of_case(cells: dict[str, Any]) -> dict[str, Any]:
    return {**cells, "person_id": person_of(cells["case_id"])} if "case_id" in cells else cells


__all__ = ["CASES", "TODAY", "ContactCorrected", "ContactRecorded", "contact", "histories", "person_of"]
