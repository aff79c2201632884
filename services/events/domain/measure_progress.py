"""How far a measure is on a day: from what was recorded and nothing else; nobody types a percentage."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from uuid import UUID

from services.contracts.events.words import EvidenceOf, MeasureEnd
from services.events.domain.measure_state import Measure, Milestone, Move, State, Yardstick

MilestoneState = Literal["reached", "open", "overdue", "missed"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a yardstick stands: the value read last, and on which day; None where nobody read one.

    ``share`` of the way from baseline to target, exact, may be below 0 or above 1; None where one of the three is
    missing or there is no way. ``met``: None where that cannot be said.
    """

    value: Decimal | None
    read_on: date | None
    share: Fraction | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Progress:
    """A measure on a day. ``is_late``: its period is over, and it has not ended."""

    state: State
    since: date | None
    end: MeasureEnd | None
    is_late: bool
    milestones: Mapping[UUID, MilestoneState]
    yardsticks: Mapping[UUID, Standing]
    evidence: Mapping[EvidenceOf, int]

    @property
    def reached(self) -> int:
        return self._milestones("reached")

    @property
    def overdue(self) -> int:
        return self._milestones("overdue")

    @property
    def is_overdue(self) -> bool:
        """Something should have happened by now."""
        return self.is_late or self.overdue > 0

    def _milestones(self, state: MilestoneState) -> int:
        return sum(each == state for each in self.milestones.values())


def progress(measure: Measure, today: date) -> Progress:
    """How far the measure is at the end of that day. What is dated later has not happened; evidence has no day."""
    last = _last(measure, today)
    state: State = "planned" if last is None else last.state
    return Progress(
        state=state,
        since=None if last is None else last.on,
        end=None if last is None else last.end,
        is_late=state != "ended" and _is_over(measure, today),
        milestones={key: _milestone(each, state, today) for key, each in measure.milestones.items()},
        yardsticks={key: _standing(each, today) for key, each in measure.yardsticks.items()},
        evidence=Counter(each.of for each in measure.evidence),
    )


def _last(measure: Measure, today: date) -> Move | None:
    return next((move for move in reversed(measure.moves) if move.on <= today), None)


def _is_over(measure: Measure, today: date) -> bool:
    planned = measure.planned
    return planned is not None and planned.last_day is not None and planned.last_day < today


def _milestone(milestone: Milestone, state: State, today: date) -> MilestoneState:
    """What an ended measure did not reach is missed, whatever its day."""
    if milestone.reached_on is not None and milestone.reached_on <= today:
        return "reached"
    if state == "ended":
        return "missed"
    return "overdue" if milestone.due < today else "open"


def _standing(yardstick: Yardstick, today: date) -> Standing:
    read_on = max((day for day in yardstick.values if day <= today), default=None)
    if read_on is None:
        return Standing(None, None, None, None)
    value = yardstick.values[read_on]
    share = _share(yardstick, value)
    return Standing(value, read_on, share, None if share is None else share >= 1)


def _share(yardstick: Yardstick, value: Decimal) -> Fraction | None:
    """Works for what shall grow as for what shall shrink."""
    if yardstick.baseline is None or yardstick.target is None or yardstick.baseline == yardstick.target:
        return None
    way = Fraction(yardstick.target) - Fraction(yardstick.baseline)
    return (Fraction(value) - Fraction(yardstick.baseline)) / way
