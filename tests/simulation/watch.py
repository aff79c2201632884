"""LISTEN and the relay's advisory lock in a run."""

from typing import TYPE_CHECKING

from services.kernel.database import DatabaseDown
from services.kernel.pacing import Paces
from services.kernel.watch import LONGEST_S, POLL_S
from tests.simulation.clock import Signal
from tests.simulation.database import Database

if TYPE_CHECKING:
    from tests.simulation.processes import Process


class SimWatch:
    """kernel.watch.Watch on one connection."""

    def __init__(self, process: "Process", database: Database) -> None:
        process.step("watch: connect")
        if not database.reachable(process):
            raise DatabaseDown("no connection")
        self.process = process
        self._database = database
        self._named: set[str] = set()
        self._signal = Signal(process.world.clock)
        clock = process.world.clock
        self._paces: Paces[str] = Paces(POLL_S, LONGEST_S, lambda: clock.now)
        self._lost = False
        database.watches.append(self)

    def lead(self) -> bool:
        self._statement("watch: lead")
        if self._database.leader is None:
            self._database.leader = self
        return self._database.leader is self

    def districts(self) -> frozenset[str]:
        self._statement("watch: districts")
        return frozenset(self._database.schemas)

    def wait(self, seconds: float) -> set[str]:
        seconds = min(seconds, self._paces.next_due())
        if seconds and not self._named:
            self._signal.clear()
            self._signal.wait(seconds)
        self._statement("watch: wait")
        named, self._named = self._named, set()
        due = self._paces.due(self._database.schemas)
        for district in named:
            self._paces.stir(district)
        return named | due

    def close(self) -> None:
        self.lose()

    def lose(self) -> None:
        """The server has dropped the connection, and its lock with it."""
        self._lost = True
        if self in self._database.watches:
            self._database.watches.remove(self)
        if self._database.leader is self:
            self._database.leader = None
        self._signal.set()

    def notify(self, district: str) -> None:
        if not self.process.world.faults.strikes("notify lost"):
            self._named.add(district)
            self._signal.set()

    def _statement(self, name: str) -> None:
        self.process.step(name)
        if self._lost or not self._database.reachable(self.process):
            self.lose()
            raise DatabaseDown("the connection is lost", lost=True)
