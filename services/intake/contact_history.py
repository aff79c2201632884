"""What became of a contact: every fact of it, with who said it and when, so that two corrections are two facts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from msgspec import structs

from services.contracts.intake import Contact, ContactCancelled, ContactDetails
from services.intake.application import Intake
from services.intake.domain.contact import DETAILS, UNDO_WITHIN
from services.kernel.times import now


@dataclass(frozen=True, slots=True)
class Version:
    """A fact of the contact; ``changed``: fields that say something else than the fact before."""

    what: Literal["recorded", "corrected", "cancelled"]
    by: str
    at: datetime
    command_id: UUID
    changed: tuple[str, ...] = ()


def versions(service: Intake, district: str, contact: UUID) -> list[Version]:
    """Oldest first; none where there is no such contact."""
    rows = service.store.log.streams(district, [contact])[contact]
    told: list[Version] = []
    before: Contact | None = None
    for row, fact in zip(rows, service.store.mapper.open(district, rows), strict=True):
        at = (row.actor, row.recorded, row.command_id)
        if isinstance(fact, ContactCancelled):
            told.append(Version("cancelled", *at))
        elif isinstance(fact, Contact):
            changed = () if before is None else _changed(before, fact)
            told.append(Version("recorded" if before is None else "corrected", *at, changed))
            before = fact
    return told


def undoable(service: Intake, district: str, contacts: Collection[UUID], actor: str) -> frozenset[UUID]:
    """Those that this caller recorded so lately that no reason is needed to take them back."""
    streams = service.store.log.streams(district, contacts)
    first = {contact: rows[0] for contact, rows in streams.items() if rows}
    since = now() - UNDO_WITHIN
    return frozenset(contact for contact, row in first.items() if row.actor == actor and row.recorded >= since)


def _changed(before: Contact, after: Contact) -> tuple[str, ...]:
    was, is_now = _values(before), _values(after)
    return tuple(name for name in is_now if was.get(name) != is_now[name])


def _values(contact: Contact) -> dict[str, Any]:
    """Nothing of the details of an erased person."""
    known = structs.asdict(contact)
    details = known.pop("details")
    return known | ({name: getattr(details, name) for name in DETAILS} if isinstance(details, ContactDetails) else {})
