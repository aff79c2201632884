"""The activity report: who was reached in a period, about what, sent on to whom; and work with the neighbourhood."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection, sql

from services.contracts.referral_states import state_key
from services.kernel.deciders import RuleViolation
from services.kernel.district import schema_of
from services.reporting.activity_of_community import CommunityFigures, community_figures
from services.reporting.esf import Document, UnknownOperation
from services.reporting.knowledge import knowledge_at
from services.reporting.referral_standings import Period, Standing, referral_standings

STATEMENT: Final = """
WITH known AS MATERIALIZED (
    SELECT operation, sozialraum, date, case_id, kind, track, topics, migration_background, since, contact
    FROM {s}.contact_versions
    WHERE date <= %(end)s AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)
    AND (%(operation)s::text IS NULL OR operation = %(operation)s)
), period AS MATERIALIZED (
    SELECT * FROM known WHERE date >= %(start)s
), reached AS MATERIALIZED (
    SELECT DISTINCT case_id FROM period WHERE case_id IS NOT NULL
), cases AS (
    SELECT case_id,
        (array_agg(track ORDER BY date DESC, since DESC) FILTER (WHERE track IS NOT NULL))[1] AS track,
        (array_agg(migration_background ORDER BY date DESC, since DESC)
            FILTER (WHERE migration_background IS NOT NULL))[1] AS migration_background
    FROM known JOIN reached USING (case_id) GROUP BY case_id
), about AS (
    SELECT DISTINCT contact, case_id, topic FROM period CROSS JOIN unnest(topics) AS topic
)
SELECT
    (SELECT count(*) FROM reached),
    (SELECT jsonb_object_agg(key, n) FROM (SELECT track AS key, count(*) AS n FROM cases GROUP BY 1) AS q
        WHERE key IS NOT NULL),
    (SELECT count(*) FROM cases WHERE migration_background = 'yes'),
    (SELECT count(*) FROM period),
    (SELECT count(*) FROM period WHERE case_id IS NULL),
    (SELECT jsonb_object_agg(key, n) FROM (SELECT kind AS key, count(*) AS n FROM period GROUP BY 1) AS q
        WHERE key IS NOT NULL),
    (SELECT jsonb_object_agg(topic, n) FROM (SELECT topic, count(*) AS n FROM about GROUP BY 1) AS q),
    (SELECT jsonb_object_agg(topic, n) FROM (
        SELECT topic, count(DISTINCT case_id) AS n FROM about WHERE case_id IS NOT NULL GROUP BY 1) AS q),
    (SELECT jsonb_object_agg(key, n) FROM (
        SELECT to_char(date, 'YYYY-MM') AS key, count(*) AS n FROM period GROUP BY 1) AS q),
    (SELECT jsonb_object_agg(key, n) FROM (SELECT sozialraum AS key, count(*) AS n FROM period GROUP BY 1) AS q)
"""
COUNTED: Final = (
    "clients_reached",
    "clients_by_track",
    "clients_with_migration_background",
    "contacts",
    "anonymous_contacts",
    "contacts_by_kind",
    "contacts_by_topic",
    "clients_by_topic",
    "contacts_by_month",
    "contacts_by_sozialraum",
)
SOURCES: Final = ("intake", "referral", "events")
OPERATION: Final = "SELECT FROM {s}.operation_versions WHERE operation = %s LIMIT 1"


class PeriodEndsBeforeItStarts(RuleViolation):
    title = "Der Zeitraum endet, bevor er beginnt."
    field = "to"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityQuestion:
    """What happened from ``start`` to ``end``, both included; of one operation, or of all."""

    start: date
    end: date
    operation: str | None = None


def activity_report(conn: Connection[Any], district: str, question: ActivityQuestion) -> Document:
    """The document, inside a transaction in the district that sees one snapshot.

    Raises PeriodEndsBeforeItStarts, UnknownOperation.
    """
    expect_askable(conn, district, question)
    schema = sql.Identifier(schema_of(district))
    positions = knowledge_at(conn, district, SOURCES, None).positions
    values = {"start": question.start, "end": question.end, "operation": question.operation, **positions}
    row = conn.execute(sql.SQL(STATEMENT).format(s=schema), values).fetchone()
    assert row is not None, "a row of aggregates"
    period = Period(question.start, question.end, question.operation)
    referred = _referred(referral_standings(conn, district, positions, period))
    days = (question.start, question.end)
    community = community_figures(conn, district, positions["events"], days, question.operation)
    return {**_head(district, question), **_counted(row), **referred, **_community(community)}


def expect_askable(conn: Connection[Any], district: str, question: ActivityQuestion) -> None:
    """Raises PeriodEndsBeforeItStarts, UnknownOperation."""
    if question.end < question.start:
        raise PeriodEndsBeforeItStarts
    if question.operation is None:
        return
    statement = sql.SQL(OPERATION).format(s=sql.Identifier(schema_of(district)))
    if conn.execute(statement, (question.operation,)).fetchone() is None:
        raise UnknownOperation(question.operation)


def _head(district: str, question: ActivityQuestion) -> Document:
    named = {} if question.operation is None else {"operation": question.operation}
    return {"district": district, **named, "from": question.start.isoformat(), "to": question.end.isoformat()}


def _referred(standings: Sequence[Standing]) -> Document:
    """Referrals proposed in the period: where they stood at its end, and to whom they went; both add up to them."""
    states = Counter(state_key(each.state) for each in standings)
    kinds = Counter(each.partner_kind for each in standings)
    return {
        "referrals_by_state": dict(sorted(states.items())),
        "referrals_by_partner_kind": dict(sorted(kinds.items())),
    }


def _community(figures: CommunityFigures) -> Document:
    return {
        "events_by_kind": figures.events_by_kind,
        "event_attendance": figures.event_attendance,
        "volunteer_hours": figures.volunteer_hours,
        "press_items": figures.press_items,
        "network_meetings": figures.network_meetings,
    }


def _counted(row: tuple[Any, ...]) -> Document:
    """Counts as they are; groups in the order of their keys, empty where nothing was counted."""
    return {
        name: value if isinstance(value, int) else dict(sorted((value or {}).items()))
        for name, value in zip(COUNTED, row, strict=True)
    }
