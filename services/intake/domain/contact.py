"""A contact: somebody was met; corrected as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType, structs

from services.contracts.intake import (
    Contact,
    ContactCorrected,
    ContactDetails,
    ContactRecorded,
    Track,
    YesNo,
)
from services.intake.domain import refusals
from services.kernel.deciders import Decider
from services.kernel.facts import Contract, Erased

DETAILS: Final = ContactDetails.__struct_fields__


# --- Commands ----------------------------------------------------------------


class ContactCells(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of one row: UNSET leaves a value as it is, None makes it unknown."""

    date: date
    sozialraum: str
    case_id: UUID | UnsetType | None = UNSET
    person_id: UUID | UnsetType | None = UNSET
    kind: str | UnsetType | None = UNSET
    site_id: UUID | UnsetType | None = UNSET
    minutes: int | UnsetType | None = UNSET
    topics: tuple[str, ...] | UnsetType = UNSET
    migration_background: YesNo | UnsetType | None = UNSET
    track: Track | UnsetType | None = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """Record a contact or correct it; ``erased`` says that the person of the case was erased."""

    contact_id: UUID
    operation: str
    today: date
    cells: ContactCells
    erased: bool = False


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContactState:
    """The last snapshot."""

    snapshot: Contact | None = None


# --- Decisions: may it happen? ----------------------------------------------


def decide(command: RecordContact, state: ContactState) -> Sequence[Contract]:
    known = state.snapshot
    if command.erased or (known is not None and isinstance(known.details, Erased)):
        raise refusals.PersonErased(field="case_no")
    after = merged(command, known)
    if after == known:
        return []
    if after.date > command.today:
        raise refusals.InTheFuture(field="date")
    fields: dict[str, Any] = structs.asdict(after)
    return [ContactRecorded(**fields) if known is None else ContactCorrected(**fields)]


def merged(command: RecordContact, known: Contact | None) -> Contact:
    """The snapshot after this row: given columns replace, the others stay."""
    given = {name: value for name, value in structs.asdict(command.cells).items() if value is not UNSET}
    details = {name: given.pop(name) for name in DETAILS if name in given}
    before: dict[str, Any] = {} if known is None else structs.asdict(known)
    before_details = before.pop("details", ContactDetails())
    return Contact(
        **{
            **before,
            **given,
            "contact_id": command.contact_id,
            "operation": command.operation,
            "details": structs.replace(before_details, **details),
        }
    )


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: ContactState, fact: Contract) -> ContactState:
    if not isinstance(fact, Contact):
        return state
    fields: dict[str, Any] = {name: getattr(fact, name) for name in Contact.__struct_fields__}
    return ContactState(Contact(**fields))


CONTACT: Final = Decider(initial=ContactState(), decide=decide, evolve=evolve)
