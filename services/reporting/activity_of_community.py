"""Community work of a period in the activity report: events held, who came, time given, press, meetings.

Counted is what had happened by the day on which it happened, not by the day for which it was planned. An item names
its operation itself, or belongs to that of the event or of the engagement that it hangs on.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.contracts.events.words import GroupKind
from services.kernel.district import schema_of

# Bodies that join up institutions; a working group or a course meets, too, and is no network.
NETWORK_KINDS: Final[tuple[GroupKind, ...]] = (
    "network",
    "planning_group",
    "steering_group",
    "advisory_board",
    "ortsteilrat",
)
MINUTES_PER_HOUR: Final = 60

STATEMENT: Final = SQL("""
WITH plans AS MATERIALIZED (
    SELECT event, kind, operation FROM {s}.event_plans
    WHERE valid_from <= %(events)s AND (valid_to IS NULL OR valid_to > %(events)s)
), held AS MATERIALIZED (
    SELECT p.kind, o.attendance FROM {s}.event_outcomes AS o JOIN plans AS p USING (event)
    WHERE o.on_day BETWEEN %(start)s AND %(end)s AND o.state = 'held'
        AND o.valid_from <= %(events)s AND (o.valid_to IS NULL OR o.valid_to > %(events)s)
        AND (%(operation)s::text IS NULL OR p.operation = %(operation)s)
), engagements AS (
    SELECT e.engagement, coalesce(e.operation, p.operation) AS operation
    FROM {s}.engagement_versions AS e LEFT JOIN plans AS p USING (event)
    WHERE e.valid_from <= %(events)s AND (e.valid_to IS NULL OR e.valid_to > %(events)s)
), given AS (
    SELECT v.minutes FROM {s}.volunteering_versions AS v
    LEFT JOIN plans AS p USING (event) LEFT JOIN engagements AS e USING (engagement)
    WHERE v.on_day BETWEEN %(start)s AND %(end)s
        AND v.valid_from <= %(events)s AND (v.valid_to IS NULL OR v.valid_to > %(events)s)
        AND (%(operation)s::text IS NULL OR coalesce(v.operation, p.operation, e.operation) = %(operation)s)
), items AS (
    SELECT FROM {s}.press_item_versions AS i LEFT JOIN plans AS p USING (event)
    WHERE i.on_day BETWEEN %(start)s AND %(end)s
        AND i.valid_from <= %(events)s AND (i.valid_to IS NULL OR i.valid_to > %(events)s)
        AND (%(operation)s::text IS NULL OR coalesce(i.operation, p.operation) = %(operation)s)
), met AS (
    SELECT FROM {s}.meeting_versions AS m JOIN {s}.group_versions AS g USING ("group")
    WHERE m.on_day BETWEEN %(start)s AND %(end)s AND g.kind = ANY (%(networks)s)
        AND m.valid_from <= %(events)s AND (m.valid_to IS NULL OR m.valid_to > %(events)s)
        AND g.valid_from <= %(events)s AND (g.valid_to IS NULL OR g.valid_to > %(events)s)
        AND (%(operation)s::text IS NULL OR g.operation = %(operation)s)
)
SELECT
    (SELECT jsonb_object_agg(kind, n) FROM (SELECT kind, count(*) AS n FROM held GROUP BY 1) AS q),
    (SELECT coalesce(sum(attendance), 0) FROM held),
    (SELECT coalesce(sum(minutes), 0) FROM given),
    (SELECT count(*) FROM items),
    (SELECT count(*) FROM met)
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityFigures:
    """``events_by_kind`` in the order of its keys; minutes are those of all volunteers together."""

    events_by_kind: dict[str, int]
    event_attendance: int
    volunteer_minutes: int
    press_items: int
    network_meetings: int

    @property
    def volunteer_hours(self) -> int:
        """Whole hours: the sum of all minutes is rounded once, half an hour up."""
        return (self.volunteer_minutes + MINUTES_PER_HOUR // 2) // MINUTES_PER_HOUR


def community_figures(
    conn: Connection[Any], district: str, position: int, period: tuple[date, date], operation: str | None
) -> CommunityFigures:
    """Inside a transaction in the district that sees one snapshot; ``position`` is that of ``events``.

    Both days of the period are included; without an operation: of the whole district.
    """
    values = {
        "start": period[0],
        "end": period[1],
        "operation": operation,
        "events": position,
        "networks": list(NETWORK_KINDS),
    }
    row = conn.execute(STATEMENT.format(s=Identifier(schema_of(district))), values).fetchone()
    assert row is not None, "a row of aggregates"
    kinds, attendance, minutes, items, meetings = row
    return CommunityFigures(
        events_by_kind=dict(sorted((kinds or {}).items())),
        event_attendance=int(attendance),
        volunteer_minutes=int(minutes),
        press_items=items,
        network_meetings=meetings,
    )
