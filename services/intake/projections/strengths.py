"""How did a person's strengths answer to an instrument, and when? Read by scores and paths (domain/path.py)."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.intake import AssessmentRetracted, KeyDestroyed, StrengthsAssessed
from services.kernel.facts import Erased, Recorded
from services.kernel.projected_rows import Change, Drop, Erase, Put, Table
from services.kernel.projection import Projection

ASSESSMENTS = Table(
    "strength_assessments",
    "assessment",
    ("case_id", "person", "on_day", "recorded", "instrument", "instrument_version", "stage", "items", "answers"),
    versioned=False,
)
Fact: TypeAlias = StrengthsAssessed | AssessmentRetracted | KeyDestroyed


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """Answers as they were given; scores are worked out when they are read."""
    fact = recorded.fact
    if isinstance(fact, KeyDestroyed):
        return [Erase(ASSESSMENTS, "person", person) for person in fact.records]
    if isinstance(fact, AssessmentRetracted) or isinstance(fact.details, Erased):
        return [Drop(ASSESSMENTS, fact.assessment_id)]
    given = fact.details.answers
    answers = ([each.item for each in given], [each.value for each in given])
    version = (fact.instrument, fact.instrument_version, fact.stage)
    row = (fact.case_id, fact.person_id, fact.on, recorded.sequence, *version, *answers)
    return [Put(ASSESSMENTS, fact.assessment_id, row)]


strengths = Projection(
    "strengths",
    version=1,
    tables=(ASSESSMENTS,),
    reads=(StrengthsAssessed, AssessmentRetracted, KeyDestroyed),
    fold=keep,
)
