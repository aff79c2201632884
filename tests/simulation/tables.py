"""The kernel's ports on simulated tables: positions, parked facts, projected rows, journal, the relay's positions."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from psycopg.errors import UniqueViolation

from services.kernel.envelope import Envelope, log_row
from services.kernel.parking import WAITS, Parked
from services.kernel.positions import Position, PositionRow, PositionRows
from services.kernel.projected_rows import Dated, Erase, Table, latest, versions
from services.kernel.projection import Entry
from tests.simulation.database import Database, Transaction
from tests.simulation.log import EMPTY, HEAD

if TYPE_CHECKING:
    from tests.simulation.processes import Process


@dataclass(frozen=True, slots=True)
class SimPosition:
    """kernel.positions.PositionRow."""

    transaction: Transaction
    reader: str
    source: str

    @property
    def key(self) -> tuple[str, str, str]:
        return ("position", self.reader, self.source)

    def find(self) -> Position | None:
        self.transaction.statement("position: find")
        found: Position | None = self.transaction.get(self.key)
        return found

    def lock(self, log_id: UUID) -> Position:
        self.transaction.statement("position: lock")
        self.transaction.lock(self.key)
        found: Position | None = self.transaction.get(self.key)
        if found is None:
            found = Position(0, log_id, None)
            self.transaction.put(self.key, found)
        return found

    def move(self, position: int, log_id: UUID, recorded: datetime) -> None:
        assert recorded is not None
        self.transaction.statement("position: move")
        self.transaction.put(self.key, Position(position, log_id, None))

    def stop(self, log_id: UUID, reason: str | None) -> None:
        before = self.lock(log_id)
        self.transaction.put(self.key, Position(before.position, before.log_id, reason))


@dataclass(frozen=True, slots=True)
class SimPositions:
    """kernel.positions.PositionRows: the rows one after the other, in the order of their names."""

    rows: Sequence[SimPosition]

    def lock(self, log_id: UUID) -> Sequence[Position]:
        return [each.lock(log_id) for each in sorted(self.rows, key=lambda each: each.reader)]

    def move(self, position: int, log_id: UUID, recorded: datetime) -> None:
        for each in self.rows:
            each.move(position, log_id, recorded)


@dataclass(frozen=True, slots=True)
class SimInDistrict:
    """kernel.reader_database.InDistrict; rows are written with the transaction itself."""

    connection: Transaction

    def position(self, reader: str, source: str) -> PositionRow:
        return SimPosition(self.connection, reader, source)


@dataclass(frozen=True, slots=True)
class SimReaderDatabase:
    """kernel.reader_database.ReaderDatabase."""

    process: "Process"
    database: Database

    def districts(self) -> list[str]:
        with self.database.transaction(self.process, next(iter(self.database.schemas)), "districts"):
            return sorted(self.database.schemas)

    @contextmanager
    def transaction(self, district: str) -> Iterator[SimInDistrict]:
        with self.database.transaction(self.process, district, "reader") as transaction:
            yield SimInDistrict(transaction)


@dataclass(frozen=True, slots=True)
class SimParking:
    """kernel.parking.Parking."""

    transaction: Transaction
    reader: str

    def rows(self) -> dict[tuple[str, int], Parked]:
        found: dict[tuple[str, int], Parked] = self.transaction.get(("parked", self.reader), {})
        return found

    def keys(self, source: str) -> set[str]:
        self.transaction.statement("parking: keys")
        return {each.ordering_key for each in self.rows().values() if each.source == source}

    def put(self, fact: Envelope, key: str, reason: str) -> None:
        self.transaction.statement("parking: put")
        self.transaction.process.world.rare.saw("parked behind a parked one" if reason == WAITS else "parked")
        wall = self.transaction.process.world.clock.wall()
        parked = Parked(self.reader, fact.source, fact.sequence, key, reason, fact.body, wall)
        rows = self.rows()
        if (fact.source, fact.sequence) not in rows:
            self.transaction.put(("parked", self.reader), {**rows, (fact.source, fact.sequence): parked})

    def waiting(self) -> list[Parked]:
        self.transaction.statement("parking: waiting")
        for key in [key for key in self.transaction.schema.rows if key[:2] == ("position", self.reader)]:
            self.transaction.lock(key)
        return [parked for _, parked in sorted(self.rows().items())]

    def say(self, parked: Parked, reason: str) -> None:
        self.transaction.statement("parking: say")
        said = Parked(*(reason if name == "reason" else getattr(parked, name) for name in Parked.__slots__))
        self.transaction.put(("parked", self.reader), {**self.rows(), (parked.source, parked.position): said})

    def remove(self, source: str, position: int) -> bool:
        self.transaction.statement("parking: remove")
        left = {place: parked for place, parked in self.rows().items() if place != (source, position)}
        removed = len(left) < len(self.rows())
        self.transaction.put(("parked", self.reader), left)
        return removed


def parked_in(transaction: Transaction, _district: str, reader: str) -> SimParking:
    return SimParking(transaction, reader)


@dataclass(frozen=True, slots=True)
class SimRelayPositions:
    """kernel.relay_places.RelayPositions."""

    process: "Process"
    database: Database

    def load(self, district: str) -> tuple[int, bool]:
        with self.database.transaction(self.process, district, "relay position") as transaction:
            position, stopped = transaction.get(("relay",), (0, None))
            return position, stopped is not None

    def save(self, district: str, position: int, stopped: str | None) -> None:
        with self.database.transaction(self.process, district, "relay position") as transaction:
            transaction.lock(("relay",))
            before, _ = transaction.get(("relay",), (0, None))
            transaction.put(("relay",), (max(before, position), stopped))


# --- projections ------------------------------------------------------------------


@dataclass(slots=True)
class SimConnection:
    """What a ProjectionRunner is called with: one connection, at most one transaction at a time."""

    process: "Process"
    database: Database
    transaction: Transaction | None = field(default=None)

    @property
    def inside(self) -> Transaction:
        assert self.transaction is not None
        return self.transaction


@dataclass(frozen=True, slots=True)
class SimPlace:
    """kernel.projection.Place."""

    district: str

    @contextmanager
    def transaction(self, conn: SimConnection) -> Iterator[None]:
        with conn.database.transaction(conn.process, self.district, "projection") as transaction:
            conn.transaction = transaction
            yield
        conn.transaction = None

    def position(self, conn: SimConnection, reader: str, source: str) -> PositionRow:
        return SimPosition(conn.inside, reader, source)

    def positions(self, conn: SimConnection, readers: Sequence[str], source: str) -> PositionRows:
        return SimPositions([SimPosition(conn.inside, reader, source) for reader in readers])

    def write(self, conn: SimConnection, table: Table, changes: Sequence[Dated]) -> None:
        write_table(conn.inside, table, changes)

    def erase(self, conn: SimConnection, erase: Erase) -> None:
        erase_rows(conn.inside, erase)


def write_table(transaction: Transaction, table: Table, changes: Sequence[Dated]) -> None:
    """As kernel.projected_rows.write_table: which rows change is decided by the same pure functions."""
    transaction.statement(f"write {table.name}")
    before: dict[Any, Any] = transaction.get(("table", table.name), {})
    after = dict(before)
    if not table.versioned:
        for key, values in latest(changes).items():
            after.pop(key, None)
            if values is not None:
                after[key] = values
    else:
        since = {row[0]: row[-1] for row in before.values() if row[-2] is None and row[0] in {c.key for c in changes}}
        effect = versions(since, changes)
        for key, at in effect.closed:
            place = next(place for place, row in after.items() if row[0] == key and row[-2] is None)
            after[place] = (*after[place][:-2], at, after[place][-1])
        for row in effect.rows:
            if (row[0], row[-3]) in after:
                raise UniqueViolation(table.name)
            after[row[0], row[-3]] = row
    transaction.put(("table", table.name), after)


def erase_rows(transaction: Transaction, erase: Erase) -> None:
    """As kernel.projected_rows.erase_rows."""
    transaction.statement(f"erase {erase.table.name}")
    table, before = erase.table, transaction.get(("table", erase.table.name), {})
    place = table.columns.index(erase.column)
    # Without versions a row is its values, with versions the key comes first.
    offset = 1 if table.versioned else 0
    mine = {key for key, row in before.items() if row[place + offset] == erase.value}
    after = dict(before)
    for key in mine:
        blanked = list(after.pop(key))
        for column, value in table.blank:
            blanked[table.columns.index(column) + offset] = value
        if table.blank:
            after[key] = tuple(blanked)
    transaction.put(("table", table.name), after)


@dataclass(frozen=True, slots=True)
class SimOwnLog:
    """The history of a service's own projections."""

    name: str

    def head(self, conn: SimConnection, _key: str) -> int:
        position: int = conn.inside.get(HEAD, EMPTY)[0]
        return position

    def after(
        self, conn: SimConnection, _key: str, span: tuple[int, int], ignored: Sequence[str], limit: int
    ) -> list[Entry]:
        rows = (conn.inside.get(("log", place)) for place in range(span[0] + 1, span[1] + 1))
        found = [Entry(row.position, self.name, row) for row in rows if row.topic not in ignored]
        return found[:limit]


@dataclass(frozen=True, slots=True)
class SimJournalHistory:
    """The journal as a history."""

    name: str = "journal"

    def head(self, conn: SimConnection, _key: str) -> int:
        size: int = conn.inside.get(("journal size",), 0)
        return size

    def after(
        self, conn: SimConnection, _key: str, span: tuple[int, int], ignored: Sequence[str], limit: int
    ) -> list[Entry]:
        found = []
        for index in range(span[0] + 1, span[1] + 1):
            received: Envelope = conn.inside.get(("journal", index))
            if received.topic not in ignored and len(found) < limit:
                found.append(Entry(index, received.source, log_row(received)))
        return found


def append_to_journal(transaction: Transaction, _district: str, _source: str, envelopes: Sequence[Envelope]) -> None:
    transaction.statement("journal: append")
    transaction.lock(("journal size",))
    size = transaction.get(("journal size",), 0)
    for index, each in enumerate(envelopes, start=size + 1):
        if transaction.get(("journaled", each.source, each.sequence)):
            raise UniqueViolation("journal")
        transaction.put(("journaled", each.source, each.sequence), value=True)
        transaction.put(("journal", index), each)
    transaction.put(("journal size",), size + len(envelopes))
