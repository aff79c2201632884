"""The one clock of a run, and who runs next: greenlets that hand over to a scheduler with a seeded chance."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from greenlet import getcurrent, greenlet

STEP_S: Final = 0.0005  # what a step takes
EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
HANDS_OVER: Final = 0.35  # how often a step lets another thread run


class Crash(BaseException):
    """A process ends here as in a power cut; nobody catches it."""


@dataclass(eq=False, slots=True)
class Thread:
    """One thread of a process; ``turn`` tells a timer whether the wait it was set for is over."""

    name: str
    owner: Any
    target: Callable[[], None]
    green: greenlet = field(init=False)
    turn: int = 0
    doomed: bool = False
    ended: bool = False


class Signal:
    """What ``threading.Event`` is in a run; sticky."""

    def __init__(self, clock: "Clock") -> None:
        self._clock = clock
        self._set = False
        self._waiting: list[tuple[Thread, int]] = []

    def set(self) -> None:
        self._set = True
        waiting, self._waiting = self._waiting, []
        for thread, turn in waiting:
            self._clock.wake(thread, turn)

    def clear(self) -> None:
        self._set = False

    def is_set(self) -> bool:
        return self._set

    def wait(self, timeout: float | None = None) -> bool:
        if not self._set:
            thread = self._clock.current
            assert thread is not None
            self._waiting.append((thread, thread.turn + 1))
            self._clock.suspend(timeout)
        return self._set


class Clock:
    """Virtual time in seconds, a wall clock that may jump, and the threads that wait for either."""

    def __init__(self, chance: Random) -> None:
        self.now = 0.0
        self.jumped_s = 0.0
        self.current: Thread | None = None
        self.failed: list[str] = []
        self._chance = chance
        self._ready: list[Thread] = []
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._number = 0
        self._hub = getcurrent()
        self._killed: list[Thread] = []

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> datetime:
        return EPOCH + timedelta(seconds=self.now + self.jumped_s)

    # --- for threads ----------------------------------------------------------

    def hand_over(self) -> None:
        """Let another thread run, as often as not."""
        if self._chance.random() < HANDS_OVER:
            thread = self.current
            assert thread is not None
            thread.turn += 1
            self._ready.append(thread)
            self._to_hub(thread)

    def suspend(self, seconds: float | None) -> None:
        """Sleep, until then or until woken."""
        thread = self.current
        assert thread is not None
        if thread.doomed:
            raise Crash
        thread.turn += 1
        if seconds is not None:
            turn = thread.turn
            self.call_at(self.now + seconds, lambda: self.wake(thread, turn))
        self._to_hub(thread)

    def wake(self, thread: Thread, turn: int) -> None:
        if thread.turn == turn and not thread.ended:
            thread.turn += 1
            self._ready.append(thread)

    def _to_hub(self, thread: Thread) -> None:
        self._hub.switch()
        if thread.doomed:
            raise Crash

    # --- for the world --------------------------------------------------------

    def spawn(self, name: str, owner: Any, target: Callable[[], None]) -> Thread:
        thread = Thread(name, owner, target)
        thread.green = greenlet(lambda: self._body(thread), parent=self._hub)
        self._ready.append(thread)
        return thread

    def call_at(self, at: float, call: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._timers, (at, self._number, call))

    def kill(self, thread: Thread) -> None:
        """Throw a Crash into it as soon as the scheduler runs."""
        thread.doomed = True
        self._killed.append(thread)

    def run(self, until: float, done: Callable[[], bool] | None = None) -> None:
        """Run until that time, or until ``done`` (asked once a virtual second)."""
        asked = self.now
        while self.now < until:
            self._bury()
            while self._timers and self._timers[0][0] <= self.now:
                heapq.heappop(self._timers)[2]()
            if self._ready:
                self._turn_of(self._drawn())
                self.now += STEP_S
            elif self._timers:
                self.now = max(self.now, self._timers[0][0])
            else:
                return
            if done is not None and self.now - asked >= 1:
                asked = self.now
                if done():
                    return

    def _drawn(self) -> Thread:
        ready = self._ready
        place = int(self._chance.random() * len(ready))
        ready[place], ready[-1] = ready[-1], ready[place]
        return ready.pop()

    def _turn_of(self, thread: Thread) -> None:
        if thread.ended:
            return
        frozen_until = thread.owner.frozen_until
        if frozen_until > self.now:
            self.call_at(frozen_until, lambda: self._ready.append(thread))
            return
        self._switch(thread)

    def _switch(self, thread: Thread) -> None:
        self.current = thread
        try:
            thread.green.switch()
        finally:
            self.current = None

    def _bury(self) -> None:
        while self._killed:
            thread = self._killed.pop()
            if thread.green:  # else it ended, or never began
                self.current = thread
                thread.green.throw(Crash)
                self.current = None
            thread.ended = True

    def _body(self, thread: Thread) -> None:
        try:
            thread.target()
        except Crash:
            pass
        except Exception as error:  # noqa: BLE001 - whatever the product raises here is a finding
            self.failed.append(f"{thread.name} died of {type(error).__name__}: {error}")
        finally:
            thread.ended = True
