"""Targets and milestones of an operation, with what was reached by the day of a report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection, sql
from psycopg.rows import class_row

from services.kernel.district import schema_of
from services.reporting.activity import ActivityQuestion, activity_report
from services.reporting.knowledge import Knowledge

Document = Mapping[str, Any]
TARGETS: Final = """
    SELECT measured_by, indicator, by_day, value, title FROM {s}.target_versions
    WHERE operation = %(operation)s
        AND valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s)
    ORDER BY by_day, measured_by, indicator NULLS LAST, target"""
MILESTONES: Final = """
    SELECT title, due, reached FROM {s}.milestone_versions
    WHERE operation = %(operation)s
        AND valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s)
    ORDER BY due, title, milestone"""
START: Final = """
    SELECT min(start) FROM {s}.operation_versions
    WHERE operation = %(operation)s
        AND valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s)"""

# Where the activity report says what a target is measured by; ``other`` is measured by nothing that is counted here.
ACTUAL: Final[Mapping[str, Callable[[Document], int]]] = {
    "contacts": lambda report: int(report["contacts"]),
    "clients": lambda report: int(report["clients_reached"]),
    "events": lambda report: sum(report["events_by_kind"].values()),
    "referrals": lambda report: sum(report["referrals_by_state"].values()),
    "meetings": lambda report: int(report["network_meetings"]),
    "volunteer_hours": lambda report: int(report["volunteer_hours"]),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached by a day, cumulative and absolute."""

    measured_by: str
    indicator: str | None
    by_day: date
    value: int
    title: str | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something to be reached by a day."""

    title: str
    due: date
    reached: date | None


def targets(conn: Connection[Any], district: str, knowledge: Knowledge, report: Document) -> list[dict[str, Any]]:
    """Every target with what was reached by the day of the ESF report."""
    operation, as_of = report["operation"], date.fromisoformat(report["as_of"])
    values = {"operation": operation, **knowledge.positions}
    agreed = conn.cursor(row_factory=class_row(Target)).execute(_in(district, TARGETS), values).fetchall()
    if not agreed:
        return []
    activity = _activity(conn, district, operation, as_of, knowledge)
    return [_target(one, _actual(one, report, activity), as_of) for one in agreed]


def milestones(conn: Connection[Any], district: str, knowledge: Knowledge, report: Document) -> list[dict[str, Any]]:
    """Every milestone and whether it was reached by the day of the ESF report."""
    as_of = date.fromisoformat(report["as_of"])
    values = {"operation": report["operation"], **knowledge.positions}
    planned = conn.cursor(row_factory=class_row(Milestone)).execute(_in(district, MILESTONES), values).fetchall()
    return [
        {
            "title": one.title,
            "due": one.due.isoformat(),
            "reached": one.reached.isoformat() if one.reached else None,
            "state": state(reached=one.reached is not None and one.reached <= as_of, due=one.due, as_of=as_of),
        }
        for one in planned
    ]


def state(*, reached: bool, due: date, as_of: date) -> str:
    """``reached``, ``missed`` once the day is over, otherwise ``open``."""
    if reached:
        return "reached"
    return "missed" if due <= as_of else "open"


def _target(one: Target, actual: int | None, as_of: date) -> dict[str, Any]:
    return {
        "of": one.measured_by,
        "indicator": one.indicator,
        "title": one.title,
        "by": one.by_day.isoformat(),
        "value": one.value,
        "actual": actual,
        "percent": None if actual is None or one.value == 0 else actual * 100 // one.value,
        "state": None if actual is None else state(reached=actual >= one.value, due=one.by_day, as_of=as_of),
    }


def _actual(one: Target, report: Document, activity: Document | None) -> int | None:
    """None: not counted here, or not under the report's catalogue."""
    if one.measured_by == "indicator":
        totals = {cell["code"]: cell["total"] for cell in report["indicators"]}
        return totals.get(one.indicator)
    measure = ACTUAL.get(one.measured_by)
    return None if measure is None or activity is None else measure(activity)


def _activity(
    conn: Connection[Any], district: str, operation: str, as_of: date, knowledge: Knowledge
) -> Document | None:
    """From the operation's start; None before it."""
    row = conn.execute(_in(district, START), {"operation": operation, **knowledge.positions}).fetchone()
    if row is None or row[0] is None or row[0] > as_of:
        return None
    return activity_report(conn, district, ActivityQuestion(start=row[0], end=as_of, operation=operation))


def _in(district: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema_of(district)))
