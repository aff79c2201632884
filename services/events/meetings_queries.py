"""Questions about meetings: when they are, who comes, who was there. Times are local."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, get_args
from uuid import UUID

import msgspec
from psycopg.rows import kwargs_row
from psycopg.sql import SQL

from services.contracts.events import Attendance
from services.contracts.events.words import Cancelled, GroupKind, Invited
from services.events.texts import Sheet
from services.kernel.database import Pool
from services.kernel.district import district as enter

AGENDA_FIELDS: Final = ("place", "agenda")
MINUTES_FIELDS: Final = ("minutes",)
# Kinds of groups whose meetings are network work; a working group or another one is work of the house itself.
NETWORK_KINDS: Final[frozenset[GroupKind]] = frozenset(get_args(GroupKind)) - {"working_group", "other"}

MEETINGS: Final = SQL("""
    SELECT m.meeting AS meeting_id, m.group_id, m.on_day, m.starts, m.ends, m.agenda AS agenda_id,
        c.grounds AS cancelled, h.on_day AS held_on, h.members::text AS members, h.guests, h.minutes AS minutes_id,
        greatest(m.changed, c.changed) AS changed, greatest(m.changed_at, c.changed_at) AS changed_at
    FROM {0}.meetings m LEFT JOIN {0}.meeting_cancellations c USING (meeting)
        LEFT JOIN {0}.meetings_held h USING (meeting)
    WHERE (%(group)s::uuid IS NULL OR m.group_id = %(group)s) AND (%(meeting)s::uuid IS NULL OR m.meeting = %(meeting)s)
    ORDER BY coalesce(h.on_day, m.on_day) DESC, m.starts DESC, m.meeting
""")
ANSWERS: Final = SQL("SELECT partner, answer FROM {}.invitation_answers WHERE meeting = %s")
NEXT: Final = SQL("""
    SELECT DISTINCT ON (m.group_id) m.group_id, m.on_day
    FROM {0}.meetings m LEFT JOIN {0}.meeting_cancellations c USING (meeting)
        LEFT JOIN {0}.meetings_held h USING (meeting)
    WHERE m.on_day >= %s AND c.meeting IS NULL AND h.meeting IS NULL ORDER BY m.group_id, m.on_day
""")
NETWORK: Final = SQL("""
    SELECT count(*) FROM {0}.meetings_held h JOIN {0}.meetings m USING (meeting) JOIN {0}.groups g USING (group_id)
    WHERE g.kind = ANY (%(kinds)s) AND h.on_day BETWEEN %(first)s AND %(last)s
""")

_attendance: Final = msgspec.json.Decoder(tuple[Attendance, ...])


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    """A meeting; ``changed``: the position of what was said last about when and whether it is."""

    meeting_id: UUID
    group_id: UUID
    on_day: date
    starts: time
    ends: time | None
    agenda_id: UUID | None
    cancelled: Cancelled | None
    held_on: date | None
    attendance: tuple[Attendance, ...]
    guests: int
    minutes_id: UUID | None
    changed: int
    changed_at: datetime

    @property
    def day(self) -> date:
        """When it was, or is to be."""
        return self.held_on or self.on_day

    @property
    def agenda_sheet(self) -> Sheet:
        return Sheet(self.meeting_id, self.agenda_id, AGENDA_FIELDS)

    @property
    def minutes_sheet(self) -> Sheet:
        return Sheet(self.meeting_id, self.minutes_id, MINUTES_FIELDS)


def _entry(*, members: str | None, guests: int | None, **values: Any) -> MeetingEntry:
    attendance = () if members is None else _attendance.decode(members)
    return MeetingEntry(attendance=attendance, guests=guests or 0, **values)


def meetings_of(pool: Pool, district: str, group_id: UUID | None = None) -> list[MeetingEntry]:
    """Meetings of a group, or of all; the latest first."""
    return _meetings(pool, district, {"group": group_id, "meeting": None})


def find_meeting(pool: Pool, district: str, meeting_id: UUID) -> MeetingEntry | None:
    return next(iter(_meetings(pool, district, {"group": None, "meeting": meeting_id})), None)


def answers_of(pool: Pool, district: str, meeting_id: UUID) -> dict[UUID, Invited]:
    """Partner -> its last answer."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return dict(connection.execute(ANSWERS.format(schema), (meeting_id,)).fetchall())


def next_meetings(pool: Pool, district: str, day: date) -> dict[UUID, date]:
    """Group -> day of its next meeting, that day included."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return dict(connection.execute(NEXT.format(schema), (day,)).fetchall())


def network_meetings(pool: Pool, district: str, first: date, last: date) -> int:
    """How many meetings of network groups were held in that period, both days included."""
    asked = {"kinds": sorted(NETWORK_KINDS), "first": first, "last": last}
    with pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(NETWORK.format(schema), asked).fetchone()
    return int(row[0]) if row else 0


def _meetings(pool: Pool, district: str, asked: dict[str, UUID | None]) -> list[MeetingEntry]:
    with pool.transaction() as connection, enter(connection, district) as schema:
        return connection.cursor(row_factory=kwargs_row(_entry)).execute(MEETINGS.format(schema), asked).fetchall()
