"""What a report takes from elsewhere than from participations: settings, estimates and supported entities.

Small statements beside the large one, each over the rows valid at the state of knowledge. ADR 0018 says which wins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from psycopg import Connection, sql

from services.contracts.intake import EntityKind
from services.kernel.district import schema_of
from services.reporting.domain.cells import GENDERS, Counts
from services.reporting.domain.settled import Settled
from services.reporting.knowledge import Knowledge

ENTITY_OF: Final[Mapping[str, EntityKind]] = {
    "EECO18": "public_administration",
    "EECO19": "enterprise",
    "CO23": "enterprise",
}

SETTINGS: Final = """
    SELECT mode, fixed_fields, fixed_values FROM {s}.setting_versions
    WHERE operation = %(operation)s
        AND valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s)"""
ESTIMATES: Final = """
    SELECT asked.day, e.indicator, e.female, e.male, e.non_binary
    FROM unnest(%(days)s::date[]) AS asked (day) CROSS JOIN LATERAL (
        SELECT DISTINCT ON (indicator) indicator, female, male, non_binary FROM {s}.estimate_versions
        WHERE operation = %(operation)s AND on_day <= asked.day
            AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)
        ORDER BY indicator, on_day DESC
    ) AS e"""
ENTITIES: Final = """
    SELECT kind, count(*) FROM {s}.entity_versions
    WHERE operation = %(operation)s AND on_day <= %(as_of)s
        AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)
    GROUP BY kind"""


@dataclass(frozen=True, slots=True)
class OperationSettings:
    """How an operation is run; an operation never configured counts participants and settles no trait."""

    participant_based: bool = True
    settled: Settled = field(default_factory=Settled)


def settings_of(conn: Connection[Any], district: str, operation: str, knowledge: Knowledge) -> OperationSettings:
    """The settings as they were known."""
    values = {"operation": operation, **knowledge.positions}
    return settings_from(conn.execute(_in(district, SETTINGS), values).fetchone())


def settings_from(row: Sequence[Any] | None) -> OperationSettings:
    """``row``: mode, fixed fields and their values; None: never configured."""
    if row is None:
        return OperationSettings()
    mode, fields, fixed = row
    settled = Settled(tuple(sorted(zip(fields, fixed, strict=True))))
    return OperationSettings(mode == "participant_based", settled)


def estimates(
    conn: Connection[Any], district: str, operation: str, days: Sequence[date], knowledge: Knowledge
) -> list[Mapping[str, Counts]]:
    """For each day, by code: the newest estimate made for that day or an earlier one."""
    values = {"operation": operation, "days": list(days), **knowledge.positions}
    found: list[dict[str, Counts]] = [{} for _ in days]
    for day, code, *persons in conn.execute(_in(district, ESTIMATES), values).fetchall():
        found[days.index(day)][code] = dict(zip(GENDERS, persons, strict=True))
    return list(found)


def entities(
    conn: Connection[Any], district: str, operation: str, as_of: date, knowledge: Knowledge
) -> Mapping[str, int]:
    """Supported entities by code."""
    values = {"operation": operation, "as_of": as_of, **knowledge.positions}
    by_kind = dict(conn.execute(_in(district, ENTITIES), values).fetchall())
    return {code: by_kind.get(kind, 0) for code, kind in ENTITY_OF.items()}


def _in(district: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema_of(district)))
