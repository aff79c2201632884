"""A process of a run: threads that share a fate. Every step may be its last, and it is started again without memory."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from services.kernel.feed import FeedUnreachable
from services.kernel.log import Head
from tests.simulation.clock import Crash, Signal, Thread
from tests.simulation.feed import bodies_after, head_in

if TYPE_CHECKING:
    from tests.simulation.world import World

RESTART_S: Final = (0.02, 0.4)
KILLED_AFTER_S: Final = 4.0  # a stop signal that is not obeyed

Boot = Callable[["Process"], None]


class Process:
    """``boot`` makes the product's objects and starts threads with :meth:`run`."""

    def __init__(self, world: "World", name: str, boot: Boot) -> None:
        self.world = world
        self.name = name
        self.frozen_until = 0.0
        self.cut_off = {"database": 0.0, "broker": 0.0, "feed": 0.0}
        self._boot = boot
        self._born = 0
        self._threads: list[Thread] = []
        self.stopping = Signal(world.clock)
        self.told_to_stop: list[Callable[[], None]] = []
        self.start()

    def start(self) -> None:
        self._born += 1
        self.frozen_until = 0.0
        self.stopping = Signal(self.world.clock)
        self.told_to_stop = [self.stopping.set]
        self._threads = []
        self._boot(self)

    def run(self, name: str, target: Callable[[], None]) -> None:
        self._threads.append(self.world.clock.spawn(f"{self.name}.{name}", self, target))

    # --- what happens at every step -----------------------------------------------

    def step(self, label: str) -> None:
        """The product asks something of the outside: others may run, and this may be the end."""
        thread = self.world.clock.current
        if thread is None or thread.owner is not self:
            return  # the world itself looks at something
        if thread.doomed:
            raise Crash
        self.world.trace(thread.name, label)
        if self.world.faults.strikes("crash"):
            self.world.trace(thread.name, "crashes")
            self.die()
            raise Crash
        self.world.clock.hand_over()

    def reached(self, point: str) -> None:
        """The product is at a named point."""
        thread = self.world.clock.current
        if thread is None or thread.doomed:
            return
        self.world.trace(thread.name, point)
        if self.world.faults.crashes_at(point):
            self.world.rare.saw(f"crash at {point}")
            self.world.trace(thread.name, f"crashes at {point}")
            self.die()
            raise Crash
        self.world.clock.hand_over()

    # --- its fate -------------------------------------------------------------------

    def die(self) -> None:
        """All threads end where they are; the servers notice, and it is started again after a while."""
        current = self.world.clock.current
        for thread in self._threads:
            if thread is current:
                thread.doomed = True
            elif not thread.ended:
                self.world.clock.kill(thread)
        self.frozen_until = 0.0
        self.world.drop(self)
        born = self._born
        at = self.world.clock.now + self.world.chance.uniform(*RESTART_S)
        self.world.clock.call_at(at, lambda: self._start_again(born))

    def stop(self) -> None:
        """SIGTERM, and SIGKILL when it is not obeyed."""
        for told in self.told_to_stop:
            told()
        born = self._born
        self.world.clock.call_at(self.world.clock.now + KILLED_AFTER_S, lambda: self._killed(born))

    def freeze(self, seconds: float) -> None:
        self.frozen_until = self.world.clock.now + seconds

    def _killed(self, born: int) -> None:
        if self._born == born:
            self.die()

    def _start_again(self, born: int) -> None:
        if self._born == born:
            self.start()


class SimFeed:
    """kernel.feed.Feed over a network."""

    def __init__(self, process: Process) -> None:
        self._process = process

    def head(self, source: str, district: str) -> Head:
        self._ask(source, f"feed: head of {source} {district}")
        return head_in(self._process.world.databases[source].schemas[district])

    def after(self, source: str, district: str, position: int, limit: int) -> list[bytes]:
        try:
            self._ask(source, f"feed: {source} {district} after {position}")
        except FeedUnreachable:
            self._process.world.rare.saw("catch-up while the source is away")
            raise
        schema = self._process.world.databases[source].schemas[district]
        return bodies_after(schema, source, district, position, limit)

    def _ask(self, source: str, label: str) -> None:
        self._process.step(label)
        world = self._process.world
        cut = world.clock.now < max(self._process.cut_off["feed"], world.databases[source].down_until)
        if cut or world.faults.strikes("feed away"):
            raise FeedUnreachable(source)
