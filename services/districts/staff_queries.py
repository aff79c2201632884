"""Questions about people at work; names come from the vault at reading time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.rows import class_row
from psycopg.sql import SQL, Identifier

from services.contracts.districts import StaffRole
from services.districts.staff_desk import NAME
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.vault import Vault

STAFF: Final = SQL("""
    SELECT s.staff AS staff_id, s.traeger AS traeger_id, n.name_entry AS name_id, s.starts AS start,
        l.last_day, l.successor AS successor_id
    FROM {0}.staff s JOIN {0}.staff_names n USING (staff) LEFT JOIN {0}.staff_leavings l USING (staff)
    ORDER BY s.starts, s.staff
""")
GRANTS: Final = SQL("""
    SELECT g.role_grant AS grant_id, g.staff AS staff_id, g.role, g.operation, greatest(g.starts, s.starts) AS start,
        least(g.ends, r.last_day, l.last_day) AS "end"
    FROM {0}.role_grants g JOIN {0}.staff s USING (staff) LEFT JOIN {0}.role_revocations r USING (role_grant)
    LEFT JOIN {0}.staff_leavings l USING (staff) ORDER BY g.starts, g.role_grant
""")
MEMBERSHIPS: Final = SQL("""
    SELECT m.membership AS membership_id, m.staff AS staff_id, m.team AS team_id,
        greatest(m.starts, s.starts) AS start, least(m.ends, e.last_day, l.last_day) AS "end"
    FROM {0}.team_memberships m JOIN {0}.staff s USING (staff) LEFT JOIN {0}.team_leavings e USING (membership)
    LEFT JOIN {0}.staff_leavings l USING (staff) ORDER BY m.starts, m.membership
""")


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role as it counts: an end before the start is one that never counted."""

    grant_id: UUID
    staff_id: UUID
    role: StaffRole
    operation: str | None
    start: date
    end: date | None

    def counts_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """A place in a team as it counts."""

    membership_id: UUID
    staff_id: UUID
    team_id: UUID
    start: date
    end: date | None

    def counts_on(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody who works or worked here."""

    staff_id: UUID
    traeger_id: UUID
    name_id: UUID
    start: date
    last_day: date | None
    successor_id: UUID | None
    grants: list[GrantRow] = field(default_factory=list)
    memberships: list[MembershipRow] = field(default_factory=list)

    def works_on(self, day: date) -> bool:
        return self.start <= day and (self.last_day is None or day <= self.last_day)


def staff_list(pool: Pool, district: str) -> list[StaffRow]:
    """Everybody, first come first, with roles and teams."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        found = _rows(connection, schema, StaffRow, STAFF)
        grants = _rows(connection, schema, GrantRow, GRANTS)
        memberships = _rows(connection, schema, MembershipRow, MEMBERSHIPS)
    by_id = {row.staff_id: row for row in found}
    for grant in grants:
        by_id[grant.staff_id].grants.append(grant)
    for membership in memberships:
        by_id[membership.staff_id].memberships.append(membership)
    return found


def roles_on(pool: Pool, district: str, staff_id: UUID, day: date) -> frozenset[StaffRole]:
    """The roles that somebody has on that day, in whichever operation."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        grants = _rows(connection, schema, GrantRow, GRANTS)
    return frozenset(grant.role for grant in grants if grant.staff_id == staff_id and grant.counts_on(day))


def names_of(vault: Vault, district: str, rows: Iterable[StaffRow]) -> Mapping[UUID, str | None]:
    """Staff id -> name; None once the person is erased."""
    found = vault.get(district, [(row.staff_id, NAME, row.name_id) for row in rows])
    return {address[0]: text for address, text in found.items()}


def _rows(connection: Connection[Any], schema: Identifier, kind: type[Any], statement: SQL) -> list[Any]:
    return connection.cursor(row_factory=class_row(kind)).execute(statement.format(schema)).fetchall()
