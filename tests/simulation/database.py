"""PostgreSQL in a run: one database a service, one schema a district; transactions, row locks, read committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from services.kernel.database import DatabaseDown
from tests.simulation.clock import Crash

if TYPE_CHECKING:
    from tests.simulation.processes import Process
    from tests.simulation.watch import SimWatch

Key = tuple[Any, ...]
MISSING: Final = object()
LOCK_POLL_S: Final = 0.01


class Schema:
    """The rows of one district, each under its key, and who holds which of them."""

    def __init__(self, log_id: UUID) -> None:
        self.rows: dict[Key, Any] = {("log id",): log_id}
        self.locks: dict[Key, Transaction] = {}

    def get(self, key: Key, default: Any = None) -> Any:
        return self.rows.get(key, default)


@dataclass(eq=False, slots=True)
class Transaction:
    """Own writes are seen at once, those of others after their commit."""

    database: "Database"
    schema: Schema
    process: "Process"
    written: dict[Key, Any] = field(default_factory=dict)
    held: list[Key] = field(default_factory=list)
    broken: bool = False

    def get(self, key: Key, default: Any = None) -> Any:
        own = self.written.get(key, MISSING)
        return self.schema.rows.get(key, default) if own is MISSING else own

    def put(self, key: Key, value: Any) -> None:
        self.written[key] = value

    def statement(self, name: str) -> None:
        """One round trip: the connection may break, and then nothing of the transaction was done."""
        self.process.step(name)
        if self.process.world.faults.strikes("transaction lost"):
            self.broken = True
        if not self.broken and not self.database.reachable(self.process):
            self.broken = True
        if self.broken:
            raise DatabaseDown("the connection is lost", lost=True)

    def lock(self, key: Key) -> None:
        """Held until the transaction ends."""
        while (holder := self.schema.locks.get(key)) not in {None, self}:
            assert holder is not None
            self.process.world.clock.suspend(LOCK_POLL_S)
            self.statement("wait for a lock")
        if key not in self.schema.locks:
            self.schema.locks[key] = self
            self.held.append(key)

    def commit(self) -> None:
        self.schema.rows.update(self.written)
        self.end()

    def end(self) -> None:
        """Release everything; what was not committed is gone."""
        for key in self.held:
            if self.schema.locks.get(key) is self:
                del self.schema.locks[key]
        self.held.clear()
        self.written.clear()
        self.database.open.pop(self, None)


class Database:
    """The server and database of one service."""

    def __init__(self, service: str, schemas: dict[str, Schema]) -> None:
        self.service = service
        self.schemas = schemas
        self.down_until = 0.0
        self.open: dict[Transaction, None] = {}
        self.watches: list[SimWatch] = []
        self.leader: SimWatch | None = None

    def reachable(self, process: "Process") -> bool:
        return process.world.clock.now >= max(self.down_until, process.cut_off["database"])

    @contextmanager
    def transaction(self, process: "Process", district: str, name: str) -> Iterator[Transaction]:
        """Raises DatabaseDown; ``lost`` where it may have been committed."""
        process.step(f"{name}: begin {district}")
        if not self.reachable(process):
            raise DatabaseDown("no connection")
        transaction = Transaction(self, self.schemas[district], process)
        self.open[transaction] = None
        try:
            yield transaction
            transaction.statement(f"{name}: commit {district}")
            transaction.commit()
        except (Crash, Exception):
            transaction.end()
            raise
        if process.world.faults.strikes("commit answer lost"):
            process.world.rare.saw("commit answer lost")
            raise DatabaseDown("the answer is lost", lost=True)

    def drop(self, process: "Process | None") -> None:
        """End the connections of a process, or all of them."""
        for transaction in [each for each in self.open if process in {None, each.process}]:
            transaction.broken = True
            transaction.end()
        for watch in [each for each in self.watches if process in {None, each.process}]:
            watch.lose()

    def tell(self, district: str) -> None:
        """NOTIFY."""
        for watch in self.watches:
            watch.notify(district)
