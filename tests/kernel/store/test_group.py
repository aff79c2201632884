"""Commands that share a group, and answers that get lost, without servers."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from services.kernel.database import DatabaseDown
from services.kernel.group import GroupCommit
from services.kernel.ids import uuid7
from services.kernel.log import Answer, Appending, Commit, Repeated, Stored

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def commit() -> Commit:
    command_id = uuid7()
    return Commit(command_id, b"hash", "tester", command_id, None, None, facts=[], stream=None)


@dataclass
class Register:
    """Remembers every command under the number it came with; holds the first call until others queue behind it."""

    known: dict[object, int] = field(default_factory=dict)
    calls: list[Sequence[Commit]] = field(default_factory=list)
    queued: threading.Event = field(default_factory=threading.Event)
    loses: int = 0

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:  # noqa: ARG002
        self.calls.append(commits)
        if len(self.calls) == 1 and not self.loses:
            self.queued.wait(5)
        answers = [self._answer(each) for each in commits]
        if self.loses:
            self.loses -= 1
            raise DatabaseDown("the answer got lost", lost=True)
        return answers

    def _answer(self, asked: Commit) -> Answer:
        seen = asked.command_id in self.known
        number = self.known.setdefault(asked.command_id, len(self.known) + 1)
        return (Repeated if seen else Stored)(number, number, MOMENT)


@pytest.mark.guarantee("G10")
def test_each_caller_of_a_group_gets_its_own_answers() -> None:
    register = Register()
    group = GroupCommit(register)
    orders = [[commit() for _ in range(size)] for size in (1, 3, 1, 2)]
    with ThreadPoolExecutor(4) as threads:
        running = [threads.submit(group.append, "erfurt", order) for order in orders]
        while len(group._queue("erfurt").waiting) < 3:
            pass
        register.queued.set()
        answers = [each.result() for each in running]

    assert len(register.calls) == 2
    for order, answered in zip(orders, answers, strict=True):
        assert [register.known[each.command_id] for each in order] == [answer.first for answer in answered]  # type: ignore[union-attr]


@pytest.mark.guarantee("G10")
def test_after_a_lost_answer_the_same_commands_are_asked_again() -> None:
    register, told = Register(loses=1), list[str]()
    appending: Callable[..., list[Answer]] = Appending(register.append, told.append).append
    (answer,) = appending("erfurt", [commit()])

    assert isinstance(answer, Repeated)
    assert len(register.known) == 1
