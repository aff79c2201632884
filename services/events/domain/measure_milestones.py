"""The milestones of a measure: set, reached, dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.events import MilestoneDropped, MilestoneReached, MilestoneSet
from services.contracts.names import expect_name
from services.events.domain.days import expect_not_in_future
from services.events.domain.measure_state import Measure, Milestone, expect_not_over, expect_planned
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMilestone:
    """Something new to be reached by a day."""

    milestone_id: UUID
    title: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectMilestone:
    """Other words, or another day."""

    milestone_id: UUID
    title: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachMilestone:
    """It is reached; said again, the day is corrected."""

    milestone_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DropMilestone:
    """It is no more aimed at."""

    milestone_id: UUID


Command: TypeAlias = SetMilestone | CorrectMilestone | ReachMilestone | DropMilestone


class UnknownMilestone(RuleViolation):
    title = "Diesen Meilenstein gibt es nicht."
    field = "milestone_id"


def correct_milestone(command: CorrectMilestone, measure: Measure) -> Sequence[Contract]:
    expect_milestone(measure, command.milestone_id)
    return set_milestone(command, measure)


def set_milestone(command: SetMilestone | CorrectMilestone, measure: Measure) -> Sequence[Contract]:
    known = expect_not_over(measure)
    said = MilestoneSet(
        measure_id=known.measure_id,
        milestone_id=command.milestone_id,
        title=expect_name(command.title),
        due=command.due,
    )
    before = measure.milestones.get(command.milestone_id)
    return [] if before is not None and (before.title, before.due) == (said.title, said.due) else [said]


def reach_milestone(command: ReachMilestone, measure: Measure) -> Sequence[Contract]:
    """Also after the measure ended: what was reached is often noted later."""
    known = expect_planned(measure)
    milestone = expect_milestone(measure, command.milestone_id)
    expect_not_in_future(command.on, command.today)
    if milestone.reached_on == command.on:
        return []
    return [MilestoneReached(measure_id=known.measure_id, milestone_id=command.milestone_id, on=command.on)]


def drop_milestone(command: DropMilestone, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    expect_milestone(measure, command.milestone_id)
    return [MilestoneDropped(measure_id=known.measure_id, milestone_id=command.milestone_id)]


def expect_milestone(measure: Measure, milestone_id: UUID) -> Milestone:
    """Raises UnknownMilestone."""
    if milestone_id not in measure.milestones:
        raise UnknownMilestone
    return measure.milestones[milestone_id]
