"""Estimates and supported entities as lists; their texts come from the vault when they are read."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.estimates_desk import BASE, NAME, owner
from services.intake.queries import known_operation
from services.kernel.district import district as enter

ESTIMATES: Final = SQL("""
    SELECT indicator, on_day, female, male, non_binary, method, base AS base_id, author, recorded
    FROM {0}.estimates WHERE operation = %s ORDER BY indicator, on_day
""")
ENTITIES: Final = SQL("""
    SELECT entity AS entity_id, kind, name AS name_id, on_day, author, recorded
    FROM {0}.entities WHERE operation = %s ORDER BY on_day, entity
""")


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate that stands: persons by gender, cumulative as of ``on_day``; ``base`` None: erased."""

    indicator: str
    on_day: date
    female: int
    male: int
    non_binary: int
    method: str
    base_id: UUID
    author: str
    recorded: datetime
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A supported entity; ``name`` None: erased."""

    entity_id: UUID
    kind: str
    name_id: UUID
    on_day: date
    author: str
    recorded: datetime
    name: str | None = None


def list_estimates(intake: Intake, district: str, operation: str) -> list[Estimate]:
    """By indicator, then day; raises OperationUnknown."""
    known_operation(intake.pool, district, operation)
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Estimate))
        found = cursor.execute(ESTIMATES.format(schema), (operation,)).fetchall()
    texts = _texts(intake, district, BASE, [one.base_id for one in found])
    return [replace(one, base=texts.get(one.base_id)) for one in found]


def list_entities(intake: Intake, district: str, operation: str) -> list[Entity]:
    """By day; raises OperationUnknown."""
    known_operation(intake.pool, district, operation)
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Entity))
        found = cursor.execute(ENTITIES.format(schema), (operation,)).fetchall()
    texts = _texts(intake, district, NAME, [one.name_id for one in found])
    return [replace(one, name=texts.get(one.name_id)) for one in found]


def _texts(intake: Intake, district: str, field: str, entries: list[UUID]) -> dict[UUID, str | None]:
    person = owner(intake.ids(district))
    found = intake.vault.get(district, [(person, field, entry) for entry in entries])
    return {entry: text for (_, _, entry), text in found.items()}
