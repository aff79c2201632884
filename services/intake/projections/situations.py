"""What was said of a case's problem situations, and when? Read by the timeline (domain/timeline.py).

One row an assessment, from a contact or outside one: a corrected contact replaces its row, a cancelled one removes it.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias, assert_never

from services.contracts.intake import (
    AssessmentRetracted,
    Contact,
    ContactCancelled,
    ContactCorrected,
    ContactRecorded,
    KeyDestroyed,
    Situation,
    SituationsAssessed,
)
from services.kernel.facts import Erased, Recorded
from services.kernel.projected_rows import Change, Drop, Erase, Put, Table
from services.kernel.projection import Projection

ASSESSMENTS = Table(
    "situation_assessments",
    "source",
    ("case_id", "person", "on_day", "recorded", "vocabulary_version", "topics", "still", "severities"),
    versioned=False,
)
Fact: TypeAlias = (
    ContactRecorded | ContactCorrected | ContactCancelled | SituationsAssessed | AssessmentRetracted | KeyDestroyed
)


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """Anonymous contacts tell of nobody's situation; what was erased is gone."""
    fact = recorded.fact
    match fact:
        case Contact():
            return [_of_contact(fact, recorded.sequence)]
        case SituationsAssessed():
            return [_of_assessment(fact, recorded.sequence)]
        case ContactCancelled():
            return [Drop(ASSESSMENTS, fact.contact_id)]
        case AssessmentRetracted():
            return [Drop(ASSESSMENTS, fact.assessment_id)]
        case KeyDestroyed():
            return [Erase(ASSESSMENTS, "person", person) for person in fact.records]
        case _:
            assert_never(fact)


def _of_contact(fact: Contact, sequence: int) -> Change:
    """The list of topics is not named in a contact: terms of all versions stay readable."""
    if fact.case_id is None or isinstance(fact.details, Erased) or not fact.details.situations:
        return Drop(ASSESSMENTS, fact.contact_id)
    head = (fact.case_id, fact.person_id, fact.date, sequence, None)
    return Put(ASSESSMENTS, fact.contact_id, (*head, *_lists(fact.details.situations)))


def _of_assessment(fact: SituationsAssessed, sequence: int) -> Change:
    if isinstance(fact.details, Erased):
        return Drop(ASSESSMENTS, fact.assessment_id)
    head = (fact.case_id, fact.person_id, fact.on, sequence, fact.vocabulary_version)
    return Put(ASSESSMENTS, fact.assessment_id, (*head, *_lists(fact.details.situations)))


def _lists(situations: Sequence[Situation]) -> tuple[list[str], list[str], list[str | None]]:
    return (
        [each.topic for each in situations],
        [each.still for each in situations],
        [each.severity for each in situations],
    )


situations = Projection(
    "situations",
    version=1,
    tables=(ASSESSMENTS,),
    reads=(ContactRecorded, ContactCorrected, ContactCancelled, SituationsAssessed, AssessmentRetracted, KeyDestroyed),
    fold=keep,
)
