"""Contacts, problems and referrals by month and Sozialraum, and community events: rows of the views, made safe."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median_high
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.activity_of_community import MINUTES_PER_HOUR
from services.reporting.bi.small_rows import told_lines
from services.reporting.knowledge import Knowledge
from services.reporting.referral_standings import Period, Standing, referral_standings

VALID: Final = "{0}valid_from <= %({1})s AND ({0}valid_to IS NULL OR {0}valid_to > %({1})s)"
MONTH: Final = "date_trunc('month', {}::timestamp)::date"
CONTACTS: Final = """
    SELECT operation, {month}, kind, sozialraum, count(*), coalesce(sum(minutes), 0)
    FROM {s}.contact_versions WHERE date <= %(today)s AND {of_intake} GROUP BY 1, 2, 3, 4"""
PROBLEMS: Final = """
    SELECT operation, {month}, topic, sozialraum, count(DISTINCT case_id)
    FROM {s}.contact_versions CROSS JOIN unnest(topics) AS topic
    WHERE date <= %(today)s AND case_id IS NOT NULL AND {of_intake} GROUP BY 1, 2, 3, 4"""
# Time that volunteers gave to an event counts in its month and kind, other time as "other"; several Sozialräume are one
# place of their own, so that nobody is counted twice.
EVENTS: Final = """
    WITH plans AS (SELECT event, kind, operation, sozialraeume FROM {s}.event_plans WHERE {of_events}),
    engaged AS (SELECT engagement, operation, sozialraeume FROM {s}.engagement_versions WHERE {of_events}),
    happened AS (
        SELECT p.operation, p.sozialraeume, o.on_day, p.kind, 1 AS events, o.attendance, 0 AS minutes, 0 AS persons
        FROM {s}.event_outcomes AS o JOIN plans AS p USING (event)
        WHERE o.state = 'held' AND o.on_day <= %(today)s AND {of_outcomes}
        UNION ALL
        SELECT coalesce(v.operation, p.operation, e.operation),
            CASE WHEN v.sozialraum IS NOT NULL THEN ARRAY[v.sozialraum]
                ELSE coalesce(p.sozialraeume, e.sozialraeume, '{{}}') END,
            v.on_day, coalesce(p.kind, 'other'), 0, 0, v.minutes, v.persons
        FROM {s}.volunteering_versions AS v LEFT JOIN plans AS p USING (event) LEFT JOIN engaged AS e USING (engagement)
        WHERE v.on_day <= %(today)s AND {of_volunteering}
    )
    SELECT operation, nullif(array_to_string(ARRAY(SELECT unnest(sozialraeume) ORDER BY 1), ','), ''), {month_of_event},
        kind, sum(events), sum(attendance), sum(minutes), sum(persons)
    FROM happened GROUP BY 1, 2, 3, 4"""
FIRST_DAY: Final = date(1900, 1, 1)

Rows = list[tuple[Any, ...]]


def contacts_monthly(conn: Connection[Any], district: str, knowledge: Knowledge, today: date, smallest: int) -> Rows:
    """Operation, Sozialraum, month, kind, contacts, minutes."""
    found = _rows(conn, district, CONTACTS, knowledge, today)
    told = told_lines(((tuple(row[:3]), row[3], row[4]) for row in found), smallest)
    return [
        (
            operation,
            area,
            month,
            kind,
            *((contacts, minutes) if ((operation, month, kind), area) in told else (None, None)),
        )
        for operation, month, kind, area, contacts, minutes in found
    ]


def problems_monthly(conn: Connection[Any], district: str, knowledge: Knowledge, today: date, smallest: int) -> Rows:
    """Operation, Sozialraum, month, topic, cases."""
    found = _rows(conn, district, PROBLEMS, knowledge, today)
    told = told_lines(((tuple(row[:3]), row[3], row[4]) for row in found), smallest)
    return [
        (operation, area, month, topic, cases if ((operation, month, topic), area) in told else None)
        for operation, month, topic, area, cases in found
    ]


def referrals_monthly(conn: Connection[Any], district: str, knowledge: Knowledge, today: date, smallest: int) -> Rows:
    """Operation, Sozialraum, month, kind of partner, state, referrals, median of days until the partner answered."""
    groups: defaultdict[tuple[tuple[str, date, str, str], str], list[Standing]] = defaultdict(list)
    for one in referral_standings(conn, district, knowledge.positions, Period(FIRST_DAY, today)):
        line = (one.operation, one.proposed_on.replace(day=1), one.partner_kind, one.state)
        groups[line, one.sozialraum].append(one)
    told = told_lines(((line, area, len(found)) for (line, area), found in groups.items()), smallest)
    return [
        (line[0], area, *line[1:], *(_of_referrals(found, smallest) if (line, area) in told else (None, None)))
        for (line, area), found in groups.items()
    ]


def community_events(conn: Connection[Any], district: str, knowledge: Knowledge, today: date, smallest: int) -> Rows:
    """Operation, Sozialräume, month, kind, events, attendance, hours and minutes of volunteers.

    An event is none of a person's.
    """
    found = _rows(conn, district, EVENTS, knowledge, today)
    lines = [((row[0], row[2], row[3]), row[1] or "", row) for row in found]
    came = told_lines(((line, area, int(row[5])) for line, area, row in lines), smallest)
    gave = told_lines(((line, area, int(row[7])) for line, area, row in lines), smallest)
    return [
        (
            *row[:4],
            int(row[4]),
            int(row[5]) if (line, area) in came or not row[5] else None,
            *((_hours(int(row[6])), int(row[6])) if (line, area) in gave or not row[7] else (None, None)),
        )
        for line, area, row in lines
    ]


def _of_referrals(found: Sequence[Standing], smallest: int) -> tuple[int, int | None]:
    days = [one.days_to_answer for one in found if one.days_to_answer is not None]
    return len(found), median_high(days) if len(days) >= smallest else None


def _hours(minutes: int) -> int:
    return (minutes + MINUTES_PER_HOUR // 2) // MINUTES_PER_HOUR


def _rows(conn: Connection[Any], district: str, statement: str, knowledge: Knowledge, today: date) -> Rows:
    parts = {
        "of_intake": SQL(VALID.format("", "intake")),
        "of_events": SQL(VALID.format("", "events")),
        "of_outcomes": SQL(VALID.format("o.", "events")),
        "of_volunteering": SQL(VALID.format("v.", "events")),
        "month": SQL(MONTH.format("date")),
        "month_of_event": SQL(MONTH.format("on_day")),
    }
    composed = SQL(statement).format(s=Identifier(schema_of(district)), **parts)
    values: Mapping[str, Any] = {"today": today, **knowledge.positions}
    return conn.execute(composed, values).fetchall()
