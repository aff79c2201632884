"""Which measures are there, how far did each come, and what shows it? Read by planning and by everybody."""

from collections.abc import Iterable
from typing import TypeAlias

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
from services.events.domain.measure_state import move_of
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

PLAN = (
    *("strategy", "goal", "title", "first_day", "last_day", "sozialraeume", "target_groups"),
    *("owner", "staff", "cents", "post_hundredths", "details"),
)
MEASURES = Table("measures", "measure", PLAN, versioned=False)
RESOLUTIONS = Table("measure_resolutions", "measure", ("resolution",), versioned=False)
MOVES = Table("measure_moves", "move", ("measure", "place", "state", "on_day", "end_kind"), versioned=False)
MILESTONES = Table("measure_milestones", "milestone", ("measure", "title", "due"), versioned=False)
REACHED = Table("measure_milestones_reached", "milestone", ("on_day",), versioned=False)
YARDSTICKS = Table(
    "measure_yardsticks",
    "yardstick",
    ("measure", "title", "unit", "baseline", "target", "due", "statistic"),
    versioned=False,
)
VALUES = Table(
    "measure_yardstick_values", "reading", ("yardstick", "on_day", "value"), key_type="text", versioned=False
)
EVIDENCE = Table("measure_evidence", "evidence", ("measure", "of_kind", "of_id"), key_type="text", versioned=False)

Planned: TypeAlias = MeasurePlanned | MeasureResolved
Moved: TypeAlias = MeasureStarted | MeasurePaused | MeasureEnded
OfMilestone: TypeAlias = MilestoneSet | MilestoneReached | MilestoneDropped
OfYardstick: TypeAlias = YardstickSet | YardstickRead | YardstickDropped
OfEvidence: TypeAlias = EvidenceLinked | EvidenceUnlinked
Fact: TypeAlias = Planned | Moved | OfMilestone | OfYardstick | OfEvidence


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """One row a fact. Values of a yardstick that was dropped stay as rows that nobody reads: it never comes back."""
    fact = recorded.fact
    match fact:
        case MeasurePlanned():
            return [Put(MEASURES, fact.measure_id, _plan(fact))]
        case MeasureResolved():
            return [Put(RESOLUTIONS, fact.measure_id, (fact.resolution_id,))]
        case MilestoneSet() | MilestoneReached() | MilestoneDropped():
            return _milestone(fact)
        case YardstickSet() | YardstickRead() | YardstickDropped():
            return _yardstick(fact)
        case EvidenceLinked() | EvidenceUnlinked():
            return _evidence(fact)
        case _:
            return [Put(MOVES, recorded.id, (fact.measure_id, recorded.sequence, *move_of(fact)))]


def _plan(fact: MeasurePlanned) -> tuple[object, ...]:
    places = (fact.first_day, fact.last_day, list(fact.sozialraeume), list(fact.target_groups))
    means = (fact.owner_id, fact.staff_id, fact.cents, fact.post_hundredths, fact.details_id)
    return (fact.strategy_id, fact.goal_id, fact.title, *places, *means)


def _milestone(fact: OfMilestone) -> Iterable[Change]:
    match fact:
        case MilestoneSet():
            return [Put(MILESTONES, fact.milestone_id, (fact.measure_id, fact.title, fact.due))]
        case MilestoneReached():
            return [Put(REACHED, fact.milestone_id, (fact.on,))]
        case MilestoneDropped():
            return [Drop(MILESTONES, fact.milestone_id), Drop(REACHED, fact.milestone_id)]


def _yardstick(fact: OfYardstick) -> Iterable[Change]:
    match fact:
        case YardstickSet():
            judged = (fact.baseline, fact.target, fact.due, fact.statistic)
            return [Put(YARDSTICKS, fact.yardstick_id, (fact.measure_id, fact.title, fact.unit, *judged))]
        case YardstickRead():
            return [Put(VALUES, f"{fact.yardstick_id} {fact.on}", (fact.yardstick_id, fact.on, fact.value))]
        case YardstickDropped():
            return [Drop(YARDSTICKS, fact.yardstick_id)]


def _evidence(fact: OfEvidence) -> Iterable[Change]:
    key = f"{fact.measure_id} {fact.of} {fact.of_id}"
    if isinstance(fact, EvidenceUnlinked):
        return [Drop(EVIDENCE, key)]
    return [Put(EVIDENCE, key, (fact.measure_id, fact.of, fact.of_id))]


measures = Projection(
    "measures",
    version=1,
    tables=(MEASURES, RESOLUTIONS, MOVES, MILESTONES, REACHED, YARDSTICKS, VALUES, EVIDENCE),
    reads=(
        MeasurePlanned,
        MeasureResolved,
        MeasureStarted,
        MeasurePaused,
        MeasureEnded,
        MilestoneSet,
        MilestoneReached,
        MilestoneDropped,
        YardstickSet,
        YardstickRead,
        YardstickDropped,
        EvidenceLinked,
        EvidenceUnlinked,
    ),
    fold=keep,
)
