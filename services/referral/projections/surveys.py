"""Which surveys of partners were there, and what was answered? Read by the index and by the list of who is missing."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import msgspec

from services.contracts.referral import SurveyAnswered, SurveyClosed, SurveyOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

SURVEYS = Table("surveys", "survey", ("title", "questions", "first_day", "last_day", "definition"), versioned=False)
CLOSINGS = Table("survey_closings", "survey", ("last_day",), versioned=False)
ANSWERS = Table(
    "survey_answers",
    "survey_partner",
    ("survey", "partner", "answers", "on_day", "provenance", "comment"),
    key_type="text",
    versioned=False,
)

Fact: TypeAlias = SurveyOpened | SurveyClosed | SurveyAnswered


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """The last answers of a partner count."""
    fact = recorded.fact
    match fact:
        case SurveyOpened():
            asked = msgspec.json.encode(fact.questions).decode()
            return [Put(SURVEYS, fact.survey_id, (fact.title, asked, fact.first_day, fact.last_day, fact.definition))]
        case SurveyClosed():
            return [Put(CLOSINGS, fact.survey_id, (fact.on,))]
        case SurveyAnswered():
            said = msgspec.json.encode({each.key: each.value for each in fact.answers}).decode()
            values = (fact.survey_id, fact.partner_id, said, fact.on, fact.provenance, fact.comment_id)
            return [Put(ANSWERS, f"{fact.survey_id}:{fact.partner_id}", values)]
        case _:
            assert_never(fact)


surveys = Projection(
    "surveys",
    version=1,
    tables=(SURVEYS, CLOSINGS, ANSWERS),
    reads=(SurveyOpened, SurveyClosed, SurveyAnswered),
    fold=keep,
)
