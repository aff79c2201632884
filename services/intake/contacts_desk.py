"""Contacts from forms and programs, one command each: texts set aside, the directory asked, decided and stored.

Case and contact are two streams: a case that is closed in the same moment still gets the contact. It took place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import UNSET, UnsetType, structs

from services.contracts.intake import Contact
from services.intake.application import Intake
from services.intake.contact_checks import ContactChecks
from services.intake.domain.case import CaseState, expect_known, expect_open
from services.intake.domain.contact import (
    CONTACT,
    CancelContact,
    Command,
    ContactCells,
    ContactChange,
    ContactState,
    CorrectContact,
    RecordContact,
    UndoContact,
    merged,
)
from services.intake.domain.office_hours import Hint
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.store import Outcome
from services.kernel.times import now, today
from services.kernel.vault import Entry

NOTE: Final = "contact_note"
NEXT_STEP: Final = "next_step"
CANCEL_REASON: Final = "contact_cancel_reason"
SITE: Final = "site"

Text = str | UnsetType | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What was typed: UNSET is not asked, None takes a text away. A site is typed where it is not registered."""

    note: Text = UNSET
    next_step: Text = UNSET
    site: Text = UNSET


@dataclass(frozen=True, slots=True)
class OfCase:
    """The case that a contact belongs to, as access was granted to it."""

    case_id: UUID
    state: CaseState


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a contact; hints say what is implausible and was stored all the same."""

    outcome: Outcome
    contact_id: UUID
    hints: Sequence[Hint] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact as the log has it, with who recorded it and when."""

    contact: Contact
    state: ContactState
    recorded_by: str
    recorded_at: datetime


def contact_of_command(ids: DistrictIds, command_id: UUID) -> UUID:
    """The contact that a command records: sent twice, it is the same."""
    return ids.derive("contact-recorded", str(command_id))


def seen_contact(service: Intake, district: str, contact_id: UUID) -> Seen | None:
    """The contact, None where there is none."""
    rows = service.store.log.streams(district, [contact_id])[contact_id]
    state = CONTACT.fold(service.store.mapper.open(district, rows))
    if state.snapshot is None:
        return None
    return Seen(state.snapshot, state, rows[0].actor, rows[0].recorded)


@dataclass(frozen=True, slots=True)
class ContactDesk:
    """Commands of one caller in one district. Each raises RuleViolation when it is refused."""

    service: Intake
    district: str
    context: Context

    def record(self, operation: str, given: ContactChange, texts: Texts, of: OfCase | None) -> Taken:
        """A contact of a case, or anonymous without one. Raises OperationUnknown."""
        checks = self._checks
        checks.expect_operation(operation)
        checks.expect_known(given)
        contact_id = contact_of_command(self._ids, self.context.command_id)
        person = None if of is None else self._person_of(of.state, contact_id)
        with_texts, entries = self._with_texts(given, texts, person, contact_id)
        cells = self._cells(checks, with_texts, of, person)
        command = RecordContact(contact_id=contact_id, operation=operation, today=today(), cells=cells)
        outcome = self._execute(contact_id, command, entries)
        return Taken(outcome, contact_id, list(checks.hints(merged(contact_id, cells, None, operation))))

    def _person_of(self, case: CaseState, contact_id: UUID) -> UUID:
        """Whose contact it is. A command that comes again after the case was closed gets its first answer (G10)."""
        if case.state == "closed" and seen_contact(self.service, self.district, contact_id) is not None:
            return expect_known(case)
        return expect_open(case)

    def correct(self, seen: Seen, given: ContactChange, texts: Texts) -> Taken:
        """Change the values given; what is known of the contact besides stays."""
        checks, contact = self._checks, seen.contact
        checks.expect_known(given)
        change, entries = self._with_texts(given, texts, contact.person_id, contact.contact_id)
        command = CorrectContact(contact_id=contact.contact_id, today=today(), change=change)
        outcome = self._execute(contact.contact_id, command, entries)
        return Taken(outcome, contact.contact_id, list(checks.hints(merged(contact.contact_id, change, contact))))

    def cancel(self, seen: Seen, reason: str) -> Outcome:
        words, contact = reason.strip(), seen.contact
        person = contact.person_id or self._nobody
        reason_id = self._ids.derive(CANCEL_REASON, str(person), words) if words else None
        entries = [] if reason_id is None else [Entry(person, CANCEL_REASON, reason_id, words)]
        return self._execute(
            contact.contact_id, CancelContact(contact_id=contact.contact_id, reason_id=reason_id), entries
        )

    def undo(self, seen: Seen) -> Outcome:
        """Take back what this caller recorded in the last ten minutes."""
        command = UndoContact(
            contact_id=seen.contact.contact_id,
            actor=self.context.actor,
            now=now(),
            recorded_by=seen.recorded_by,
            recorded_at=seen.recorded_at,
        )
        return self._execute(seen.contact.contact_id, command, [])

    @property
    def _ids(self) -> DistrictIds:
        return self.service.ids(self.district)

    @property
    def _checks(self) -> ContactChecks:
        return ContactChecks(self.service.pool, self.district)

    @property
    def _nobody(self) -> UUID:
        """Whom texts belong to that are said of nobody in particular, as in import files."""
        return self._ids.derive("nobody")

    def _execute(self, contact_id: UUID, command: Command, entries: Sequence[Entry]) -> Outcome:
        return self.service.desk.execute(self.district, CONTACT, (contact_id, command, self.context), entries)

    def _cells(
        self, checks: ContactChecks, given: ContactChange, of: OfCase | None, person: UUID | None
    ) -> ContactCells:
        """What every contact has; a Sozialraum that is not named is that of the site, or of the case."""
        values: dict[str, Any] = structs.asdict(given)
        if of is not None:
            values |= {"case_id": of.case_id, "person_id": person}
        if given.sozialraum is UNSET:
            values["sozialraum"] = checks.sozialraum(given.site_id, None if of is None else of.state.sozialraum)
        return ContactCells(**values)

    def _with_texts(
        self, given: ContactChange, texts: Texts, person: UUID | None, contact_id: UUID
    ) -> tuple[ContactChange, list[Entry]]:
        """Ids in place of texts. An anonymous contact keeps no words of a person: the decision refuses them."""
        owner = person or self._nobody
        change: dict[str, UUID | None] = {}
        entries: list[Entry] = []
        for name, field, words, of in (
            ("note_id", NOTE, texts.note, str(contact_id)),
            ("next_step_id", NEXT_STEP, texts.next_step, str(contact_id)),
            ("site_id", SITE, texts.site, None),
        ):
            if words is UNSET:
                continue
            entry = self._entry(owner, field, words, of)
            change[name] = None if entry is None else entry.entry_id
            entries += [] if entry is None else [entry]
        return structs.replace(given, **change), entries

    def _entry(self, owner: UUID, field: str, words: str | UnsetType | None, of: str | None) -> Entry | None:
        """A note's id is of its contact too, a site's id the same for all contacts there, as in import files."""
        if not isinstance(words, str) or not words.strip():
            return None
        parts = (words.strip(),) if of is None else (of, words.strip())
        return Entry(owner, field, self._ids.derive(field, *parts), words.strip())
