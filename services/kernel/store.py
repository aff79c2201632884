"""The event store: decide on what a stream says now, append, and decide anew where somebody else was first."""

import random
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.facts import Contract, topic_of
from services.kernel.group import Appender
from services.kernel.ids import uuid7
from services.kernel.log import (
    GROUP_LIMIT,
    Answer,
    Commit,
    Conflict,
    Head,
    KnownCommand,
    LogRow,
    NewFact,
    Repeated,
    Reused,
)
from services.kernel.mapper import FactMapper, KeyDestroyed
from services.kernel.points import reached

TRIES: Final = 30
PAUSE_S: Final = 0.002  # times the number of tries: the longest pause before the next one
CHUNK: Final = 1000  # commands that are loaded and decided at once

C = TypeVar("C")
S = TypeVar("S")
Request = tuple[UUID, C, Context]  # stream, command, context


class CommandReused(Exception):
    """A command id came a second time with another request."""

    def __init__(self, command_id: UUID) -> None:
        super().__init__(str(command_id))
        self.command_id = command_id


class StreamContended(Exception):
    """Others kept writing to the stream; worth another try later."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the command's last fact stands, None if it stored none; ``repeated``: it had been stored before."""

    position: int | None
    repeated: bool


@dataclass(slots=True)
class _Stream:
    """A stream as it will be once everything decided so far is stored."""

    state: Any
    version: int


@dataclass(slots=True)
class _Decided:
    number: int
    stream: UUID
    context: Context
    facts: list[tuple[UUID, Contract]]
    first_version: int

    def commit(self, stored: Iterable[bytes]) -> Commit:
        facts = [
            NewFact(fact_id, self.stream, self.first_version + step, topic_of(fact), data)
            for step, ((fact_id, fact), data) in enumerate(zip(self.facts, stored, strict=True))
        ]
        asked = self.context
        return Commit(
            command_id=asked.command_id,
            request_hash=asked.request_hash,
            actor=asked.actor,
            correlation_id=asked.correlation_id,
            causation_id=asked.causation_id,
            traceparent=asked.traceparent,
            facts=facts,
            stream=self.stream,
        )


@dataclass(slots=True)
class _Work:
    """The requests of one call that still need an outcome, by their number."""

    open: dict[int, Request[Any]]
    outcomes: dict[int, Outcome | RuleViolation] = field(default_factory=dict)

    def decide_anew(self, streams: Collection[UUID], *, but: Collection[int] = ()) -> None:
        """Keep open what has no outcome, and what was refused on a state that did not come to be."""
        for number, (stream, _, _) in self.open.items():
            refused = isinstance(self.outcomes.get(number), RuleViolation)
            if stream in streams and refused and number not in but:
                del self.outcomes[number]
        self.open = {number: request for number, request in self.open.items() if number not in self.outcomes}


class StoreLog(Appender, Protocol):
    """What the store needs of a log (kernel.log.Log)."""

    def read(
        self, district: str, streams: Iterable[UUID], command_ids: Iterable[UUID]
    ) -> tuple[dict[UUID, list[LogRow]], dict[UUID, KnownCommand]]:
        """The streams, and those of the commands that are in the log."""
        ...

    def streams(self, district: str, ids: Iterable[UUID]) -> dict[UUID, list[LogRow]]:
        """The facts of each stream in the order of their versions; an unknown stream has none."""
        ...

    def after(self, district: str, position: int, limit: int) -> list[LogRow]:
        """Up to ``limit`` facts behind ``position``, in order."""
        ...

    def head(self, district: str) -> Head:
        """Where the log ends."""
        ...


def _some_of(longest_s: float) -> None:
    time.sleep(random.uniform(0, longest_s))  # noqa: S311 - no secret


class EventStore:
    """Commands to facts, for one service; safe to share between threads.

    ``pause`` waits up to so many seconds, by chance.
    """

    def __init__(
        self,
        log: StoreLog,
        mapper: FactMapper,
        appender: Appender | None = None,
        *,
        new_id: Callable[[], UUID] = uuid7,
        pause: Callable[[float], None] = _some_of,
    ) -> None:
        self.log = log
        self.mapper = mapper
        self._appender = appender or log
        self._new_id = new_id
        self._pause = pause

    def execute(self, district: str, decider: Decider[C, S], stream: UUID, command: C, context: Context) -> Outcome:
        """Decide and store. Raises RuleViolation, CommandReused, StreamContended, DatabaseDown."""
        (outcome,) = self.execute_many(district, decider, [(stream, command, context)])
        if isinstance(outcome, RuleViolation):
            raise outcome
        return outcome

    def execute_many(
        self, district: str, decider: Decider[C, S], requests: Sequence[Request[C]]
    ) -> list[Outcome | RuleViolation]:
        """Decide in order, each on what those before it decided, and store in groups; a refusal stops nobody else.

        Raises CommandReused, StreamContended and DatabaseDown; what was stored by then stays, and a repetition
        of the call with the same command ids completes it.
        """
        outcomes: list[Outcome | RuleViolation] = []
        for start in range(0, len(requests), CHUNK):
            outcomes += self._execute(district, decider, requests[start : start + CHUNK])
        return outcomes

    def foresee(
        self, district: str, decider: Decider[C, S], stream: UUID, command: C, context: Context
    ) -> Sequence[Contract]:
        """What the command would store now; nothing for one that has its answer. Raises RuleViolation."""
        rows, known = self.log.read(district, {stream}, [context.command_id])
        if known:
            return ()
        return decider.decide(command, decider.fold(self._opened(district, rows).get(stream, ())))

    def load(self, district: str, streams: Collection[UUID]) -> dict[UUID, list[Contract]]:
        """The facts of each stream, in order."""
        return self._opened(district, self.log.streams(district, streams))

    def _execute(
        self, district: str, decider: Decider[C, S], requests: Sequence[Request[C]]
    ) -> list[Outcome | RuleViolation]:
        work = _Work(dict(enumerate(requests)))
        for tried in range(TRIES):
            # Without a pause who lost the race tends to lose the next one too.
            self._pause(PAUSE_S * tried)
            self._attempt(district, decider, work)
            if not work.open:
                return [work.outcomes[number] for number in range(len(requests))]
        raise StreamContended(district)

    def _attempt(self, district: str, decider: Decider[C, S], work: _Work) -> None:
        streams = {stream for stream, _, _ in work.open.values()}
        rows, known = self.log.read(district, streams, [asked.command_id for _, _, asked in work.open.values()])
        loaded = {
            stream: _Stream(decider.fold(facts), rows[stream][-1].version if facts else 0)
            for stream, facts in self._opened(district, rows).items()
        }
        decided = list(self._decide(decider, work, loaded, known))
        try:
            stored = self.mapper.seal(district, [fact for each in decided for fact in each.facts])
        except KeyDestroyed as refusal:
            _refuse(work, decided, refusal)
            return
        reached("store.sealed")
        left = iter(stored)
        commits = [each.commit([next(left) for _ in each.facts]) for each in decided]
        self._append(district, work, decided, commits)

    def _decide(
        self,
        decider: Decider[Any, Any],
        work: _Work,
        loaded: dict[UUID, _Stream],
        known: dict[UUID, KnownCommand],
    ) -> Iterator[_Decided]:
        for number, (stream, command, context) in work.open.items():
            before = known.get(context.command_id)
            if before is not None:
                work.outcomes[number] = _outcome(before.answer(context.request_hash), context)
                continue
            now = loaded[stream]
            try:
                facts = decider.decide(command, now.state)
            except RuleViolation as refusal:
                work.outcomes[number] = refusal
                continue
            yield _Decided(number, stream, context, [(self._new_id(), fact) for fact in facts], now.version + 1)
            now.state = decider.fold(facts, now.state)
            now.version += len(facts)

    def _append(self, district: str, work: _Work, decided: Sequence[_Decided], commits: Sequence[Commit]) -> None:
        contended: set[UUID] = set()
        for group in _groups(commits):
            # What builds on a decision that was not stored must not be stored, even if its version happens to fit.
            able = [place for place in group if decided[place].stream not in contended]
            answers = self._appender.append(district, [commits[place] for place in able])
            for place, answer in zip(able, answers, strict=True):
                each = decided[place]
                if isinstance(answer, Conflict):
                    contended.add(each.stream)
                else:
                    work.outcomes[each.number] = _outcome(answer, each.context)
        work.decide_anew(contended)

    def _opened(self, district: str, rows: dict[UUID, list[LogRow]]) -> dict[UUID, list[Contract]]:
        facts = iter(self.mapper.open(district, [row for history in rows.values() for row in history]))
        return {stream: [next(facts) for _ in history] for stream, history in rows.items()}


def _refuse(work: _Work, decided: Sequence[_Decided], refusal: KeyDestroyed) -> None:
    """Nothing is recorded any more on persons whose record is erased; all other commands are decided anew."""
    hit = {each.number: each.stream for each in decided if any(fact_id in refusal.facts for fact_id, _ in each.facts)}
    work.outcomes |= dict.fromkeys(hit, refusal)
    work.decide_anew(set(hit.values()), but=hit)


def _outcome(answer: Answer, context: Context) -> Outcome:
    if isinstance(answer, Reused):
        raise CommandReused(context.command_id)
    assert not isinstance(answer, Conflict)
    last = answer.last if answer.last >= answer.first else None
    return Outcome(last, repeated=isinstance(answer, Repeated))


def _groups(commits: Sequence[Commit]) -> Iterator[list[int]]:
    """Places of commits that go into one append: in order, at most GROUP_LIMIT facts and commands."""
    group: list[int] = []
    facts = 0
    for place, commit in enumerate(commits):
        if group and (facts + len(commit.facts) > GROUP_LIMIT or len(group) == GROUP_LIMIT):
            yield group
            group, facts = [], 0
        group.append(place)
        facts += len(commit.facts)
    if group:
        yield group
