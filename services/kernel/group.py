"""Commands that arrive together are committed together: one of the waiting callers appends for all."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from services.kernel.database import DatabaseDown
from services.kernel.log import GROUP_LIMIT, Answer, Commit


class Appender(Protocol):
    """Whoever appends: the log itself, or a group in front of it."""

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        """One answer a commit, in order."""
        ...


class Event(Protocol):
    """What a caller waits for: as much of ``threading.Event`` as is needed."""

    def set(self) -> None: ...

    def wait(self) -> object: ...


@dataclass(eq=False, slots=True)
class _Waiting:
    commits: Sequence[Commit]
    facts: int
    answers: list[Answer] | None = None
    error: BaseException | None = None
    done: Event = field(default_factory=threading.Event)
    leads: bool = False


class _Queue:
    __slots__ = ("busy", "lock", "waiting")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.waiting: deque[_Waiting] = deque()
        self.busy = False


class GroupCommit:
    """An Appender for concurrent callers. No thread of its own: a caller that finds nobody at work leads."""

    def __init__(self, log: Appender, *, new_event: Callable[[], Event] = threading.Event) -> None:
        self._log = log
        self._new_event = new_event
        self._queues: dict[str, _Queue] = {}
        self._lock = threading.Lock()

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        """As the log's append; what other callers commit at this moment goes with it, each gets its own answers."""
        mine = _Waiting(commits, sum(len(commit.facts) for commit in commits), done=self._new_event())
        queue = self._queue(district)
        with queue.lock:
            queue.waiting.append(mine)
            mine.leads = not queue.busy
            queue.busy = True
        if not mine.leads:
            _wait(queue, mine)
        if mine.leads:
            self._lead(district, queue)
        if mine.error is not None:
            raise mine.error
        assert mine.answers is not None
        return mine.answers

    def _queue(self, district: str) -> _Queue:
        with self._lock:
            return self._queues.setdefault(district, _Queue())

    def _lead(self, district: str, queue: _Queue) -> None:
        """Append one group, the leader's own among it, then hand the lead to the first who waits."""
        group = _take(queue)
        try:
            self._append(district, group)
        finally:
            for each in group:
                each.done.set()
            with queue.lock:
                _hand_on(queue)

    def _append(self, district: str, group: list[_Waiting]) -> None:
        try:
            answers = self._log.append(district, [commit for each in group for commit in each.commits])
        except DatabaseDown as error:
            _fail(group, error)
        except Exception as error:  # noqa: BLE001 - told to its caller
            self._append_apart(district, group, error)
        except BaseException as error:
            _fail(group, error)
            raise
        else:
            for each in group:
                each.answers, answers = answers[: len(each.commits)], answers[len(each.commits) :]

    def _append_apart(self, district: str, group: list[_Waiting], error: Exception) -> None:
        """What is wrong with one caller's commits must not hit the others."""
        if len(group) == 1:
            _fail(group, error)
            return
        for each in group:
            self._append(district, [each])


def _wait(queue: _Queue, mine: _Waiting) -> None:
    """Until there are answers, or the lead is ours; who is interrupted leaves the queue, and the lead to another."""
    try:
        mine.done.wait()
    except BaseException:
        with queue.lock:
            if mine in queue.waiting:
                queue.waiting.remove(mine)
            if mine.leads:
                _hand_on(queue)
        raise


def _hand_on(queue: _Queue) -> None:
    queue.busy = bool(queue.waiting)
    if queue.waiting:
        queue.waiting[0].leads = True
        queue.waiting[0].done.set()


def _take(queue: _Queue) -> list[_Waiting]:
    """The first who waits, and all behind it that still fit into one group."""
    with queue.lock:
        group = [queue.waiting.popleft()]
        facts = group[0].facts
        while queue.waiting and facts + queue.waiting[0].facts <= GROUP_LIMIT and len(group) < GROUP_LIMIT:
            facts += queue.waiting[0].facts
            group.append(queue.waiting.popleft())
    return group


def _fail(group: list[_Waiting], error: BaseException) -> None:
    for each in group:
        each.error = error
