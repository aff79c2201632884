"""A measure, put together: plan and course, milestones, yardsticks, evidence. All facts of one form one stream."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from services.events.domain import measure_course, measure_evidence, measure_milestones, measure_yardsticks
from services.events.domain.measure_state import Measure, evolve
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

Command: TypeAlias = (
    measure_course.Command | measure_milestones.Command | measure_yardsticks.Command | measure_evidence.Command
)

DECISIONS: Final[Mapping[type[Any], Callable[[Any, Measure], Sequence[Contract]]]] = {
    measure_course.PlanMeasure: measure_course.plan,
    measure_course.CorrectMeasure: measure_course.correct,
    measure_course.ResolveMeasure: measure_course.resolve,
    measure_course.StartMeasure: measure_course.start,
    measure_course.PauseMeasure: measure_course.pause,
    measure_course.EndMeasure: measure_course.end,
    measure_milestones.SetMilestone: measure_milestones.set_milestone,
    measure_milestones.CorrectMilestone: measure_milestones.correct_milestone,
    measure_milestones.ReachMilestone: measure_milestones.reach_milestone,
    measure_milestones.DropMilestone: measure_milestones.drop_milestone,
    measure_yardsticks.SetYardstick: measure_yardsticks.set_yardstick,
    measure_yardsticks.CorrectYardstick: measure_yardsticks.correct_yardstick,
    measure_yardsticks.ReadYardstick: measure_yardsticks.read_yardstick,
    measure_yardsticks.DropYardstick: measure_yardsticks.drop_yardstick,
    measure_evidence.LinkEvidence: measure_evidence.link,
    measure_evidence.UnlinkEvidence: measure_evidence.unlink,
}


def decide(command: Command, measure: Measure) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, measure)


MEASURE: Final = Decider(initial=Measure(), decide=decide, evolve=evolve)
