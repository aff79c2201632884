"""Deciding, storing and deciding anew, with a decider that counts."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

import pytest
from psycopg.sql import SQL

from services.contracts.districts import SozialraumOpened
from services.contracts.intake import EntryTraits, ParticipationEntered
from services.kernel.database import DatabaseDown, Pool
from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.district import district as enter
from services.kernel.facts import Contract
from services.kernel.group import GroupCommit
from services.kernel.ids import uuid7
from services.kernel.keys import KeyRing
from services.kernel.log import Answer, Commit, Log
from services.kernel.mapper import FactMapper, KeyDestroyed
from services.kernel.settings import Settings
from services.kernel.store import CommandReused, EventStore, Outcome, StreamContended
from tests.kernel.store.conftest import SERVICE

pytestmark = pytest.mark.server


class TooMany(RuleViolation):
    title = "Mehr geht nicht."


@dataclass(frozen=True, slots=True)
class Add:
    """Adds ``times`` facts named ``name`` unless more than ``limit`` would be there; ``once``: unless it is there."""

    name: str = "nord"
    times: int = 1
    limit: int = 1000
    once: bool = False


def decide(command: Add, names: tuple[str, ...]) -> Sequence[Contract]:
    if command.once and command.name in names:
        return []
    if len(names) + command.times > command.limit:
        raise TooMany
    return [SozialraumOpened(sozialraum=command.name)] * command.times


def evolve(names: tuple[str, ...], fact: Contract) -> tuple[str, ...]:
    assert isinstance(fact, SozialraumOpened)
    return (*names, fact.sozialraum)


ADDING: Decider[Add, tuple[str, ...]] = Decider((), decide, evolve)


def asked(command_id: UUID | None = None, request_hash: bytes = b"") -> Context:
    return Context("tester", command_id or uuid7(), uuid7(), request_hash=request_hash)


@pytest.fixture
def store(log: Log, mapper: FactMapper) -> EventStore:
    return EventStore(log, mapper)


def names_of(store: EventStore, district: str, stream: UUID) -> list[str]:
    facts = store.load(district, [stream])[stream]
    return [fact.sozialraum for fact in facts if isinstance(fact, SozialraumOpened)]


@dataclass(slots=True)
class Rival:
    """An appender before which somebody else writes to the same stream, ``times`` times."""

    log: Log
    intrude: Callable[[], object]
    times: int = 1

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        if self.times > 0:
            self.times -= 1
            self.intrude()
        return self.log.append(district, commits)


def test_a_command_is_stored_and_loaded(store: EventStore, shared: str) -> None:
    stream = uuid4()
    first = store.execute(shared, ADDING, stream, Add("nord", times=2), asked())
    second = store.execute(shared, ADDING, stream, Add("süd"), asked())
    assert (first.repeated, second.repeated) == (False, False)
    assert first.position is not None
    assert second.position is not None
    assert second.position > first.position
    assert names_of(store, shared, stream) == ["nord", "nord", "süd"]


def test_a_refusal_is_raised_and_stores_nothing(store: EventStore, district: str) -> None:
    with pytest.raises(TooMany):
        store.execute(district, ADDING, uuid4(), Add(limit=0), asked())
    assert store.log.head(district).position == 0


@pytest.mark.guarantee("G10")
def test_a_repeated_command_gets_its_first_answer_whatever_the_rules_say_now(store: EventStore, shared: str) -> None:
    stream, context = uuid4(), asked()
    first = store.execute(shared, ADDING, stream, Add(limit=1), context)
    again = store.execute(shared, ADDING, stream, Add(limit=1), context)
    assert again == Outcome(first.position, repeated=True)
    assert names_of(store, shared, stream) == ["nord"]


def test_a_command_that_changes_nothing_has_no_position_and_is_remembered(store: EventStore, shared: str) -> None:
    stream, context = uuid4(), asked()
    store.execute(shared, ADDING, stream, Add(), asked())
    assert store.execute(shared, ADDING, stream, Add(once=True), context) == Outcome(None, repeated=False)
    assert store.execute(shared, ADDING, stream, Add(once=True), context) == Outcome(None, repeated=True)


def test_a_command_id_with_another_request_is_refused(store: EventStore, shared: str) -> None:
    command_id = uuid7()
    store.execute(shared, ADDING, uuid4(), Add(), asked(command_id, b"one"))
    with pytest.raises(CommandReused):
        store.execute(shared, ADDING, uuid4(), Add(), asked(command_id, b"two"))


def test_many_commands_see_what_those_before_them_decided(store: EventStore, district: str) -> None:
    stream, other = uuid4(), uuid4()
    commands = [Add("a", limit=2), Add("b", limit=2), Add("c", limit=2), Add("a", once=True)]
    requests = [(stream, command, asked()) for command in commands] + [(other, Add("d"), asked())]
    outcomes = store.execute_many(district, ADDING, requests)
    assert outcomes[:2] == [Outcome(1, repeated=False), Outcome(2, repeated=False)]
    assert isinstance(outcomes[2], TooMany)
    assert outcomes[3:] == [Outcome(None, repeated=False), Outcome(3, repeated=False)]
    again = store.execute_many(district, ADDING, requests)
    assert again[0] == Outcome(1, repeated=True)
    assert isinstance(again[2], TooMany)
    assert store.log.head(district).position == 3


def test_many_facts_are_stored_in_several_groups(store: EventStore, district: str) -> None:
    requests = [(uuid4(), Add(times=3), asked()) for _ in range(700)]
    outcomes = store.execute_many(district, ADDING, requests)
    assert outcomes == [Outcome(3 * number, repeated=False) for number in range(1, 701)]


def test_a_stale_command_is_decided_anew(log: Log, mapper: FactMapper, store: EventStore, shared: str) -> None:
    stream = uuid4()
    rival = Rival(log, lambda: store.execute(shared, ADDING, stream, Add("rival"), asked()))
    late = EventStore(log, mapper, rival)
    late.execute(shared, ADDING, stream, Add("late"), asked())
    assert names_of(store, shared, stream) == ["rival", "late"]


@pytest.mark.guarantee("G4")
def test_what_was_decided_on_a_stale_state_is_decided_anew_too(
    log: Log, mapper: FactMapper, store: EventStore, shared: str
) -> None:
    """The rival's fact makes room for one less, and makes a command superfluous that was decided to be needed."""
    stream = uuid4()
    rival = Rival(log, lambda: store.execute(shared, ADDING, stream, Add("x"), asked()))
    commands = [Add("x", once=True), Add("a", limit=2), Add("b", limit=2), Add("y", once=True, limit=9)]
    outcomes = EventStore(log, mapper, rival).execute_many(
        shared, ADDING, [(stream, command, asked()) for command in commands]
    )
    assert names_of(store, shared, stream) == ["x", "a", "y"]
    assert outcomes[0] == Outcome(None, repeated=False)
    assert isinstance(outcomes[2], TooMany)


def test_a_refusal_that_rests_on_what_was_not_stored_is_decided_anew(
    log: Log, mapper: FactMapper, store: EventStore, shared: str
) -> None:
    stream, context = uuid4(), asked()
    rival = Rival(log, lambda: store.execute(shared, ADDING, stream, Add("x"), asked()))
    commands = [(Add("a", times=2, limit=2), asked()), (Add("b", limit=2), context)]
    outcomes = EventStore(log, mapper, rival).execute_many(
        shared, ADDING, [(stream, command, of) for command, of in commands]
    )
    assert isinstance(outcomes[0], TooMany)
    assert isinstance(outcomes[1], Outcome)
    assert names_of(store, shared, stream) == ["x", "b"]


def test_endless_contention_ends_with_an_error(log: Log, mapper: FactMapper, store: EventStore, shared: str) -> None:
    stream = uuid4()
    rival = Rival(log, lambda: store.execute(shared, ADDING, stream, Add("rival"), asked()), times=1000)
    with pytest.raises(StreamContended):
        EventStore(log, mapper, rival).execute(shared, ADDING, stream, Add("late"), asked())


@pytest.mark.guarantee("G10")
def test_an_answer_that_got_lost_is_had_by_asking_again(
    log: Log, mapper: FactMapper, store: EventStore, shared: str
) -> None:
    class Deaf:
        def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
            log.append(district, commits)
            raise DatabaseDown("the answer got lost", lost=True)

    stream, context = uuid4(), asked()
    with pytest.raises(DatabaseDown):
        EventStore(log, mapper, Deaf()).execute(shared, ADDING, stream, Add(), context)
    assert store.execute(shared, ADDING, stream, Add(), context).repeated
    assert names_of(store, shared, stream) == ["nord"]


def test_an_erased_person_stops_its_own_commands_only(
    settings: Settings, store: EventStore, ring: KeyRing, shared: str
) -> None:
    gone, stays = uuid4(), uuid4()
    ring.record_keys(shared, [gone], create=True)
    keys = Pool(settings.keys_database_url(SERVICE))
    with keys.transaction() as connection, enter(connection, shared) as schema:
        connection.execute(SQL("UPDATE {}.record_keys SET wrapped = NULL WHERE person = %s").format(schema), (gone,))
    keys.close()
    first, second = store.execute_many(shared, ENTERING, [(uuid4(), gone, asked()), (uuid4(), stays, asked())])
    assert isinstance(first, KeyDestroyed)
    assert isinstance(second, Outcome)


def enter_person(person: UUID, state: None) -> Sequence[Contract]:
    assert state is None
    return [
        ParticipationEntered(
            participation_id=uuid4(),
            person_id=person,
            operation="thinka-2022",
            sozialraum="nord",
            state="submitted",
            entry_date=date(2024, 2, 29),
            traits=EntryTraits(),
        )
    ]


ENTERING: Decider[UUID, None] = Decider(None, enter_person, lambda state, _: state)


# --- commits of concurrent callers ------------------------------------------------


@dataclass(slots=True)
class Slow:
    """A log that takes its time, so that callers queue up; remembers the size of each group."""

    log: Log
    groups: list[int] = field(default_factory=list)
    pause: threading.Event = field(default_factory=threading.Event)

    def append(self, district: str, commits: Sequence[Commit]) -> list[Answer]:
        self.groups.append(len(commits))
        self.pause.wait(0.02)
        return self.log.append(district, commits)


def test_concurrent_commands_share_a_group_and_each_gets_its_own_answer(
    log: Log, mapper: FactMapper, district: str
) -> None:
    slow = Slow(log)
    store = EventStore(log, mapper, GroupCommit(slow))
    streams = [uuid4() for _ in range(64)]
    with ThreadPoolExecutor(16) as threads:
        outcomes = list(
            threads.map(lambda stream: store.execute(district, ADDING, stream, Add(times=2), asked()), streams)
        )
    assert sum(slow.groups) == 64
    assert max(slow.groups) > 4
    for stream, outcome in zip(streams, outcomes, strict=True):
        assert log.streams(district, [stream])[stream][-1].position == outcome.position


def test_concurrent_commands_on_one_stream_are_all_stored(log: Log, mapper: FactMapper, district: str) -> None:
    store = EventStore(log, mapper, GroupCommit(log))
    stream = uuid4()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda number: store.execute(district, ADDING, stream, Add(str(number)), asked()), range(24)))
    assert sorted(names_of(store, district, stream), key=int) == [str(number) for number in range(24)]


@pytest.mark.guarantee("G10")
def test_the_same_command_from_many_callers_has_one_effect(log: Log, mapper: FactMapper, district: str) -> None:
    store = EventStore(log, mapper, GroupCommit(log))
    stream, context = uuid4(), asked()
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda _: store.execute(district, ADDING, stream, Add(), context), range(16)))
    assert [outcome.repeated for outcome in outcomes].count(False) == 1
    assert {outcome.position for outcome in outcomes} == {1}


def test_a_broken_commit_fails_its_own_caller_only(log: Log, commit_of: Callable[..., Commit], district: str) -> None:
    group = GroupCommit(Slow(log))
    good = [commit_of(1) for _ in range(8)]
    broken = commit_of(1, request_hash=None)

    def append(commit: Commit) -> list[Answer] | Exception:
        try:
            return group.append(district, [commit])
        except Exception as error:  # noqa: BLE001 - compared below
            return error

    with ThreadPoolExecutor(9) as threads:
        *answers, failure = threads.map(append, [*good, broken])
    assert isinstance(failure, Exception)
    assert all(isinstance(answer, list) for answer in answers)
    assert log.head(district).position == 8


def test_a_group_never_exceeds_its_limit(log: Log, commit_of: Callable[..., Commit], district: str) -> None:
    group = GroupCommit(Slow(log))
    commits = [commit_of(*range(1, 401)) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(lambda commit: group.append(district, [commit]), commits))
    assert log.head(district).position == 2400


def test_who_is_interrupted_while_waiting_leaves_the_queue() -> None:
    from services.kernel.group import _Queue, _wait, _Waiting  # noqa: PLC0415

    class Interrupted(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002
            raise KeyboardInterrupt

    queue = _Queue()
    mine = _Waiting([], 0, done=Interrupted(), leads=True)
    following = _Waiting([], 0)
    queue.waiting.extend([mine, following])
    with pytest.raises(KeyboardInterrupt):
        _wait(queue, mine)
    assert list(queue.waiting) == [following]
    assert following.leads
    assert following.done.is_set()
