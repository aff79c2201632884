"""What ``referral`` knows of others: cases, people at work, topics, Sozialräume, operations, who asks a partner.

Folded from the facts of districts and intake, so everything here may be a moment behind them. Days are calendar days in
Europe/Berlin; periods include both ends.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.districts import Term
from services.contracts.folds import staff as of_staff
from services.contracts.intake import CaseState
from services.contracts.succession import Leaving, Leavings
from services.contracts.topic_list import Vocabulary, with_common_list
from services.kernel.database import Pool
from services.kernel.district import district as enter

CASE: Final = SQL("""
    SELECT c.case_id, c.person, c.operation, c.sozialraum, h.team, h.staff, s.state
    FROM {0}.cases c JOIN {0}.case_hands h USING (case_id) JOIN {0}.case_states s USING (case_id)
    WHERE c.case_id = %s
""")
TEAMS_OF: Final = SQL(of_staff.TEAMS_OF)
LEAVINGS: Final = SQL(of_staff.LEAVINGS)
VOCABULARY: Final = SQL(
    "SELECT version, terms::text FROM {}.vocabulary_versions WHERE vocabulary = 'topics' ORDER BY version DESC"
)
SOZIALRAEUME: Final = SQL("SELECT sozialraum FROM {}.sozialraeume ORDER BY sozialraum")
OPERATIONS: Final = SQL("SELECT operation, name, starts, ends FROM {}.operations ORDER BY starts DESC, operation")
SENDER: Final = SQL("""
    SELECT t.traeger, t.name FROM {0}.traeger t JOIN {0}.staff s USING (traeger) WHERE s.staff = %s
""")
SITES: Final = SQL("""
    SELECT s.site, s.name, s.sozialraum, s.address FROM {0}.sites s LEFT JOIN {0}.site_closings c USING (site)
    WHERE s.traeger = %(traeger)s AND (c.last_day IS NULL OR c.last_day >= %(day)s) ORDER BY s.name, s.site
""")

_terms: Final = msgspec.json.Decoder(tuple[Term, ...])


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case somebody can be referred from; ``staff`` is in whose hands it was put, see contracts/succession.py."""

    case_id: UUID
    person: UUID
    operation: str
    sozialraum: str
    team: UUID | None
    staff: UUID | None
    state: CaseState


@dataclass(frozen=True, slots=True)
class KnownOperation:
    """An operation and its period."""

    operation: str
    name: str
    starts: date
    ends: date

    def runs_on(self, day: date) -> bool:
        return self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Sender:
    """The Träger somebody works for, as a partner reads it."""

    traeger: UUID
    name: str


@dataclass(frozen=True, slots=True)
class SenderSite:
    """A place of that Träger where people are met; no telephone number is known of sites."""

    site: UUID
    name: str
    sozialraum: str
    address: str | None


def staff_id_of(actor: str) -> UUID | None:
    """The staff member behind an actor; None for programs and operators (``cli:…``), who belong to no team."""
    try:
        return UUID(actor)
    except ValueError:
        return None


def case(pool: Pool, district: str, case_id: UUID) -> KnownCase | None:
    """A case; None where nobody opened it, or where its opening is not known here yet (see ``case_reading``)."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(KnownCase)).execute(CASE.format(schema), (case_id,)).fetchone()


def teams_of(pool: Pool, district: str, staff_id: UUID, day: date) -> frozenset[UUID]:
    """The teams that somebody belongs to on that day."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(TEAMS_OF.format(schema), {"staff": staff_id, "day": day})
        return frozenset(team for (team,) in rows)


def leavings(pool: Pool, district: str) -> Leavings:
    """Everybody who left, and who follows."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(LEAVINGS.format(schema)).fetchall()
    return {staff: Leaving(last_day, successor) for staff, last_day, successor in rows}


def topics_of(pool: Pool, district: str) -> Vocabulary:
    """The district's newest list of topics, with all earlier terms for reading; version 0 is the common list."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(VOCABULARY.format(schema)).fetchall()
    return with_common_list([(version, _terms.decode(terms)) for version, terms in rows])


def sozialraeume_of(pool: Pool, district: str) -> list[str]:
    """All Sozialräume by name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return [name for (name,) in connection.execute(SOZIALRAEUME.format(schema))]


def operations_of(pool: Pool, district: str) -> list[KnownOperation]:
    """All operations, newest first; also those that are over."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(KnownOperation))
        return list(cursor.execute(OPERATIONS.format(schema)))


def sender_of(pool: Pool, district: str, staff_id: UUID) -> Sender | None:
    """For whom somebody works; None for somebody unknown, or where the Träger was not registered yet."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(Sender)).execute(SENDER.format(schema), (staff_id,)).fetchone()


def sites_of(pool: Pool, district: str, traeger: UUID, day: date) -> list[SenderSite]:
    """The sites of a Träger that are not closed on that day, by name."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(SenderSite))
        return list(cursor.execute(SITES.format(schema), {"traeger": traeger, "day": day}))
