"""Questions about single entries of the directory: contact persons, agreements, assurances, opening hours.

Days are local; last days included.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec
from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.contracts.districts import Hours
from services.contracts.office_hours import Timetable
from services.contracts.referral import AgreementKind, Provenance
from services.kernel.database import Pool
from services.kernel.district import district as enter

CONTACTS: Final = SQL("""
    SELECT c.contact_person AS contact_person_id, c.partner AS partner_id, c.details AS details_id, d.last_day
    FROM {0}.contact_persons c LEFT JOIN {0}.contact_person_delistings d USING (contact_person)
    WHERE c.partner = %s ORDER BY c.contact_person
""")
AGREEMENTS: Final = SQL("""
    SELECT a.agreement AS agreement_id, a.partner AS partner_id, a.kind, a.on_day AS "on", a.until, a.operation,
        a.details AS details_id, e.last_day AS ended_on
    FROM {0}.agreements a LEFT JOIN {0}.agreement_ends e USING (agreement) ORDER BY a.on_day DESC, a.agreement
""")
ASSURANCES: Final = SQL("""
    SELECT about, on_day AS "on", provenance, actor FROM {}.assurances
    WHERE about = ANY (%s) ORDER BY on_day DESC, assurance DESC
""")
WEEKLY: Final = SQL("SELECT starts, hours::text, on_holidays FROM {}.opening_hours WHERE offer = %s")
EXCEPTIONS: Final = SQL("SELECT on_day, hours::text FROM {}.opening_hour_exceptions WHERE offer = %s")

_hours: Final = msgspec.json.Decoder(tuple[Hours, ...])
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEntry:
    """Somebody to talk to; who it is lies in the vault, see ``directory_texts``."""

    contact_person_id: UUID
    partner_id: UUID
    details_id: UUID
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementEntry:
    """A cooperation agreement; ``ended_on`` if it was ended before its day."""

    agreement_id: UUID
    partner_id: UUID
    kind: AgreementKind
    on: date
    until: date | None
    operation: str | None
    details_id: UUID | None
    ended_on: date | None

    @property
    def last_day(self) -> date | None:
        """The day after which it does not count; None while no end is known."""
        return min((day for day in (self.until, self.ended_on) if day is not None), default=None)

    def counts(self, day: date) -> bool:
        return self.on <= day and (self.last_day is None or day <= self.last_day)

    def runs_out(self, day: date, within: int) -> bool:
        """Does it still count, and no longer in ``within`` days?"""
        return self.counts(day) and self.last_day is not None and (self.last_day - day).days <= within


@dataclass(frozen=True, slots=True, kw_only=True)
class AssuranceEntry:
    """Somebody said that an entry is right: whose word, and who recorded it."""

    about: UUID
    on: date
    provenance: Provenance
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyHours:
    """The weekly hours of an offer from a day on."""

    start: date
    hours: tuple[Hours, ...]
    on_holidays: bool


def contacts_of(pool: Pool, district: str, partner_id: UUID) -> list[ContactEntry]:
    """All contact persons of a partner, former ones too."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return _rows(connection, schema, CONTACTS, ContactEntry, (partner_id,))


def agreements(pool: Pool, district: str) -> list[AgreementEntry]:
    """All agreements of the district, newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return _rows(connection, schema, AGREEMENTS, AgreementEntry)


def assurances_of(pool: Pool, district: str, about: Collection[UUID]) -> list[AssuranceEntry]:
    """When these partners and offers were assured, newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return _rows(connection, schema, ASSURANCES, AssuranceEntry, (list(about),))


def timetable(pool: Pool, district: str, offer_id: UUID, last_day: date | None) -> Timetable:
    """All hours of an offer; none where nobody set any."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        weekly = connection.execute(WEEKLY.format(schema), (offer_id,)).fetchall()
        exceptions = connection.execute(EXCEPTIONS.format(schema), (offer_id,)).fetchall()
    return Timetable(
        weekly=[
            WeeklyHours(start=start, hours=_hours.decode(hours), on_holidays=on_holidays)
            for start, hours, on_holidays in weekly
        ],
        exceptions={day: _hours.decode(hours) for day, hours in exceptions},
        last_day=last_day,
    )


def _rows(
    connection: Connection[Any], schema: Identifier, statement: SQL, kind: type[T], values: tuple[object, ...] = ()
) -> list[T]:
    return connection.cursor(row_factory=class_row(kind)).execute(statement.format(schema), values).fetchall()
