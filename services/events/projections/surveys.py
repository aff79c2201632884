"""Which surveys are there, how do they stand, how many one-time links were made?"""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import msgspec

from services.contracts.events import SurveyClosed, SurveyDrafted, SurveyOpened, TicketsIssued
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

SURVEYS = Table("surveys", "survey", ("drafted",), versioned=False)
OPENINGS = Table("survey_openings", "survey", ("first_day", "last_day"), versioned=False)
CLOSINGS = Table("survey_closings", "survey", ("on_day", "place"), versioned=False)
ISSUES = Table("survey_ticket_issues", "issue", ("survey", "tickets", "on_day"), versioned=False)

Fact: TypeAlias = SurveyDrafted | SurveyOpened | SurveyClosed | TicketsIssued


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A questionnaire that is drafted again replaces the one before."""
    fact = recorded.fact
    match fact:
        case SurveyDrafted():
            return [Put(SURVEYS, fact.survey_id, (msgspec.json.encode(fact).decode(),))]
        case SurveyOpened():
            return [Put(OPENINGS, fact.survey_id, (fact.first_day, fact.last_day))]
        case SurveyClosed():
            return [Put(CLOSINGS, fact.survey_id, (fact.on, recorded.sequence))]
        case TicketsIssued():
            return [Put(ISSUES, recorded.id, (fact.survey_id, fact.tickets, fact.on))]
        case _:
            assert_never(fact)


surveys = Projection(
    "surveys",
    version=1,
    tables=(SURVEYS, OPENINGS, CLOSINGS, ISSUES),
    reads=(SurveyDrafted, SurveyOpened, SurveyClosed, TicketsIssued),
    fold=keep,
)
