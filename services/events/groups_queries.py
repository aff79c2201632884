"""Questions about groups: what they are, who belongs to them on a day. Days are local; last days included."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg import Connection
from psycopg.rows import kwargs_row
from psycopg.sql import SQL, Identifier

from services.contracts.events.words import GroupKind, MemberRole
from services.events.domain.group_state import Membership, ended, joined_to
from services.kernel.database import Pool
from services.kernel.district import district as enter

GROUPS: Final = SQL("""
    SELECT g.group_id, g.name, g.kind, g.since, g.operation, g.sozialraeume, g.handlungsfelder, g.details AS details_id,
        d.last_day, f.feed AS feed_id, g.changed, g.changed_at
    FROM {0}.groups g LEFT JOIN {0}.group_dissolutions d USING (group_id) LEFT JOIN {0}.group_feeds f USING (group_id)
    WHERE %(group)s::uuid IS NULL OR g.group_id = %(group)s ORDER BY lower(g.name), g.group_id
""")
MEMBERSHIPS: Final = SQL("""
    SELECT group_id, partner, role, day FROM {}.group_memberships
    WHERE %(group)s::uuid IS NULL OR group_id = %(group)s ORDER BY said
""")

Members = Mapping[UUID, tuple[Membership, ...]]


class MemberOnDay(NamedTuple):
    """An organisation and as what it belongs to a group."""

    partner_id: UUID
    membership: Membership


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEntry:
    """A group; ``last_day`` once it was dissolved; ``changed``: the position of its last details."""

    group_id: UUID
    name: str
    kind: GroupKind
    since: date
    operation: str | None
    sozialraeume: list[str]
    handlungsfelder: list[str]
    details_id: UUID | None
    last_day: date | None
    feed_id: UUID | None
    changed: int
    changed_at: datetime
    members: Members = field(default_factory=dict)

    def works(self, day: date) -> bool:
        return self.last_day is None or day <= self.last_day

    def members_on(self, day: date) -> list[MemberOnDay]:
        """Who belongs to it on that day."""
        return [
            MemberOnDay(partner_id, period)
            for partner_id, periods in self.members.items()
            for period in periods
            if period.counts(day)
        ]


def groups_of(pool: Pool, district: str) -> list[GroupEntry]:
    """All groups by name, dissolved ones too."""
    return _groups(pool, district, None)


def find_group(pool: Pool, district: str, group_id: UUID) -> GroupEntry | None:
    return next(iter(_groups(pool, district, group_id)), None)


def _groups(pool: Pool, district: str, group_id: UUID | None) -> list[GroupEntry]:
    asked = {"group": group_id}
    with pool.transaction() as connection, enter(connection, district) as schema:
        members = _members(connection, schema, asked)
        cursor = connection.cursor(row_factory=kwargs_row(_entry_with(members)))
        return cursor.execute(GROUPS.format(schema), asked).fetchall()


def _entry_with(members: Mapping[UUID, Members]) -> Callable[..., GroupEntry]:
    def entry(**values: Any) -> GroupEntry:
        return GroupEntry(**values, members=members.get(values["group_id"], {}))

    return entry


def _members(connection: Connection[Any], schema: Identifier, asked: Mapping[str, object]) -> dict[UUID, Members]:
    return periods_of(connection.execute(MEMBERSHIPS.format(schema), asked).fetchall())


def periods_of(said: Iterable[tuple[UUID, UUID, MemberRole | None, date]]) -> dict[UUID, Members]:
    """Group -> partner -> periods, of what was said in that order; no role is a last day."""
    found: defaultdict[UUID, dict[UUID, tuple[Membership, ...]]] = defaultdict(dict)
    for group_id, partner_id, role, day in said:
        periods = found[group_id].get(partner_id, ())
        known = ended(periods, day) if role is None else joined_to(periods, Membership(role, day))
        found[group_id][partner_id] = known
    return dict(found)
