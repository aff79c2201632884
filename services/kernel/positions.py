"""How far a reader has come in a source's log: one row a reader and source in the reader's district schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Position:
    """``position`` 0: nothing read yet, and ``log_id`` says nothing. ``stopped``: why nothing is read, in German."""

    position: int
    log_id: UUID
    stopped: str | None

    def is_of_another_log(self, log_id: UUID) -> bool:
        return self.position > 0 and self.log_id != log_id


class PositionRow(Protocol):
    """The position of one reader in one source's log, inside an open transaction."""

    def find(self) -> Position | None:
        """The position as it is; None if nothing was ever read or stopped."""
        ...

    def lock(self, log_id: UUID) -> Position:
        """The position, held until the transaction ends; made at 0 if there is none."""
        ...

    def move(self, position: int, log_id: UUID, recorded: datetime) -> None:
        """Everything up to ``position`` is read, and whatever stopped it is over."""
        ...

    def stop(self, log_id: UUID, reason: str | None) -> None:
        """Say why reading stands still; None takes it back."""
        ...


class PositionRows(Protocol):
    """The positions of readers that go in step through one source, inside an open transaction."""

    def lock(self, log_id: UUID) -> Sequence[Position]:
        """One a reader, in any order, held until the transaction ends; made at 0 where there is none."""
        ...

    def move(self, position: int, log_id: UUID, recorded: datetime) -> None:
        """All of them read everything up to ``position``, and whatever stopped them is over."""
        ...


@dataclass(frozen=True, slots=True)
class Positions:
    """The PositionRow in PostgreSQL; needs a transaction inside the district (kernel.district)."""

    connection: Connection[Any]
    schema: Identifier
    reader: str
    source: str

    def find(self) -> Position | None:
        return self._select(SQL(""))

    def lock(self, log_id: UUID) -> Position:
        found = self._select(SQL("FOR UPDATE"))
        if found is None:
            self._insert(log_id)
            found = self._select(SQL("FOR UPDATE"))
        assert found is not None, "inserted above"
        return found

    def move(self, position: int, log_id: UUID, recorded: datetime) -> None:
        statement = (
            "UPDATE {}.reader_positions SET position = %s, log_id = %s, recorded = %s, stopped = NULL"
            " WHERE reader = %s AND source = %s"
        )
        values = [position, log_id, recorded, self.reader, self.source]
        self.connection.execute(SQL(statement).format(self.schema), values)

    def stop(self, log_id: UUID, reason: str | None) -> None:
        self._insert(log_id)
        statement = "UPDATE {}.reader_positions SET stopped = %s WHERE reader = %s AND source = %s"
        self.connection.execute(SQL(statement).format(self.schema), [reason, self.reader, self.source])

    def _insert(self, log_id: UUID) -> None:
        statement = (
            "INSERT INTO {}.reader_positions (reader, source, position, log_id, recorded)"
            " VALUES (%s, %s, 0, %s, %s) ON CONFLICT DO NOTHING"
        )
        self.connection.execute(SQL(statement).format(self.schema), [self.reader, self.source, log_id, NEVER])

    def _select(self, lock: SQL) -> Position | None:
        statement = SQL(
            "SELECT position, log_id, stopped FROM {}.reader_positions WHERE reader = %s AND source = %s {}"
        ).format(self.schema, lock)
        row = self.connection.execute(statement, [self.reader, self.source]).fetchone()
        return None if row is None else Position(*row)


@dataclass(frozen=True, slots=True)
class PositionsInStep:
    """The PositionRows in PostgreSQL: one statement, however many readers; rows are locked in the order of names."""

    connection: Connection[Any]
    schema: Identifier
    readers: Sequence[str]
    source: str

    def lock(self, log_id: UUID) -> Sequence[Position]:
        found = self._select()
        if len(found) < len(self.readers):
            self._insert(log_id)
            found = self._select()
        return found

    def move(self, position: int, log_id: UUID, recorded: datetime) -> None:
        statement = (
            "UPDATE {}.reader_positions SET position = %s, log_id = %s, recorded = %s, stopped = NULL"
            " WHERE reader = ANY (%s) AND source = %s"
        )
        values = [position, log_id, recorded, list(self.readers), self.source]
        self.connection.execute(SQL(statement).format(self.schema), values)

    def _insert(self, log_id: UUID) -> None:
        statement = (
            "INSERT INTO {}.reader_positions (reader, source, position, log_id, recorded)"
            " SELECT reader, %s, 0, %s, %s FROM unnest(%s::text[]) AS reader ORDER BY reader ON CONFLICT DO NOTHING"
        )
        values = [self.source, log_id, NEVER, list(self.readers)]
        self.connection.execute(SQL(statement).format(self.schema), values)

    def _select(self) -> list[Position]:
        statement = (
            "SELECT position, log_id, stopped FROM {}.reader_positions WHERE reader = ANY (%s) AND source = %s"
            " ORDER BY reader FOR UPDATE"
        )
        rows = self.connection.execute(SQL(statement).format(self.schema), [list(self.readers), self.source])
        return [Position(*row) for row in rows]
