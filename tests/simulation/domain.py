"""What is recorded in a run: facts of two real services, small deciders of its own, one policy, three projections."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import msgspec

from services.contracts.districts import SozialraumOpened
from services.contracts.intake import LabourStatus, StatusRecorded, StatusRetracted
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.envelope import Envelope
from services.kernel.facts import Contract, Recorded, read
from services.kernel.ids import DistrictIds, derived_id
from services.kernel.policy import Order, Policies
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

DISTRICTS: Final = ("altkreis", "bergkreis", "chorkreis")
KEYS: Final = {"intake": b"signing key of intake", "districts": b"signing key of districts"}
STREAMS: Final = 4  # participations of one district
STATUSES: Final[tuple[LabourStatus, ...]] = ("employed", "job_seeking", "unemployed", "inactive", "no_answer")
TRICKY: Final = "no_answer"  # the status that a rule refuses and a fold cannot read while such a fault lasts
DAY: Final = dt.date(2026, 1, 1)


@dataclass(slots=True)
class Defects:
    """What does not work for a while: the policy, the fold of a projection, the rows of a reader."""

    policy: bool = False
    fold: bool = False
    apply: bool = False

    def mend(self) -> None:
        self.policy = self.fold = self.apply = False


def ids_of(district: str) -> DistrictIds:
    return DistrictIds(district.encode())


def participation(district: str, number: int) -> UUID:
    return derived_id(district.encode(), "participation", str(number))


# --- intake -----------------------------------------------------------------------


class Full(RuleViolation):
    title = "Mehr geht nicht."


@dataclass(frozen=True, slots=True)
class Record:
    """Records statuses; ``limit``: refused where more were there; the newest is taken back first if ``retract``."""

    participation: UUID
    statuses: tuple[LabourStatus, ...]
    limit: int = 10_000
    retract: bool = False


@dataclass(frozen=True, slots=True)
class Statuses:
    count: int = 0
    last: UUID | None = None


def record(command: Record, now: Statuses) -> Sequence[Contract]:
    if now.count + len(command.statuses) > command.limit:
        raise Full
    person = derived_id(command.participation.bytes, "person")
    facts: list[Contract] = []
    if command.retract and now.last is not None:
        facts.append(StatusRetracted(status_id=now.last, participation_id=command.participation, person_id=person))
    for step, status in enumerate(command.statuses):
        facts.append(
            StatusRecorded(
                status_id=derived_id(command.participation.bytes, "status", str(now.count + step)),
                participation_id=command.participation,
                person_id=person,
                kind="exit" if status in {"employed", TRICKY} else "followup",
                date=DAY,
                status=status,
            )
        )
    return facts


def after_status(now: Statuses, fact: Contract) -> Statuses:
    if isinstance(fact, StatusRecorded):
        return Statuses(now.count + 1, fact.status_id)
    return Statuses(now.count, None)


RECORDING: Final[Decider[Record, Statuses]] = Decider(Statuses(), record, after_status)


# --- districts ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Open:
    sozialraum: str


def open_one(command: Open, opened: frozenset[str]) -> Sequence[Contract]:
    return [] if command.sozialraum in opened else [SozialraumOpened(sozialraum=command.sozialraum)]


def after_opening(opened: frozenset[str], fact: Contract) -> frozenset[str]:
    assert isinstance(fact, SozialraumOpened)
    return opened | {fact.sozialraum}


OPENING: Final[Decider[Open, frozenset[str]]] = Decider(frozenset(), open_one, after_opening)


def sozialraum_of(district: str, seed: UUID) -> str:
    return f"{district}-{seed.hex[:2]}"


def policies_of(defects: Defects) -> Policies:
    """One policy: who leaves opens a Sozialraum; the ordering key stays the participation."""
    policies = Policies()

    @policies.when(StatusRecorded)
    def open_a_sozialraum(fact: StatusRecorded, ids: DistrictIds) -> Sequence[Order]:
        if fact.kind != "exit":
            return []
        if defects.policy and fact.status == TRICKY:
            raise KeyError("the rule does not know this status")
        return [Order(OPENING, ids.derive("district"), Open(sozialraum_of(ids.id_key.decode(), fact.status_id)))]

    return policies


# --- projections ---------------------------------------------------------------------

STATES: Final = Table("states", "participation", ("status",))
REPORTED: Final = Table("reported", "participation", ("status",))
OPENED: Final = Table("opened", "sozialraum", ("position",), key_type="text", versioned=False)

Fold = Callable[[Recorded[Contract]], Iterable[Change]]


def _fold(table: Table, defects: Defects) -> Fold:
    def fold(recorded: Recorded[Contract]) -> Iterable[Change]:
        fact = recorded.fact
        if isinstance(fact, StatusRecorded):
            if defects.fold and fact.status == TRICKY:
                raise ValueError("the fold does not know this status")
            return [Put(table, fact.participation_id, (fact.status,))]
        if isinstance(fact, StatusRetracted):
            return [Drop(table, fact.participation_id)]
        assert isinstance(fact, SozialraumOpened)
        return [Put(OPENED, fact.sozialraum, (recorded.sequence,))]

    return fold


@dataclass(frozen=True, slots=True)
class Projections:
    """Of intake's own log, of the journal, and of districts' facts at intake."""

    defects: Defects
    states: Projection = field(init=False)
    reported: Projection = field(init=False)
    opened: Projection = field(init=False)

    def __post_init__(self) -> None:
        statuses = (StatusRecorded, StatusRetracted)
        states = Projection("states", 1, (STATES,), statuses, _fold(STATES, self.defects))
        everything = (*statuses, SozialraumOpened)
        reported = Projection("reported", 1, (REPORTED, OPENED), everything, _fold(REPORTED, self.defects))
        opened = Projection("opened", 1, (OPENED,), (SozialraumOpened,), _fold(OPENED, self.defects))
        object.__setattr__(self, "states", states)
        object.__setattr__(self, "reported", reported)
        object.__setattr__(self, "opened", opened)


def opened_envelopes(source: str, envelopes: Iterable[Envelope]) -> list[Recorded[Contract]]:
    return [
        Recorded(
            fact=read(each.topic, msgspec.json.decode(each.data)),
            id=each.id,
            source=source,
            sequence=each.sequence,
            stream=each.subject,
            time=each.time,
            actor=each.actor,
            topic=each.topic,
        )
        for each in envelopes
    ]
