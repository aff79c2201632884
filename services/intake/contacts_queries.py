"""Lists of contacts, newest first; and a contact in full, opened from the log."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import Contact
from services.intake.application import Intake
from services.intake.cases_desk import CODE_WORD
from services.intake.contacts_desk import NEXT_STEP, NOTE, SITE
from services.intake.domain.access import Asker
from services.intake.domain.contact import CONTACT
from services.intake.paging import Place
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.facts import Erased, Json, plain
from services.kernel.vault import Address

LIST: Final = SQL("""
    SELECT k.contact, k.operation, k.on_day, k.sozialraum, k.case_id, c.person, k.kind, k.minutes, k.staff
    FROM {0}.contacts k LEFT JOIN {0}.cases c USING (case_id) LEFT JOIN {0}.case_hands h USING (case_id)
    WHERE (%(everything)s OR h.team IS NULL OR h.team = ANY (%(teams)s))
        AND (%(operation)s::text IS NULL OR k.operation = %(operation)s)
        AND (%(staff)s::uuid IS NULL OR k.staff = %(staff)s)
        AND (%(anonymous)s::boolean IS NULL OR (k.case_id IS NULL) = %(anonymous)s)
        AND (%(first)s::date IS NULL OR k.on_day >= %(first)s)
        AND (%(last)s::date IS NULL OR k.on_day <= %(last)s)
        AND (%(day)s::date IS NULL OR (k.on_day, k.contact) < (%(day)s, %(key)s::uuid))
    ORDER BY k.on_day DESC, k.contact DESC LIMIT %(limit)s
""")
READABLE: Final = SQL("""
    SELECT c.case_id, c.person FROM {0}.cases c LEFT JOIN {0}.case_hands h USING (case_id)
    WHERE c.case_id = ANY (%(cases)s) AND (h.team IS NULL OR h.team = ANY (%(teams)s))
""")
OF_CASE: Final = SQL("SELECT contact FROM {}.contacts WHERE case_id = %s ORDER BY on_day DESC, contact DESC LIMIT %s")
TEXTS: Final = {"note": ("note_id", NOTE), "next_step": ("next_step_id", NEXT_STEP), "site": ("site_id", SITE)}


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One contact as lists show it: nothing that tells of the person."""

    contact: UUID
    operation: str
    on_day: date
    sozialraum: str
    case_id: UUID | None
    person: UUID | None
    kind: str | None
    minutes: int | None
    staff: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsAsked:
    """Which contacts; both days are included."""

    operation: str | None = None
    staff: UUID | None = None
    anonymous: bool | None = None
    first: date | None = None
    last: date | None = None


def contacts(
    pool: Pool, district: str, asker: Asker, asked: ContactsAsked, page: tuple[Place | None, int]
) -> Sequence[ContactRow]:
    """The contacts that the asker may know of, as with cases."""
    after, limit = page
    values: dict[str, Any] = {
        "everything": asker.role == "koordination",
        "teams": list(asker.teams),
        "operation": asked.operation,
        "staff": asked.staff,
        "anonymous": asked.anonymous,
        "first": asked.first,
        "last": asked.last,
        "day": after and after.day,
        "key": after and after.key,
        "limit": limit,
    }
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(ContactRow))
        return cursor.execute(LIST.format(schema), values).fetchall()


def contacts_of(service: Intake, district: str, case: UUID, limit: int) -> list[Contact]:
    """The newest contacts of a case in full, newest first."""
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        ids = [contact for (contact,) in connection.execute(OF_CASE.format(schema), (case, limit))]
    facts = service.store.load(district, ids)
    states = [CONTACT.fold(facts[contact]) for contact in ids]
    return [state.snapshot for state in states if state.snapshot is not None and not state.cancelled]


def in_full(service: Intake, district: str, found: Iterable[Contact]) -> list[Json]:
    """Contacts with their words; ``erased`` where the person was erased, and null in place of her words."""
    listed = list(found)
    nobody = service.ids(district).derive("nobody")
    addresses = [_addresses(contact, contact.person_id or nobody) for contact in listed]
    texts = service.vault.get(district, {address for each in addresses for address in each.values()})
    return [_document(contact, of, texts) for contact, of in zip(listed, addresses, strict=True)]


def code_words(service: Intake, district: str, cases: Collection[tuple[UUID, UUID]]) -> Mapping[UUID, str | None]:
    """(case, person) -> case -> code word; None once the person is erased."""
    found = service.vault.get(district, [(person, CODE_WORD, case) for case, person in cases])
    return {address[2]: text for address, text in found.items()}


def readable_code_words(
    service: Intake, district: str, asker: Asker, cases: Collection[UUID]
) -> Mapping[UUID, str | None]:
    """Case -> code word, of those cases that are the asker's team's or nobody's; others are absent."""
    values = {"cases": list(cases), "teams": list(asker.teams)}
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        found = connection.execute(READABLE.format(schema), values).fetchall()
    return code_words(service, district, found)


def _addresses(contact: Contact, owner: UUID) -> dict[str, Address]:
    entries = {name: (getattr(contact, field), kind) for name, (field, kind) in TEXTS.items()}
    return {name: (owner, kind, entry) for name, (entry, kind) in entries.items() if entry is not None}


def _document(contact: Contact, of: Mapping[str, Address], texts: Mapping[Address, str | None]) -> Json:
    """The facts' fields without the references to texts, and the texts; a registered site has no text."""
    document = plain(contact)
    details = document.pop("details")
    erased = isinstance(contact.details, Erased)
    for hidden in ("person_id", "note_id", "next_step_id"):
        document.pop(hidden)
    known = {} if erased else {name: value for name, value in details.items() if name != "block"}
    words = {name: texts.get(of[name]) if name in of else None for name in TEXTS}
    return {**document, **known, **words, "erased": erased}
