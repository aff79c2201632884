"""How far a reader has come in a source's log: one row a reader and source in the reader's district schema."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
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


@dataclass(frozen=True, slots=True)
class Positions:
    """The rows of one (reader, source); every method needs a transaction inside the district (kernel.district)."""

    reader: str
    source: str

    def find(self, connection: Connection[Any], schema: Identifier) -> Position | None:
        return self._select(connection, schema, SQL(""))

    def lock(self, connection: Connection[Any], schema: Identifier, log_id: UUID) -> Position:
        """The position, held until the transaction ends; made at 0 if there is none."""
        self._insert(connection, schema, log_id)
        found = self._select(connection, schema, SQL("FOR UPDATE"))
        assert found is not None, "inserted above"
        return found

    def move(
        self, connection: Connection[Any], schema: Identifier, position: int, log_id: UUID, recorded: datetime
    ) -> None:
        """Everything up to ``position`` is read."""
        statement = (
            "UPDATE {}.reader_positions SET position = %s, log_id = %s, recorded = %s, stopped = NULL"
            " WHERE reader = %s AND source = %s"
        )
        values = [position, log_id, recorded, self.reader, self.source]
        connection.execute(SQL(statement).format(schema), values)

    def stop(self, connection: Connection[Any], schema: Identifier, log_id: UUID, reason: str | None) -> None:
        """Say why reading stands still; None takes it back."""
        self._insert(connection, schema, log_id)
        statement = "UPDATE {}.reader_positions SET stopped = %s WHERE reader = %s AND source = %s"
        connection.execute(SQL(statement).format(schema), [reason, self.reader, self.source])

    def _insert(self, connection: Connection[Any], schema: Identifier, log_id: UUID) -> None:
        statement = (
            "INSERT INTO {}.reader_positions (reader, source, position, log_id, recorded)"
            " VALUES (%s, %s, 0, %s, %s) ON CONFLICT DO NOTHING"
        )
        connection.execute(SQL(statement).format(schema), [self.reader, self.source, log_id, NEVER])

    def _select(self, connection: Connection[Any], schema: Identifier, lock: SQL) -> Position | None:
        statement = SQL(
            "SELECT position, log_id, stopped FROM {}.reader_positions WHERE reader = %s AND source = %s {}"
        ).format(schema, lock)
        row = connection.execute(statement, [self.reader, self.source]).fetchone()
        return None if row is None else Position(*row)
