"""Lists of cases, newest first; and who left, for whose cases they are now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.folds import staff
from services.contracts.intake import CaseState, EndKind, Identity
from services.contracts.succession import Leaving, Leavings
from services.intake.domain.access import Asker
from services.intake.paging import Place
from services.kernel.database import Pool
from services.kernel.district import district as enter

LIST: Final = SQL("""
    SELECT c.case_id, c.person, c.operation, c.sozialraum, c.opened_on, i.identity,
        s.state, s.starts AS since, s.until, s.end_kind, h.team, h.staff, t.last_contact_on
    FROM {0}.cases c JOIN {0}.case_states s USING (case_id) JOIN {0}.case_hands h USING (case_id)
    JOIN {0}.case_identities i USING (case_id)
    CROSS JOIN LATERAL (SELECT max(on_day) AS last_contact_on FROM {0}.contacts k WHERE k.case_id = c.case_id) t
    WHERE (%(everything)s OR h.team IS NULL OR h.team = ANY (%(teams)s))
        AND (%(operation)s::text IS NULL OR c.operation = %(operation)s)
        AND (%(team)s::uuid IS NULL OR h.team = %(team)s)
        AND (%(hands)s::uuid[] IS NULL OR h.staff = ANY (%(hands)s))
        AND (%(state)s::text IS NULL OR s.state = %(state)s)
        AND (%(silent_since)s::date IS NULL OR coalesce(t.last_contact_on, c.opened_on) < %(silent_since)s)
        AND (%(day)s::date IS NULL OR (c.opened_on, c.case_id) < (%(day)s, %(key)s::uuid))
    ORDER BY c.opened_on DESC, c.case_id DESC LIMIT %(limit)s
""")
LEAVINGS: Final = SQL(staff.LEAVINGS)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case as lists show it; ``staff`` is in whose hands it was put, see contracts/succession.py."""

    case_id: UUID
    person: UUID
    operation: str
    sozialraum: str
    opened_on: date
    identity: Identity
    state: CaseState
    since: date
    until: date | None
    end_kind: EndKind | None
    team: UUID | None
    staff: UUID | None
    last_contact_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesAsked:
    """Which cases; ``hands`` None is anybody's, ``silent_since``: without a contact since that day."""

    operation: str | None = None
    team: UUID | None = None
    hands: Collection[UUID] | None = None
    state: CaseState | None = None
    silent_since: date | None = None


def cases(
    pool: Pool, district: str, asker: Asker, asked: CasesAsked, page: tuple[Place | None, int]
) -> Sequence[CaseRow]:
    """The cases that the asker may know of: the Koordination of all, a Fachkraft of her teams' and of nobody's."""
    after, limit = page
    values: dict[str, Any] = {
        "everything": asker.role == "koordination",
        "teams": list(asker.teams),
        "operation": asked.operation,
        "team": asked.team,
        "hands": None if asked.hands is None else list(asked.hands),
        "state": asked.state,
        "silent_since": asked.silent_since,
        "day": after and after.day,
        "key": after and after.key,
        "limit": limit,
    }
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(CaseRow))
        return cursor.execute(LIST.format(schema), values).fetchall()


def leavings(pool: Pool, district: str) -> Leavings:
    """Everybody who left, and who follows."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(LEAVINGS.format(schema)).fetchall()
    found: Mapping[UUID, Leaving] = {staff: Leaving(last_day, successor) for staff, last_day, successor in rows}
    return found
