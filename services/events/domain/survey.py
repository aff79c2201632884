"""A survey, put together: its frame and its findings. All of it is one stream; each response is one of its own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from services.events.domain import finding, survey_frame
from services.events.domain.survey_state import Survey, evolve
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

Command: TypeAlias = survey_frame.Command | finding.Command

DECISIONS: Final[Mapping[type[Any], Callable[[Any, Survey], Sequence[Contract]]]] = {
    survey_frame.DraftSurvey: survey_frame.draft,
    survey_frame.OpenSurvey: survey_frame.open_,
    survey_frame.CloseSurvey: survey_frame.close,
    survey_frame.IssueTickets: survey_frame.issue,
    finding.PublishFinding: finding.publish,
    finding.CorrectFinding: finding.correct,
    finding.WithdrawFinding: finding.withdraw,
    finding.GiveFeedback: finding.give,
    finding.ConsiderFeedback: finding.consider,
}


def decide(command: Command, survey: Survey) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, survey)


SURVEY: Final = Decider(initial=Survey(), decide=decide, evolve=evolve)
