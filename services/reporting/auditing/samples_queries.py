"""Samples as a list: what was drawn, by whom and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg import sql
from psycopg.rows import class_row

from services.kernel.database import Pool
from services.kernel.district import district as enter

SAMPLES: Final = sql.SQL("""
    SELECT sample, operation, as_of, seed, size, population, drawn_by, drawn FROM {}.samples
    WHERE %(operations)s::text[] IS NULL OR operation = ANY (%(operations)s)
    ORDER BY drawn DESC, sample LIMIT %(limit)s""")
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A sample that was drawn; ``size``: how many were asked for."""

    sample: UUID
    operation: str
    as_of: date
    seed: int
    size: int
    population: int
    drawn_by: str
    drawn: datetime


def samples_of(pool: Pool, district: str, operations: Collection[str] | None = None) -> list[SampleRow]:
    """Of these operations (None: of all), the newest first."""
    asked = {"operations": None if operations is None else list(operations), "limit": MOST}
    with pool.transaction() as conn, enter(conn, district) as schema:
        return conn.cursor(row_factory=class_row(SampleRow)).execute(SAMPLES.format(schema), asked).fetchall()
