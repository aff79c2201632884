"""Questions about volunteers and what help is looked for; who they are lies in the vault, see ``volunteers_words``.

Days are local; last days included.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.contracts.events.words import Provenance
from services.kernel.database import Pool
from services.kernel.district import district as enter

ENGAGEMENTS: Final = SQL("""
    SELECT e.engagement AS engagement_id, e.title, e.sozialraeume, e.needed, e.first_day, e.last_day,
        e.event AS event_id, e.operation, e.public, e.details AS details_id, c.on_day AS closed_on
    FROM {0}.engagements e LEFT JOIN {0}.engagement_closings c USING (engagement)
    ORDER BY lower(e.title), e.engagement
""")
VOLUNTEERS: Final = SQL("""
    SELECT v.volunteer AS volunteer_id, v.on_day AS "on", v.provenance, v.sozialraeume, v.languages,
        v.contact AS contact_id, l.last_day, e.on_day AS erased_on
    FROM {0}.volunteers v LEFT JOIN {0}.volunteer_leavings l USING (volunteer)
    LEFT JOIN {0}.volunteer_erasures e USING (volunteer) ORDER BY v.volunteer
""")
TAKEN: Final = SQL("""
    SELECT t.volunteer AS volunteer_id, t.engagement AS engagement_id, t.on_day AS "on", t.confirmed
    FROM {0}.taken_engagements t LEFT JOIN {0}.volunteer_leavings l USING (volunteer)
    WHERE l.volunteer IS NULL ORDER BY t.on_day, t.taking
""")
CERTIFICATES: Final = SQL("""
    SELECT certificate AS certificate_id, volunteer AS volunteer_id, first_day, last_day, minutes, on_day AS "on"
    FROM {}.volunteer_certificates WHERE volunteer = %s ORDER BY on_day DESC, certificate
""")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementEntry:
    """Help that is looked for; ``closed_on`` once it no longer is."""

    engagement_id: UUID
    title: str
    sozialraeume: Sequence[str]
    needed: int | None
    first_day: date | None
    last_day: date | None
    event_id: UUID | None
    operation: str | None
    public: bool
    details_id: UUID | None
    closed_on: date | None

    def is_open(self, day: date) -> bool:
        return self.closed_on is None and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolunteerEntry:
    """Somebody who helps, or helped until ``last_day``; ``erased_on``: nobody knows any more who it was."""

    volunteer_id: UUID
    on: date
    provenance: Provenance
    sozialraeume: Sequence[str]
    languages: Sequence[str]
    contact_id: UUID | None
    last_day: date | None
    erased_on: date | None

    @property
    def is_active(self) -> bool:
        return self.last_day is None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenEntry:
    """Who does what since when; not ``confirmed``: a sign-up that waits for the team's yes."""

    volunteer_id: UUID
    engagement_id: UUID
    on: date
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateEntry:
    """A certificate as it was issued."""

    certificate_id: UUID
    volunteer_id: UUID
    first_day: date
    last_day: date
    minutes: int
    on: date


@dataclass(frozen=True, slots=True)
class Helpers:
    """All of it at one moment. ``taken``: nothing of those who left."""

    engagements: Mapping[UUID, EngagementEntry]
    volunteers: Mapping[UUID, VolunteerEntry]
    taken: Sequence[TakenEntry]

    @property
    def active(self) -> list[VolunteerEntry]:
        return [each for each in self.volunteers.values() if each.is_active]

    def open_engagements(self, day: date) -> list[EngagementEntry]:
        return [each for each in self.engagements.values() if each.is_open(day)]

    def public_engagements(self, day: date) -> list[EngagementEntry]:
        """Those that everybody may sign up for."""
        return [each for each in self.open_engagements(day) if each.public]

    def taken_by(self, volunteer_id: UUID) -> list[TakenEntry]:
        return [each for each in self.taken if each.volunteer_id == volunteer_id]

    def takers_of(self, engagement_id: UUID) -> list[TakenEntry]:
        return [each for each in self.taken if each.engagement_id == engagement_id]

    @property
    def waiting(self) -> list[TakenEntry]:
        """Sign-ups without an answer, oldest first."""
        return [each for each in self.taken if not each.confirmed]


def helpers(pool: Pool, district: str) -> Helpers:
    """Everything about volunteers but the time they gave."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        engagements = _rows(connection, schema, ENGAGEMENTS, EngagementEntry)
        volunteers = _rows(connection, schema, VOLUNTEERS, VolunteerEntry)
        taken = _rows(connection, schema, TAKEN, TakenEntry)
    return Helpers(
        {each.engagement_id: each for each in engagements}, {each.volunteer_id: each for each in volunteers}, taken
    )


def certificates_of(pool: Pool, district: str, volunteer_id: UUID) -> list[CertificateEntry]:
    """Newest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return _rows(connection, schema, CERTIFICATES, CertificateEntry, (volunteer_id,))


def _rows(
    connection: Connection[Any], schema: Identifier, statement: SQL, kind: type[T], values: Iterable[object] = ()
) -> list[T]:
    return connection.cursor(row_factory=class_row(kind)).execute(statement.format(schema), tuple(values)).fetchall()
