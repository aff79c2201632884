"""The plan of a measure and its course: planned, decided on, started, resting, ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from services.contracts.events import MeasureEnded, MeasurePaused, MeasurePlanned, MeasureResolved, MeasureStarted
from services.contracts.events.words import MeasureEnd
from services.contracts.names import expect_name
from services.events.domain.days import EndsBeforeItBegins, expect_not_in_future
from services.events.domain.measure_state import Measure, Move, State, expect_planned, moved
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# From which state to which; the same one again corrects its day.
MOVES: Final[Mapping[State, frozenset[State]]] = {
    "planned": frozenset({"running", "ended"}),
    "running": frozenset({"running", "paused", "ended"}),
    "paused": frozenset({"paused", "running", "ended"}),
    "ended": frozenset({"ended", "running"}),
}

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDetails:
    """Whose goal it serves and what is planned; money in cents, posts in hundredths of a full one."""

    goal_id: UUID
    strategy_id: UUID
    title: str
    first_day: date | None = None
    last_day: date | None = None
    sozialraeume: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    owner_id: UUID | None = None
    staff_id: UUID | None = None
    cents: int | None = None
    post_hundredths: int | None = None
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMeasure:
    """A new measure."""

    measure_id: UUID
    details: MeasureDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectMeasure:
    """Another plan; its course, milestones and evidence stay."""

    details: MeasureDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveMeasure:
    """A body decided on it."""

    resolution_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StartMeasure:
    """Work on it began, or goes on again."""

    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseMeasure:
    """Work on it rests."""

    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMeasure:
    """It is done, or will not be."""

    on: date
    today: date
    end: MeasureEnd


Command: TypeAlias = PlanMeasure | CorrectMeasure | ResolveMeasure | StartMeasure | PauseMeasure | EndMeasure


# --- Decisions: may it happen? ----------------------------------------------


class MeasurePlannedOtherwise(RuleViolation):
    title = "Diese Maßnahme gibt es schon, mit anderen Angaben. Bitte dort berichtigen."


class NotRunning(RuleViolation):
    title = "Diese Maßnahme läuft gerade nicht."
    field = "on"


class NeverStarted(RuleViolation):
    title = "Was nie begonnen hat, kann nicht abgeschlossen sein. Bitte zuerst den Beginn eintragen."
    field = "end"


class BeforeWhatCameFirst(RuleViolation):
    title = "Dieser Tag liegt vor dem Schritt davor."
    field = "on"


def plan(command: PlanMeasure, measure: Measure) -> Sequence[Contract]:
    planned = _planned(command.measure_id, command.details)
    if measure.planned is None:
        return [planned]
    if measure.planned != planned:
        raise MeasurePlannedOtherwise
    return []


def correct(command: CorrectMeasure, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    corrected = _planned(known.measure_id, command.details)
    return [] if known == corrected else [corrected]


def resolve(command: ResolveMeasure, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    if measure.resolution_id == command.resolution_id:
        return []
    return [MeasureResolved(measure_id=known.measure_id, resolution_id=command.resolution_id)]


def start(command: StartMeasure, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    if not _moves(measure, Move("running", command.on), command.today):
        return []
    return [MeasureStarted(measure_id=known.measure_id, on=command.on)]


def pause(command: PauseMeasure, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    if not _moves(measure, Move("paused", command.on), command.today):
        return []
    return [MeasurePaused(measure_id=known.measure_id, on=command.on)]


def end(command: EndMeasure, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    if command.end == "completed" and all(move.state == "ended" for move in measure.moves):
        raise NeverStarted
    if not _moves(measure, Move("ended", command.on, command.end), command.today):
        return []
    return [MeasureEnded(measure_id=known.measure_id, on=command.on, end=command.end)]


def _moves(measure: Measure, move: Move, today: date) -> bool:
    """Whether that is anything new. Raises InTheFuture, NotRunning, BeforeWhatCameFirst."""
    expect_not_in_future(move.on, today)
    if move.state not in MOVES[measure.state]:
        raise NotRunning
    after = moved(measure.moves, move)
    if len(after) > 1 and move.on < after[-2].on:
        raise BeforeWhatCameFirst
    return after != measure.moves


def _planned(measure_id: UUID, details: MeasureDetails) -> MeasurePlanned:
    if details.first_day and details.last_day and details.last_day < details.first_day:
        raise EndsBeforeItBegins(field="last_day")
    return MeasurePlanned(
        measure_id=measure_id,
        goal_id=details.goal_id,
        strategy_id=details.strategy_id,
        title=expect_name(details.title),
        first_day=details.first_day,
        last_day=details.last_day,
        sozialraeume=details.sozialraeume,
        target_groups=details.target_groups,
        owner_id=details.owner_id,
        staff_id=details.staff_id,
        cents=details.cents,
        post_hundredths=details.post_hundredths,
        details_id=details.details_id,
    )
