"""Facts that a policy could not handle, set aside with the later ones of their ordering key until somebody decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.envelope import Envelope, read_envelope

WAITS: Final = "Wartet auf eine frühere Tatsache mit demselben Schlüssel"
COLUMNS: Final = SQL("reader, source, position, ordering_key, reason, body, parked_at")


@dataclass(frozen=True, slots=True)
class Parked:
    """One fact that waits; ``reason`` is German, ``body`` the envelope as received."""

    reader: str
    source: str
    position: int
    ordering_key: str
    reason: str
    body: bytes
    parked_at: datetime

    @property
    def envelope(self) -> Envelope:
        return read_envelope(self.body)


@dataclass(frozen=True, slots=True)
class Parking:
    """The parked facts of one reader; every method needs a transaction inside the district (kernel.district)."""

    reader: str

    def keys(self, connection: Connection[Any], schema: Identifier, source: str) -> set[str]:
        """The ordering keys that later facts must wait for."""
        statement = SQL("SELECT DISTINCT ordering_key FROM {}.parked WHERE reader = %s AND source = %s")
        rows = connection.execute(statement.format(schema), [self.reader, source])
        return {key for (key,) in rows}

    def put(self, connection: Connection[Any], schema: Identifier, fact: Envelope, key: str, reason: str) -> None:
        """Set a fact aside; once is enough."""
        statement = SQL(
            "INSERT INTO {}.parked (reader, source, position, ordering_key, reason, body)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
        ).format(schema)
        connection.execute(statement, [self.reader, fact.source, fact.sequence, key, reason, fact.body])

    def waiting(self, connection: Connection[Any], schema: Identifier) -> list[Parked]:
        """In the order in which they were recorded; reader and further tries wait until the transaction ends."""
        positions = SQL("SELECT FROM {}.reader_positions WHERE reader = %s FOR UPDATE").format(schema)
        connection.execute(positions, [self.reader])
        statement = SQL("SELECT {} FROM {}.parked WHERE reader = %s ORDER BY source, position")
        return [Parked(*row) for row in connection.execute(statement.format(COLUMNS, schema), [self.reader])]

    def say(self, connection: Connection[Any], schema: Identifier, parked: Parked, reason: str) -> None:
        """Why it failed this time."""
        statement = SQL("UPDATE {}.parked SET reason = %s WHERE reader = %s AND source = %s AND position = %s")
        values = [reason, self.reader, parked.source, parked.position]
        connection.execute(statement.format(schema), values)

    def remove(self, connection: Connection[Any], schema: Identifier, source: str, position: int) -> bool:
        statement = SQL("DELETE FROM {}.parked WHERE reader = %s AND source = %s AND position = %s")
        return connection.execute(statement.format(schema), [self.reader, source, position]).rowcount == 1


def list_parked(pool: Pool, district: str) -> list[Parked]:
    """Everything that waits in this service and district, oldest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return list(_all(connection, schema))


def discard_parked(pool: Pool, district: str, reader: str, source: str, position: int) -> bool:
    """Give up one parked fact: its policy never acts on it. False if it is not (or no longer) parked."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return Parking(reader).remove(connection, schema, source, position)


def _all(connection: Connection[Any], schema: Identifier) -> Iterator[Parked]:
    statement = SQL("SELECT {} FROM {}.parked ORDER BY parked_at, reader, source, position")
    for row in connection.execute(statement.format(COLUMNS, schema)):
        yield Parked(*row)
