"""How far a goal, a Handlungsfeld or a whole strategy is: the sum of its measures."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from services.contracts.events.words import EvidenceOf
from services.events.domain.measure_progress import Progress
from services.events.domain.measure_state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """Counts of measures, of milestones, of yardsticks with a known result, of evidence by kind."""

    states: Mapping[State, int] = field(default_factory=dict)
    completed: int = 0
    late: int = 0
    milestones: int = 0
    reached: int = 0
    overdue: int = 0
    judged: int = 0
    met: int = 0
    evidence: Mapping[EvidenceOf, int] = field(default_factory=dict)

    @property
    def measures(self) -> int:
        return sum(self.states.values())

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            states=Counter(self.states) + Counter(other.states),
            completed=self.completed + other.completed,
            late=self.late + other.late,
            milestones=self.milestones + other.milestones,
            reached=self.reached + other.reached,
            overdue=self.overdue + other.overdue,
            judged=self.judged + other.judged,
            met=self.met + other.met,
            evidence=Counter(self.evidence) + Counter(other.evidence),
        )


NOTHING_YET: Final = Sum()


def summed(measures: Iterable[Progress]) -> Sum:
    """All of them together."""
    return sum(map(_one, measures), start=NOTHING_YET)


def _one(progress: Progress) -> Sum:
    known = [each.met for each in progress.yardsticks.values() if each.met is not None]
    return Sum(
        states={progress.state: 1},
        completed=int(progress.end == "completed"),
        late=int(progress.is_late),
        milestones=len(progress.milestones),
        reached=progress.reached,
        overdue=progress.overdue,
        judged=len(known),
        met=sum(known),
        evidence=progress.evidence,
    )
