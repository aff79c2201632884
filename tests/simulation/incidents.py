"""Faults that strike by the clock: restarts, partitions, lost messages, pauses, code that is wrong for a while."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from services.kernel.readers import READERS
from tests.simulation.database import Schema
from tests.simulation.domain import DISTRICTS
from tests.simulation.faults import INCIDENT_S, RESTORED
from tests.simulation.log import rows_of

if TYPE_CHECKING:
    from tests.simulation.broker import Queue
    from tests.simulation.processes import Process
    from tests.simulation.world import World

RESTORED_IN: Final = DISTRICTS[-1]
BACKUP_AT_S: Final = (1.0, 6.0)
RESTORE_AT_S: Final = (7.0, 13.0)


class Incidents:
    """One after another while the storm lasts; :meth:`heal` takes all of them back."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._backup: dict[tuple[object, ...], object] = {}
        self._strike: dict[str, Callable[[], None]] = {
            "partition from database": lambda: self._cut("database"),
            "partition from broker": lambda: self._cut("broker"),
            "partition from feed": lambda: self._cut("feed"),
            "broker restarted": self._restart_broker,
            "database restarted": self._restart_database,
            "queue purged": self._purge,
            "queue lost its tail": self._lose_tail,
            "queue full": self._fill,
            "binding lost": self._unbind,
            "paused": lambda: self._pause(0.1, 1.0),
            "paused beyond the lease": self._pause_leader,
            "clock jumped": self._jump,
            "policy refuses": lambda: self._defect("policy"),
            "fold fails": lambda: self._defect("fold"),
            "apply fails": lambda: self._defect("apply"),
            "stopped by signal": lambda: self._any_process().stop(),
        }

    def begin(self, restored: str | None) -> None:
        self._next()
        if restored is not None:
            self._after(self._between(*BACKUP_AT_S), self._back_up)
            self._after(self._between(*RESTORE_AT_S), self._restore)

    def heal(self) -> None:
        """Servers are up, networks whole, queues bound, processes awake, code mended."""
        now = self._world.clock.now
        for database in self._world.databases.values():
            database.down_until = min(database.down_until, now)
        self._world.broker.down_until = min(self._world.broker.down_until, now)
        for process in self._world.processes.values():
            process.cut_off = dict.fromkeys(process.cut_off, 0.0)
            process.frozen_until = min(process.frozen_until, now)
        for name, queue in self._world.broker.queues.items():
            queue.sources, queue.full = set(self._bound(name)), False
        self._world.defects.mend()

    def _next(self) -> None:
        self._after(self._between(0, 2 * INCIDENT_S), self._happen)

    def _happen(self) -> None:
        if not self._world.faults.on:
            return
        kind = self._world.faults.incident()
        self._world.trace("incident", kind)
        self._strike[kind]()
        self._next()

    # --- incidents --------------------------------------------------------------------

    def _cut(self, server: str) -> None:
        process = self._any_process()
        process.cut_off[server] = self._world.clock.now + self._between(0.1, 1.2)

    def _restart_broker(self) -> None:
        self._world.broker.down_until = self._world.clock.now + self._between(0.1, 0.8)
        self._world.broker.drop(None)

    def _restart_database(self) -> None:
        database = self._world.databases[self._world.chance.choice(sorted(self._world.databases))]
        database.down_until = self._world.clock.now + self._between(0.1, 1.2)
        database.drop(None)

    def _purge(self) -> None:
        self._any_queue().ready.clear()

    def _lose_tail(self) -> None:
        queue = self._any_queue()
        for _ in range(min(len(queue.ready), self._world.chance.randint(1, 3))):
            queue.ready.pop()

    def _fill(self) -> None:
        queue = self._any_queue()
        queue.full = True
        self._after(self._between(0.1, 1.0), lambda: setattr(queue, "full", False))

    def _unbind(self) -> None:
        """One queue, or every one that reads a source."""
        chance, queues = self._world.chance, self._world.broker.queues
        source = chance.choice(("intake", "districts"))
        hit = list(queues) if chance.random() < 0.5 else [chance.choice(sorted(queues))]
        for name in hit:
            queues[name].sources.discard(source)

        def bind() -> None:
            for name in hit:
                queues[name].sources |= {source} & self._bound(name)

        self._after(self._between(0.2, 1.0), bind)

    def _pause(self, shortest: float, longest: float) -> None:
        self._any_process().freeze(self._between(shortest, longest))

    def _pause_leader(self) -> None:
        """The database drops a silent leader and another one leads; the old one does not know, and goes on."""
        leader = self._world.databases["intake"].leader
        if leader is None:
            return
        leader.process.freeze(self._between(2.0, 5.0))
        self._world.databases["intake"].drop(leader.process)

    def _jump(self) -> None:
        self._world.clock.jumped_s += self._between(-3600, 3600)

    def _defect(self, kind: str) -> None:
        setattr(self._world.defects, kind, True)
        self._after(self._between(0.3, 1.5), lambda: setattr(self._world.defects, kind, False))

    # --- a log restored from a backup ---------------------------------------------------

    def _back_up(self) -> None:
        self._backup = dict(self._world.databases["intake"].schemas[RESTORED_IN].rows)

    def _restore(self) -> None:
        """Everything of intake is stopped, its district goes back to the backup, and the log is another one."""
        self._world.trace("incident", RESTORED)
        self._world.faults.struck[RESTORED] += 1
        for name in ("intake-web", "intake-relay", "intake-relay-2", "intake-worker"):
            self._world.processes[name].die()
        database = self._world.databases["intake"]
        database.drop(None)
        self._world.old_logs[RESTORED_IN] = rows_of(database.schemas[RESTORED_IN])
        fresh = Schema(self._world.new_id())
        fresh.rows = {**self._backup, **fresh.rows}
        database.schemas[RESTORED_IN] = fresh

    # --- which -------------------------------------------------------------------------

    def _any_process(self) -> "Process":
        return self._world.processes[self._world.chance.choice(sorted(self._world.processes))]

    def _any_queue(self) -> "Queue":
        return self._world.broker.queues[self._world.chance.choice(sorted(self._world.broker.queues))]

    @staticmethod
    def _bound(queue: str) -> set[str]:
        return set(READERS[queue])

    def _between(self, shortest: float, longest: float) -> float:
        return self._world.chance.uniform(shortest, longest)

    def _after(self, seconds: float, call: Callable[[], object]) -> None:
        self._world.clock.call_at(self._world.clock.now + seconds, lambda: (call(), None)[1])
