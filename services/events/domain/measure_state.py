"""A measure as its decisions see it, and as pages show it: plan, course, milestones, yardsticks, evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeVar
from uuid import UUID

from services.contracts.events import (
    EvidenceLinked,
    EvidenceUnlinked,
    MeasureEnded,
    MeasurePaused,
    MeasurePlanned,
    MeasureResolved,
    MeasureStarted,
    MilestoneDropped,
    MilestoneReached,
    MilestoneSet,
    YardstickDropped,
    YardstickRead,
    YardstickSet,
)
from services.contracts.events.words import EvidenceOf, MeasureEnd
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

State = Literal["planned", "running", "paused", "ended"]
T = TypeVar("T")


class Move(NamedTuple):
    """From that day on the measure is in that state."""

    state: State
    on: date
    end: MeasureEnd | None = None


class Evidence(NamedTuple):
    """Something recorded elsewhere that shows what the measure did."""

    of: EvidenceOf
    of_id: UUID


@dataclass(frozen=True, slots=True)
class Milestone:
    """To be reached by ``due``."""

    title: str
    due: date
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A number by which the measure is judged; ``values`` by the day on which they were read."""

    title: str
    unit: str
    baseline: Decimal | None = None
    target: Decimal | None = None
    due: date | None = None
    statistic: str | None = None
    values: Mapping[date, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measure:
    """``planned`` None: there is no such measure. ``moves`` ascend by day; before the first it is planned."""

    planned: MeasurePlanned | None = None
    resolution_id: UUID | None = None
    moves: tuple[Move, ...] = ()
    milestones: Mapping[UUID, Milestone] = field(default_factory=dict)
    yardsticks: Mapping[UUID, Yardstick] = field(default_factory=dict)
    dropped_yardsticks: frozenset[UUID] = frozenset()
    evidence: frozenset[Evidence] = frozenset()

    @property
    def state(self) -> State:
        """How it stands after all that is known."""
        return self.moves[-1].state if self.moves else "planned"


class UnknownMeasure(RuleViolation):
    title = "Diese Maßnahme gibt es nicht."
    field = "measure_id"


class MeasureIsOver(RuleViolation):
    title = "Diese Maßnahme ist beendet. Bitte zuerst wieder aufnehmen."
    field = "measure_id"


def expect_planned(measure: Measure) -> MeasurePlanned:
    """The plan of the measure; raises UnknownMeasure."""
    if measure.planned is None:
        raise UnknownMeasure
    return measure.planned


def expect_not_over(measure: Measure) -> MeasurePlanned:
    """The plan of a measure that has not ended; raises UnknownMeasure, MeasureIsOver."""
    known = expect_planned(measure)
    if measure.state == "ended":
        raise MeasureIsOver
    return known


def move_of(fact: MeasureStarted | MeasurePaused | MeasureEnded) -> Move:
    match fact:
        case MeasureStarted():
            return Move("running", fact.on)
        case MeasurePaused():
            return Move("paused", fact.on)
        case MeasureEnded():
            return Move("ended", fact.on, fact.end)


def moved(moves: tuple[Move, ...], move: Move) -> tuple[Move, ...]:
    """The same state told again replaces what was told of it."""
    return (*(moves[:-1] if moves and moves[-1].state == move.state else moves), move)


def evolve(measure: Measure, fact: Contract) -> Measure:  # noqa: PLR0911 - one line a fact
    match fact:
        case MeasurePlanned():
            return replace(measure, planned=fact)
        case MeasureResolved():
            return replace(measure, resolution_id=fact.resolution_id)
        case MeasureStarted() | MeasurePaused() | MeasureEnded():
            return replace(measure, moves=moved(measure.moves, move_of(fact)))
        case EvidenceLinked():
            return replace(measure, evidence=measure.evidence | {Evidence(fact.of, fact.of_id)})
        case EvidenceUnlinked():
            return replace(measure, evidence=measure.evidence - {Evidence(fact.of, fact.of_id)})
        case MilestoneSet() | MilestoneReached() | MilestoneDropped():
            return replace(measure, milestones=_milestones(measure.milestones, fact))
        case YardstickDropped():
            dropped = measure.dropped_yardsticks | {fact.yardstick_id}
            kept = without(measure.yardsticks, fact.yardstick_id)
            return replace(measure, yardsticks=kept, dropped_yardsticks=dropped)
        case YardstickSet() | YardstickRead():
            return replace(measure, yardsticks=_yardsticks(measure.yardsticks, fact))
        case _:
            return measure


def _milestones(
    known: Mapping[UUID, Milestone], fact: MilestoneSet | MilestoneReached | MilestoneDropped
) -> Mapping[UUID, Milestone]:
    key = fact.milestone_id
    match fact:
        case MilestoneSet():
            reached = known[key].reached_on if key in known else None
            return {**known, key: Milestone(fact.title, fact.due, reached)}
        case MilestoneReached():
            return {**known, key: replace(known[key], reached_on=fact.on)}
        case MilestoneDropped():
            return without(known, key)


def _yardsticks(known: Mapping[UUID, Yardstick], fact: YardstickSet | YardstickRead) -> Mapping[UUID, Yardstick]:
    key = fact.yardstick_id
    match fact:
        case YardstickSet():
            return {**known, key: yardstick_of(fact, known[key].values if key in known else {})}
        case YardstickRead():
            values = {**known[key].values, fact.on: Decimal(fact.value)}
            return {**known, key: replace(known[key], values=values)}


def yardstick_of(fact: YardstickSet, values: Mapping[date, Decimal]) -> Yardstick:
    baseline, target = (None if text is None else Decimal(text) for text in (fact.baseline, fact.target))
    return Yardstick(fact.title, fact.unit, baseline, target, fact.due, fact.statistic, values)


def without(known: Mapping[UUID, T], key: UUID) -> Mapping[UUID, T]:
    return {each: kept for each, kept in known.items() if each != key}
