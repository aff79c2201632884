"""A reader's own database: in each district a transaction that holds its rows and its positions together."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from psycopg import Connection
from psycopg.sql import Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.positions import PositionRow, Positions
from services.kernel.registry import registered_districts


class InDistrict(Protocol):
    """An open transaction inside one district; ``connection`` is what the reader's ``apply`` writes rows with."""

    @property
    def connection(self) -> Any: ...

    def position(self, reader: str, source: str) -> PositionRow: ...


class ReaderDatabase(Protocol):
    """Where a reader keeps rows and positions; every method may raise GONE."""

    def districts(self) -> list[str]:
        """The open districts, by key."""
        ...

    def transaction(self, district: str) -> AbstractContextManager[InDistrict]:
        """Committed at the end of the block, rolled back when that raises."""
        ...


@dataclass(frozen=True, slots=True)
class SqlInDistrict:
    """InDistrict in PostgreSQL."""

    connection: Connection[Any]
    schema: Identifier

    def position(self, reader: str, source: str) -> PositionRow:
        return Positions(self.connection, self.schema, reader, source)


@dataclass(frozen=True, slots=True)
class SqlReaderDatabase:
    """The ReaderDatabase in PostgreSQL."""

    pool: Pool

    def districts(self) -> list[str]:
        with self.pool.connection() as connection:
            return [each.key for each in registered_districts(connection)]

    @contextmanager
    def transaction(self, district: str) -> Iterator[InDistrict]:
        with self.pool.transaction() as connection, enter(connection, district) as schema:
            yield SqlInDistrict(connection, schema)
