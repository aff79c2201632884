"""A contact: somebody was met; corrected as a whole, cancelled when it never took place.

Files, forms and programs record contacts by the same decision. A file's row names some values only: the others stay.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType, structs

from services.contracts.intake import (
    Contact,
    ContactCancelled,
    ContactCorrected,
    ContactDetails,
    ContactRecorded,
    Present,
    Situation,
    Track,
    YesNo,
)
from services.intake.domain import contact_refusals as rules
from services.intake.domain import refusals
from services.kernel.deciders import Decider
from services.kernel.facts import Contract, Erased

DETAILS: Final = ContactDetails.__struct_fields__
# What belongs to the person of a case, and goes when a contact turns out to be anonymous.
OF_A_CASE: Final[dict[str, Any]] = {"note_id": None, "next_step_id": None, "next_on": None, "situations": ()}
UNDO_WITHIN: Final = dt.timedelta(minutes=10)


# --- Commands ----------------------------------------------------------------


class ContactChange(msgspec.Struct, frozen=True, kw_only=True):
    """Values of a contact: UNSET leaves one as it is, None makes it unknown. Texts are ids of entries in the vault."""

    date: dt.date | UnsetType = UNSET
    sozialraum: str | UnsetType = UNSET
    case_id: UUID | UnsetType | None = UNSET
    person_id: UUID | UnsetType | None = UNSET
    kind: str | UnsetType | None = UNSET
    site_id: UUID | UnsetType | None = UNSET
    minutes: int | UnsetType | None = UNSET
    topics: tuple[str, ...] | UnsetType = UNSET
    migration_background: YesNo | UnsetType | None = UNSET
    track: Track | UnsetType | None = UNSET
    staff_id: UUID | UnsetType | None = UNSET
    starts_at: dt.time | UnsetType | None = UNSET
    note_id: UUID | UnsetType | None = UNSET
    next_step_id: UUID | UnsetType | None = UNSET
    next_on: dt.date | UnsetType | None = UNSET
    situations: tuple[Situation, ...] | UnsetType = UNSET
    present: tuple[Present, ...] | UnsetType = UNSET


class ContactCells(ContactChange, frozen=True, kw_only=True):
    """The columns of one row, or a form: what every contact has is given."""

    date: dt.date
    sozialraum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContact:
    """Record a contact or correct it; ``erased`` says that the person of the case was erased."""

    contact_id: UUID
    operation: str
    today: dt.date
    cells: ContactCells
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectContact:
    """Change some values of a contact that there is."""

    contact_id: UUID
    today: dt.date
    change: ContactChange
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelContact:
    """The contact never took place; why lies in the vault."""

    contact_id: UUID
    reason_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoContact:
    """Take back what ``actor`` recorded a moment ago: no reason is needed, within :data:`UNDO_WITHIN` of recording.

    Who recorded the contact, and when, is not part of a fact and comes with the command.
    """

    contact_id: UUID
    actor: str
    now: dt.datetime
    recorded_by: str
    recorded_at: dt.datetime


Command: TypeAlias = RecordContact | CorrectContact | CancelContact | UndoContact


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ContactState:
    """The last snapshot, and whether the contact counts no more."""

    snapshot: Contact | None = None
    cancelled: bool = False


# --- Decisions: may it happen? ----------------------------------------------


def decide(command: Command, state: ContactState) -> Sequence[Contract]:
    match command:
        case RecordContact():
            after = merged(command.contact_id, command.cells, state.snapshot, command.operation)
            return _snapshot(command, state, after)
        case CorrectContact():
            if state.snapshot is None:
                raise rules.UnknownContact
            return _snapshot(command, state, merged(command.contact_id, command.change, state.snapshot))
        case CancelContact():
            return _cancel(command, state)
        case UndoContact():
            return _undo(command, state)


def _snapshot(
    command: RecordContact | CorrectContact, state: ContactState, after: Contact
) -> Sequence[ContactRecorded | ContactCorrected]:
    known = state.snapshot
    if command.erased or (known is not None and isinstance(known.details, Erased)):
        raise refusals.PersonErased(field="case_no")
    if after == known:
        return []
    if state.cancelled:
        raise rules.ContactIsCancelled
    if after.date > command.today:
        raise refusals.InTheFuture(field="date")
    rules.expect_sound(after)
    fields: dict[str, Any] = structs.asdict(after)
    return [ContactRecorded(**fields) if known is None else ContactCorrected(**fields)]


def _cancel(command: CancelContact, state: ContactState) -> Sequence[Contract]:
    contact = _expect_readable(state)
    if command.reason_id is None:
        raise rules.CancellationReasonMissing
    return [] if state.cancelled else [_cancelled(contact, command.reason_id)]


def _expect_readable(state: ContactState) -> Contact:
    """Nothing is recorded any more on an erased person, a cancellation neither: figures stay as they are."""
    if state.snapshot is None:
        raise rules.UnknownContact
    if isinstance(state.snapshot.details, Erased):
        raise refusals.PersonErased(field="contact")
    return state.snapshot


def _undo(command: UndoContact, state: ContactState) -> Sequence[Contract]:
    contact = _expect_readable(state)
    if state.cancelled:
        return []
    if command.actor != command.recorded_by:
        raise rules.RecordedByAnother
    if command.now - command.recorded_at > UNDO_WITHIN:
        raise rules.TooLateToUndo
    return [_cancelled(contact, None)]


def _cancelled(contact: Contact, reason_id: UUID | None) -> ContactCancelled:
    return ContactCancelled(
        contact_id=contact.contact_id, case_id=contact.case_id, person_id=contact.person_id, reason_id=reason_id
    )


def merged(contact_id: UUID, change: ContactChange, known: Contact | None, operation: str | None = None) -> Contact:
    """The snapshot after this change: given values replace, the others stay."""
    given = {name: value for name, value in structs.asdict(change).items() if value is not UNSET}
    if known is not None and known.case_id is not None and change.case_id is None:
        given = OF_A_CASE | given
    if operation is not None:
        given["operation"] = operation
    details = {name: given.pop(name) for name in DETAILS if name in given}
    before: dict[str, Any] = {} if known is None else structs.asdict(known)
    kept = before.pop("details", ContactDetails())
    # An erased block has nothing to change; the command is refused before it is stored.
    after = kept if isinstance(kept, Erased) else structs.replace(kept, **details)
    return Contact(**{**before, **given, "contact_id": contact_id, "details": after})


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: ContactState, fact: Contract) -> ContactState:
    if isinstance(fact, ContactCancelled):
        return replace(state, cancelled=True)
    if not isinstance(fact, Contact):
        return state
    fields: dict[str, Any] = {name: getattr(fact, name) for name in Contact.__struct_fields__}
    return replace(state, snapshot=Contact(**fields))


CONTACT: Final = Decider(initial=ContactState(), decide=decide, evolve=evolve)
