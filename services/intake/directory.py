"""What ``intake`` knows of the district's own directory: people at work, teams, topics, instruments, settings.

Folded from districts' facts, so everything here may be a moment behind districts. Days are calendar days in
Europe/Berlin; periods include both ends. Sites and office hours: ``site_directory``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.districts import (
    FixedTrait,
    InstrumentReleased,
    OperationConfigured,
    OperationMode,
    StaffRole,
    Term,
)
from services.contracts.folds import staff
from services.contracts.topic_list import Vocabulary, with_common_list
from services.kernel.database import Pool
from services.kernel.district import district as enter

TEAMS_OF: Final = SQL(staff.TEAMS_OF)
MEMBERS_OF: Final = SQL("""
    SELECT m.staff FROM {0}.team_memberships m JOIN {0}.staff s USING (staff)
    LEFT JOIN {0}.team_leavings e USING (membership) LEFT JOIN {0}.staff_leavings l USING (staff)
    WHERE m.team = %(team)s AND %(day)s >= greatest(s.starts, m.starts)
        AND %(day)s <= coalesce(least(m.ends, e.last_day, l.last_day), 'infinity')
""")
ROLES_OF: Final = SQL("""
    SELECT g.role, g.operation FROM {0}.role_grants g JOIN {0}.staff s USING (staff)
    LEFT JOIN {0}.role_revocations e USING (role_grant) LEFT JOIN {0}.staff_leavings l USING (staff)
    WHERE g.staff = %(staff)s AND %(day)s >= greatest(s.starts, g.starts)
        AND %(day)s <= coalesce(least(g.ends, e.last_day, l.last_day), 'infinity')
""")
TEAM: Final = SQL("SELECT team, traeger, operation, name FROM {}.teams WHERE team = %s")
COLLEAGUE: Final = SQL(
    "SELECT s.staff, s.traeger, s.starts, l.last_day, l.successor"
    " FROM {0}.staff s LEFT JOIN {0}.staff_leavings l USING (staff) WHERE s.staff = %s"
)
SETTINGS: Final = SQL(
    "SELECT mode, bagatelle_minutes, silent_weeks, consent_warning_days, fixed_traits::text AS fixed_traits"
    " FROM {}.operation_settings WHERE operation = %s"
)
VOCABULARY: Final = SQL(
    "SELECT version, terms::text FROM {}.vocabulary_versions WHERE vocabulary = 'topics' ORDER BY version DESC"
)
INSTRUMENT: Final = SQL(
    "SELECT definition::text FROM {}.instrument_versions"
    " WHERE instrument = %(key)s AND (%(version)s::integer IS NULL OR version = %(version)s)"
    " ORDER BY version DESC LIMIT 1"
)
NOBODY: Final = UUID(int=0)

_traits: Final = msgspec.json.Decoder(tuple[FixedTrait, ...])
_terms: Final = msgspec.json.Decoder(tuple[Term, ...])
_instrument: Final = msgspec.json.Decoder(InstrumentReleased)


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role of somebody on a day; ``operation`` None is all of the district."""

    role: StaffRole
    operation: str | None


@dataclass(frozen=True, slots=True)
class Team:
    """A team of a Träger, working for one operation."""

    team: UUID
    traeger: UUID
    operation: str
    name: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works or worked here; the name lies in districts' vault and never comes here."""

    staff: UUID
    traeger: UUID
    starts: date
    last_day: date | None
    successor: UUID | None

    def works_on(self, day: date) -> bool:
        return self.starts <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class OperationSettings:
    """The settings of an operation; never configured ones have the fact's defaults."""

    mode: OperationMode
    bagatelle_minutes: int
    silent_weeks: int
    consent_warning_days: int
    fixed_traits: tuple[FixedTrait, ...]


def staff_id_of(actor: str) -> UUID | None:
    """The staff member behind an actor; None for programs and operators (``cli:…``), who belong to no team."""
    try:
        return UUID(actor)
    except ValueError:
        return None


def teams_of(pool: Pool, district: str, staff_id: UUID, day: date) -> frozenset[UUID]:
    """The teams that somebody belongs to on that day."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(TEAMS_OF.format(schema), {"staff": staff_id, "day": day})
        return frozenset(team for (team,) in rows)


def members_of(pool: Pool, district: str, team_id: UUID, day: date) -> frozenset[UUID]:
    """Who belongs to a team on that day."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(MEMBERS_OF.format(schema), {"team": team_id, "day": day})
        return frozenset(staff for (staff,) in rows)


def roles_of(pool: Pool, district: str, staff_id: UUID, day: date) -> frozenset[RoleHeld]:
    """The roles that somebody has on that day."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(RoleHeld))
        return frozenset(cursor.execute(ROLES_OF.format(schema), {"staff": staff_id, "day": day}))


def team(pool: Pool, district: str, team_id: UUID) -> Team | None:
    """A team; None for one that was never formed."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=class_row(Team)).execute(TEAM.format(schema), (team_id,)).fetchone()


def colleague(pool: Pool, district: str, staff_id: UUID) -> Colleague | None:
    """Somebody who works or worked here; None for somebody unknown."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Colleague))
        return cursor.execute(COLLEAGUE.format(schema), (staff_id,)).fetchone()


def operation_settings(pool: Pool, district: str, operation: str) -> OperationSettings:
    """How an operation is set, newest; the defaults where it never was."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(SETTINGS.format(schema), (operation,)).fetchone()
    if row is None:
        return _settings(OperationConfigured(operation_id=NOBODY, operation=operation))
    mode, bagatelle_minutes, silent_weeks, consent_warning_days, traits = row
    return OperationSettings(mode, bagatelle_minutes, silent_weeks, consent_warning_days, _traits.decode(traits))


def _settings(configured: OperationConfigured) -> OperationSettings:
    return OperationSettings(
        mode=configured.mode,
        bagatelle_minutes=configured.bagatelle_minutes,
        silent_weeks=configured.silent_weeks,
        consent_warning_days=configured.consent_warning_days,
        fixed_traits=configured.fixed_traits,
    )


def topics(pool: Pool, district: str) -> Vocabulary:
    """The district's newest list of topics, with all earlier terms for reading; version 0 is the common list."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(VOCABULARY.format(schema)).fetchall()
    return with_common_list([(version, _terms.decode(terms)) for version, terms in rows])


def instrument(pool: Pool, district: str, key: str, version: int | None = None) -> InstrumentReleased | None:
    """An instrument in that version, or the newest; None where it was never released."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(INSTRUMENT.format(schema), {"key": key, "version": version}).fetchone()
    return None if row is None else _instrument.decode(row[0])
