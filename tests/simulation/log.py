"""The log of a service in a run: what the SQL function ``append`` answers, and what is stored then."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from services.kernel.log import (
    Answer,
    Appending,
    Commit,
    Conflict,
    Head,
    KnownCommand,
    LogRow,
    NewFact,
    Repeated,
    Reused,
    Stored,
)
from services.kernel.positions import NEVER
from tests.simulation.database import Database, Schema, Transaction

if TYPE_CHECKING:
    from tests.simulation.processes import Process

MICROSECOND: Final = timedelta(microseconds=1)
HEAD: Final = ("head",)
EMPTY: Final = (0, NEVER)


def head_of(schema: Schema) -> tuple[int, datetime]:
    found: tuple[int, datetime] = schema.get(HEAD, EMPTY)
    return found


def rows_of(schema: Schema) -> list[LogRow]:
    return [schema.rows["log", position] for position in range(1, head_of(schema)[0] + 1)]


def append(transaction: Transaction, commits: Sequence[Commit], wall: datetime) -> list[Answer]:
    """The rules of services/kernel/migrations/log/0001_log.sql; a test holds the two against one another."""
    transaction.lock(HEAD)
    before, recorded = transaction.get(HEAD, EMPTY)
    total = sum(len(commit.facts) for commit in commits)
    start = max(recorded + MICROSECOND, wall)
    stored = 0
    contended: set[UUID] = set()
    answers: list[Answer] = []
    for commit in commits:
        streams = {fact.stream for fact in commit.facts} | ({commit.stream} if commit.stream is not None else set())
        known: KnownCommand | None = transaction.get(("command", commit.command_id))
        if known is not None:
            contended |= streams
            answers.append(known.answer(commit.request_hash))
        elif streams & contended or not _fits(transaction, commit.facts):
            contended |= streams
            answers.append(Conflict())
        else:
            answers.append(_store(transaction, commit, before + stored, start + stored * MICROSECOND, wall))
            stored += len(commit.facts)
    if total:
        transaction.put(HEAD, (before + stored, start + (stored - 1) * MICROSECOND))
    return answers


def _fits(transaction: Transaction, facts: Sequence[NewFact]) -> bool:
    """Whether each stream's versions are dense and follow what is there; a new stream begins at 0 or 1."""
    expected: dict[UUID, int] = {}
    for fact in facts:
        last = expected.get(fact.stream, transaction.get(("version", fact.stream)))
        if last is None:
            if fact.version > 1:
                return False
        elif fact.version != last + 1:
            return False
        expected[fact.stream] = fact.version
    return True


def _store(transaction: Transaction, commit: Commit, before: int, start: datetime, wall: datetime) -> Stored:
    at = wall
    for step, fact in enumerate(commit.facts):
        at = start + step * MICROSECOND
        row = LogRow(
            position=before + step + 1,
            id=fact.id,
            stream=fact.stream,
            version=fact.version,
            topic=fact.topic,
            data=fact.data,
            recorded=at,
            command_id=commit.command_id,
            correlation_id=commit.correlation_id,
            causation_id=commit.causation_id,
            actor=commit.actor,
            traceparent=commit.traceparent,
        )
        transaction.put(("log", row.position), row)
        transaction.put(("version", fact.stream), fact.version)
        transaction.put(("stream", fact.stream), (*transaction.get(("stream", fact.stream), ()), row.position))
    first, last = before + 1, before + len(commit.facts)
    known = KnownCommand(commit.command_id, commit.request_hash, first, last, at)
    transaction.put(("command", commit.command_id), known)
    return Stored(first, last, at)


class SimLog:
    """As much of kernel.log.Log as store, relay and feed need; trying again and telling is the kernel's Appending."""

    def __init__(self, process: "Process", database: Database) -> None:
        self._process = process
        self._database = database
        self._appending = Appending(self._once, database.tell)

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        return self._appending.append(district, commits)

    def _once(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        if not commits:
            return []
        with self._database.transaction(self._process, district, "append") as transaction:
            answers = append(transaction, commits, self._process.world.clock.wall())
        self._notice(commits, answers)
        return answers

    def _notice(self, commits: Sequence[Commit], answers: Sequence[Answer]) -> None:
        rare = self._process.world.rare
        if len({commit.actor for commit in commits}) > 1:
            rare.saw("group of several callers")
        for answer in answers:
            if isinstance(answer, Repeated):
                rare.saw("lost commit answer of append retried")
            elif isinstance(answer, Conflict):
                rare.saw("conflict decided anew")
            assert not isinstance(answer, Reused)

    def head(self, district: str) -> Head:
        with self._database.transaction(self._process, district, "head") as transaction:
            position, recorded = transaction.get(HEAD, EMPTY)
            return Head(position, recorded, transaction.get(("log id",)))

    def after(self, district: str, position: int, limit: int) -> list[LogRow]:
        with self._database.transaction(self._process, district, "after") as transaction:
            last = min(transaction.get(HEAD, EMPTY)[0], position + limit)
            return [transaction.get(("log", place)) for place in range(position + 1, last + 1)]

    def streams(self, district: str, ids: Iterable[UUID]) -> dict[UUID, list[LogRow]]:
        return self.read(district, ids, ())[0]

    def read(
        self, district: str, streams: Iterable[UUID], command_ids: Iterable[UUID]
    ) -> tuple[dict[UUID, list[LogRow]], dict[UUID, KnownCommand]]:
        with self._database.transaction(self._process, district, "read") as transaction:
            found = {each: transaction.get(("command", each)) for each in command_ids}
            transaction.statement("read: streams")
            histories = {
                stream: [transaction.get(("log", place)) for place in transaction.get(("stream", stream), ())]
                for stream in streams
            }
        return histories, {each: known for each, known in found.items() if known is not None}
