"""Facts that a policy could not handle, set aside with the later ones of their ordering key until somebody decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of
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


class Parking(Protocol):
    """The parked facts of one reader in one district, inside an open transaction."""

    def keys(self, source: str) -> set[str]:
        """The ordering keys that later facts must wait for."""
        ...

    def put(self, fact: Envelope, key: str, reason: str) -> None:
        """Set a fact aside; once is enough."""
        ...

    def waiting(self) -> list[Parked]:
        """In the order in which they were recorded; reader and further tries wait until the transaction ends."""
        ...

    def say(self, parked: Parked, reason: str) -> None:
        """Why it failed this time."""
        ...

    def remove(self, source: str, position: int) -> bool:
        """False if it is not (or no longer) parked."""
        ...


ParkingIn = Callable[[Any, str, str], Parking]  # a connection that is in the district already, district, reader


@dataclass(frozen=True, slots=True)
class ParkedRows:
    """The Parking in PostgreSQL."""

    connection: Connection[Any]
    schema: Identifier
    reader: str

    def keys(self, source: str) -> set[str]:
        statement = SQL("SELECT DISTINCT ordering_key FROM {}.parked WHERE reader = %s AND source = %s")
        rows = self.connection.execute(statement.format(self.schema), [self.reader, source])
        return {key for (key,) in rows}

    def put(self, fact: Envelope, key: str, reason: str) -> None:
        statement = SQL(
            "INSERT INTO {}.parked (reader, source, position, ordering_key, reason, body)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"
        ).format(self.schema)
        self.connection.execute(statement, [self.reader, fact.source, fact.sequence, key, reason, fact.body])

    def waiting(self) -> list[Parked]:
        positions = SQL("SELECT FROM {}.reader_positions WHERE reader = %s FOR UPDATE").format(self.schema)
        self.connection.execute(positions, [self.reader])
        statement = SQL("SELECT {} FROM {}.parked WHERE reader = %s ORDER BY source, position")
        rows = self.connection.execute(statement.format(COLUMNS, self.schema), [self.reader])
        return [Parked(*row) for row in rows]

    def say(self, parked: Parked, reason: str) -> None:
        statement = SQL("UPDATE {}.parked SET reason = %s WHERE reader = %s AND source = %s AND position = %s")
        values = [reason, self.reader, parked.source, parked.position]
        self.connection.execute(statement.format(self.schema), values)

    def remove(self, source: str, position: int) -> bool:
        statement = SQL("DELETE FROM {}.parked WHERE reader = %s AND source = %s AND position = %s")
        return self.connection.execute(statement.format(self.schema), [self.reader, source, position]).rowcount == 1


def parked_rows(connection: Connection[Any], district: str, reader: str) -> Parking:
    """What is parked there, on a connection that is in the district already."""
    return ParkedRows(connection, Identifier(schema_of(district)), reader)


def list_parked(pool: Pool, district: str) -> list[Parked]:
    """Everything that waits in this service and district, oldest first."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return list(_all(connection, schema))


def discard_parked(pool: Pool, district: str, reader: str, source: str, position: int) -> bool:
    """Give up one parked fact: its policy never acts on it. False if it is not (or no longer) parked."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        return ParkedRows(connection, schema, reader).remove(source, position)


def _all(connection: Connection[Any], schema: Identifier) -> Iterator[Parked]:
    statement = SQL("SELECT {} FROM {}.parked ORDER BY parked_at, reader, source, position")
    for row in connection.execute(statement.format(COLUMNS, schema)):
        yield Parked(*row)
