"""Policies: a fact of another service in, commands of this one out, often one or none.

A fact that a policy cannot handle is parked, with the later ones of its ordering key; the rest moves on. The command is
appended before the transaction that moves the position and parks, not in it: its id is derived from fact and policy, so
when that transaction is lost and the fact comes again, the store answers with what it stored the first time. Of several
commands some may be stored when another is refused: the fact is parked, and a retry stores the rest.
Rebuilding never runs a policy.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

import structlog

from services.kernel.database import Pool
from services.kernel.deciders import Context, Decider, RuleViolation
from services.kernel.district import district as enter
from services.kernel.envelope import Envelope
from services.kernel.facts import Contract, fact_type, read, split_topic
from services.kernel.ids import DistrictIds
from services.kernel.parking import WAITS, Parked, Parking, ParkingIn, parked_rows
from services.kernel.points import reached
from services.kernel.received import closed
from services.kernel.store import EventStore, StreamContended
from services.kernel.watch import GONE

PASSING: Final = (*GONE, StreamContended)  # nobody's fault: the whole batch is tried again

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Order:
    """The command a policy wants carried out, on which stream and by which decider."""

    decider: Decider[Any, Any]
    stream: UUID
    command: Any


React = Callable[[Any, DistrictIds], Sequence[Order]]
OrderingKey = Callable[[Any], object]
IdsOf = Callable[[str], DistrictIds]  # by district


@dataclass(frozen=True, slots=True)
class Policy:
    """``name`` is part of its commands' ids and never changes; ``key`` None: facts of one subject stay in order."""

    name: str
    react: React
    key: OrderingKey | None

    def ordering_key(self, fact: Contract, subject: UUID) -> str:
        return f"{self.name}:{subject if self.key is None else self.key(fact)}"


@dataclass(slots=True)
class Policies:
    """The policies of one reader."""

    _by_name: dict[str, list[Policy]] = field(default_factory=lambda: defaultdict(list))

    def when(self, *facts: type[Contract], key: OrderingKey | None = None) -> Callable[[React], React]:
        """Register a function ``(fact, ids) -> orders`` for these facts; the same fact gives the same orders for ever.

        ``key(fact)`` names what must stay in order, such as the person. Sealed blocks stay closed: they read as Erased.
        """

        def register(react: React) -> React:
            policy = Policy(react.__name__, react, key)
            for each in facts:
                self._by_name[fact_type(each).name].append(policy)
            return react

        return register

    def of(self, topic: str) -> Sequence[Policy]:
        """The policies that react to a topic of any version."""
        return self._by_name.get(split_topic(topic)[0], ())


@dataclass(frozen=True, slots=True)
class _Reaction:
    """One policy and one fact; ``fact`` None: it cannot be read, and why is ``fault``."""

    cause: Envelope
    policy: Policy
    fact: Contract | None
    fault: Exception | None

    @property
    def key(self) -> str:
        if self.fact is None:
            return f"{self.policy.name}:{self.cause.subject}"
        return self.policy.ordering_key(self.fact, self.cause.subject)


class _Step(NamedTuple):
    """An order of a reaction, and which of its orders it is, from 0."""

    reaction: _Reaction
    order: Order
    number: int


class PolicyRunner:
    """Carries out policies; :meth:`apply` is what a BatchReader calls."""

    def __init__(
        self, reader: str, policies: Policies, store: EventStore, ids_of: IdsOf, parking: ParkingIn = parked_rows
    ) -> None:
        self._policies = policies
        self._store = store
        self._ids_of = ids_of
        self._parking = parking
        self._reader = reader

    def apply(self, connection: Any, district: str, source: str, envelopes: Sequence[Envelope]) -> None:
        """Act on each fact in order; raises only what is nobody's fault in particular."""
        reactions = [reaction for each in envelopes for reaction in self._reactions(each)]
        if not reactions:
            return
        parking = self._parking(connection, district, self._reader)
        held = parking.keys(source)
        for wave in _waves(reactions):
            for reaction, reason in self._refused(district, wave, held):
                held.add(reaction.key)
                parking.put(reaction.cause, reaction.key, reason)
                self._log_parked(district, reaction)

    def retry(self, connection: Any, district: str) -> tuple[int, int]:
        """Try everything parked once more, in order; returns how many are done and how many stay.

        The connection is in a transaction in the district, as that of :meth:`apply`.
        """
        parking = self._parking(connection, district, self._reader)
        parked = parking.waiting()
        held: set[str] = set()
        for each in parked:
            self._retry_one(parking, district, each, held)
        left = len(parking.waiting())
        return len(parked) - left, left

    def _retry_one(self, parking: Parking, district: str, parked: Parked, held: set[str]) -> None:
        reactions = list(self._reactions(parked.envelope))
        refused = {each.key: reason for each, reason in self._refused(district, reactions, held)}
        if refused:
            held.update(refused)
            parking.say(parked, "; ".join(refused.values()))
        else:
            parking.remove(parked.source, parked.position)

    def _reactions(self, cause: Envelope) -> Iterator[_Reaction]:
        policies = self._policies.of(cause.topic)
        if not policies:
            return
        fact, fault = _read_closed(cause)
        for policy in policies:
            yield _Reaction(cause, policy, fact, fault)

    def _refused(self, district: str, wave: Iterable[_Reaction], held: set[str]) -> Iterator[tuple[_Reaction, str]]:
        """Carry out a wave, one reaction a key at most; yields what could not be done, and why."""
        steps: list[_Step] = []
        ids = self._ids_of(district)
        for reaction in wave:
            if reaction.key in held:
                yield reaction, WAITS
                continue
            orders, fault = _ordered(reaction, ids)
            if fault is not None:
                yield reaction, _reason(fault)
            steps += [_Step(reaction, order, number) for number, order in enumerate(orders)]
        yield from self._carried_out(district, ids, steps)

    def _carried_out(self, district: str, ids: DistrictIds, steps: Sequence[_Step]) -> Iterator[tuple[_Reaction, str]]:
        """What could not be done and why, once a reaction."""
        told: set[int] = set()
        for group in _by_decider(steps):
            for step, fault in zip(group, self._execute(district, ids, group), strict=True):
                if fault is not None and id(step.reaction) not in told:
                    told.add(id(step.reaction))
                    yield step.reaction, _reason(fault)

    def _execute(self, district: str, ids: DistrictIds, group: Sequence[_Step]) -> list[Exception | None]:
        requests = [(step.order.stream, step.order.command, self._context(ids, step)) for step in group]
        try:
            outcomes = self._store.execute_many(district, group[0].order.decider, requests)
        except PASSING:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever a decision may raise: alone, each shows whether it is at fault
            if len(group) == 1:
                return [fault]
            return [each for one in group for each in self._execute(district, ids, [one])]
        reached("policy.carried_out")
        return [outcome if isinstance(outcome, RuleViolation) else None for outcome in outcomes]

    def _context(self, ids: DistrictIds, step: _Step) -> Context:
        cause, name = step.reaction.cause, step.reaction.policy.name
        further = [str(step.number)] if step.number else []
        return Context(
            actor=f"policy:{self._reader}.{name}",
            command_id=ids.derive("policy", self._reader, name, str(cause.id), *further),
            correlation_id=cause.correlation_id,
            causation_id=cause.id,
            traceparent=cause.traceparent,
        )

    def _log_parked(self, district: str, reaction: _Reaction) -> None:
        cause = reaction.cause
        log.warning(
            "fact_parked",
            reader=self._reader,
            policy=reaction.policy.name,
            district=district,
            source=cause.source,
            position=cause.sequence,
            topic=cause.topic,
            correlation_id=cause.correlation_id,
        )


def _read_closed(cause: Envelope) -> tuple[Contract | None, Exception | None]:
    """The fact with its sealed block closed: a policy has no key, and needs none."""
    try:
        return read(cause.topic, closed(cause)), None
    except (LookupError, ValueError, AttributeError) as fault:
        return None, fault


def _ordered(reaction: _Reaction, ids: DistrictIds) -> tuple[Sequence[Order], Exception | None]:
    if reaction.fault is not None:
        return (), reaction.fault
    try:
        return reaction.policy.react(reaction.fact, ids), None
    except Exception as fault:  # noqa: BLE001 - whatever a policy may raise parks its fact
        return (), fault


def _reason(fault: Exception) -> str:
    """German where a rule speaks; otherwise the class only: a message may quote what somebody typed."""
    return fault.title if isinstance(fault, RuleViolation) else f"Fehler beim Verarbeiten: {type(fault).__name__}"


def _waves(reactions: Iterable[_Reaction]) -> list[list[_Reaction]]:
    """The first reaction of every key, then the second of every key, and so on: a wave may be carried out together."""
    waves: list[list[_Reaction]] = []
    taken: dict[str, int] = defaultdict(int)
    for reaction in reactions:
        number = taken[reaction.key]
        taken[reaction.key] += 1
        if number == len(waves):
            waves.append([])
        waves[number].append(reaction)
    return waves


def _by_decider(steps: Sequence[_Step]) -> Iterator[list[_Step]]:
    groups: dict[int, list[_Step]] = defaultdict(list)
    for each in steps:
        groups[id(each.order.decider)].append(each)
    yield from groups.values()


def retry_parked(runner: PolicyRunner, pool: Pool, district: str) -> tuple[int, int]:
    """Try everything parked of a runner's reader once more; returns how many are done and how many stay."""
    with pool.transaction() as connection, enter(connection, district):
        return runner.retry(connection, district)
