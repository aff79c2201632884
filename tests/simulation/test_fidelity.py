"""The simulated append answers as PostgreSQL's does, whatever commits come in whatever order."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any
from uuid import UUID

import pytest

from services.kernel.database import Pool
from services.kernel.log import Answer, Commit, Log, NewFact
from services.kernel.settings import Settings
from tests.simulation.database import Database, Schema, Transaction
from tests.simulation.log import append, rows_of
from tests.simulation.world import World

pytestmark = pytest.mark.server

CALLS = 150
STREAMS = 3


class Chooser:
    """Draws commits that fit, conflict, repeat and build on one another."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.streams = [self.new_id() for _ in range(STREAMS)]
        self.versions = dict.fromkeys(self.streams, 0)
        self.past: list[Commit] = []

    def new_id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128))

    def calls(self) -> Iterator[list[Commit]]:
        for _ in range(CALLS):
            yield [self._commit() for _ in range(self.chance.choice((1, 1, 2, 3, 5)))]

    def _commit(self) -> Commit:
        if self.past and self.chance.random() < 0.15:
            return self._again(self.chance.choice(self.past))
        stream = self.chance.choice(self.streams)
        count = self.chance.choice((0, 1, 1, 1, 2, 3))
        first = max(0, self.versions[stream] + 1 + self.chance.choice((0, 0, 0, 0, 0, 0, -1, 1)))
        facts = [self._fact(stream, first + step) for step in range(count)]
        if self.chance.random() < 0.1:
            facts.append(self._fact(self.chance.choice(self.streams), self.chance.randrange(1, 8)))
        self.versions[stream] = max(self.versions[stream], first + count - 1)
        decided_on = self.chance.choice((stream, None))
        commit = Commit(self.new_id(), b"hash", "tester", self.new_id(), None, None, facts, stream=decided_on)
        self.past.append(commit)
        return commit

    def _again(self, commit: Commit) -> Commit:
        """The same command, at times with another request; its facts have new ids, as in a new decision."""
        facts = [NewFact(self.new_id(), fact.stream, fact.version, fact.topic, fact.data) for fact in commit.facts]
        request_hash = self.chance.choice((commit.request_hash, b"other"))
        return Commit(
            commit.command_id, request_hash, "tester", commit.correlation_id, None, None, facts, stream=commit.stream
        )

    def _fact(self, stream: UUID, version: int) -> NewFact:
        return NewFact(self.new_id(), stream, version, "intake.status_recorded.v1", b"{}")


def without_times(answers: Sequence[Answer]) -> list[tuple[Any, ...]]:
    return [(type(each).__name__, getattr(each, "first", None), getattr(each, "last", None)) for each in answers]


@pytest.mark.parametrize("seed", range(4))
def test_the_simulated_append_answers_as_the_real_one(settings: Settings, district: str, seed: int) -> None:
    world = World(seed)
    simulated = Database("intake", {district: Schema(world.new_id())})
    connections = Pool(settings.service_database_url("intake"))
    log = Log("intake", connections)
    chooser, seen = Chooser(seed), set[str]()
    for commits in chooser.calls():
        transaction = Transaction(simulated, simulated.schemas[district], world.processes["intake-web"])
        answers = without_times(append(transaction, commits, world.clock.wall()))
        transaction.commit()
        assert without_times(log.append(district, commits)) == answers
        seen |= {kind for kind, _, _ in answers}
    real, own = log.after(district, 0, 5000), rows_of(simulated.schemas[district])
    columns = ("position", "id", "stream", "version", "command_id")
    assert [[getattr(row, name) for name in columns] for row in real] == [
        [getattr(row, name) for name in columns] for row in own
    ]
    assert log.head(district).position == len(own)
    assert seen == {"Stored", "Repeated", "Conflict", "Reused"}, "every answer was given"
    log.close()
    connections.close()
