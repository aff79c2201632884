"""How do people stand on the same scales over time, from which position of intake's log on? Read by the BI views.

A sealed block whose key is destroyed says nothing any more: its assessment ends.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias
from uuid import UUID

from services.contracts.districts import InstrumentReleased
from services.contracts.intake import (
    AssessmentRetracted,
    CaseOpened,
    ContactCancelled,
    ContactCorrected,
    ContactRecorded,
    KeyDestroyed,
    Situation,
    SituationsAssessed,
    StrengthsAssessed,
)
from services.kernel.facts import Erased, Recorded
from services.kernel.projected_rows import Change, Drop, Erase, Put, Table
from services.kernel.projection import Projection

CASES = Table("case_places", "case_id", ("person", "operation", "sozialraum"))
SITUATIONS = Table(
    "situation_assessments", "assessment", ("case_id", "person", "on_day", "topics", "still", "severities", "fact")
)
STRENGTHS = Table(
    "strength_assessments",
    "assessment",
    ("case_id", "person", "instrument", "instrument_version", "stage", "on_day", "items", "answers", "fact"),
)
INSTRUMENTS = Table(
    "instrument_dimensions",
    "dimension_key",
    ("instrument", "instrument_version", "dimension", "items", "weights", "missing", "fact"),
    key_type="text",
)

OfCase: TypeAlias = CaseOpened | SituationsAssessed | StrengthsAssessed | AssessmentRetracted | KeyDestroyed
OfContact: TypeAlias = ContactRecorded | ContactCorrected | ContactCancelled
Fact: TypeAlias = OfCase | OfContact | InstrumentReleased


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """What was said within a contact counts like an assessment outside of one, under the contact's id."""
    fact = recorded.fact
    match fact:
        case CaseOpened():
            return [Put(CASES, fact.case_id, (fact.person_id, fact.operation, fact.sozialraum))]
        case SituationsAssessed():
            said = () if isinstance(fact.details, Erased) else fact.details.situations
            looked = _Looked(fact.assessment_id, fact.case_id, fact.person_id, fact.on)
            return [_situations(looked, said, recorded.id)]
        case StrengthsAssessed():
            return [_strengths(recorded, fact)]
        case AssessmentRetracted() | KeyDestroyed():
            return _gone(fact)
        case InstrumentReleased():
            return _dimensions(recorded, fact)
        case _:
            return _of_contact(recorded, fact)


def _gone(fact: AssessmentRetracted | KeyDestroyed) -> list[Change]:
    """From now on, or of an erased record as if it had never been."""
    if isinstance(fact, KeyDestroyed):
        return [Erase(table, "person", person) for person in fact.records for table in (SITUATIONS, STRENGTHS)]
    return [Drop(SITUATIONS, fact.assessment_id), Drop(STRENGTHS, fact.assessment_id)]


def _of_contact(recorded: Recorded[Fact], fact: OfContact) -> list[Change]:
    """A contact that is new and says nothing of problems has nothing to end."""
    if isinstance(fact, ContactCancelled):
        return [Drop(SITUATIONS, fact.contact_id)]
    said = () if isinstance(fact.details, Erased) else fact.details.situations
    if isinstance(fact, ContactRecorded) and not said:
        return []
    return [_situations(_Looked(fact.contact_id, fact.case_id, fact.person_id, fact.date), said, recorded.id)]


class _Looked(NamedTuple):
    """Whose situation was looked at, and when; an anonymous contact has neither case nor person."""

    assessment: UUID
    case: UUID | None
    person: UUID | None
    on: date


def _situations(looked: _Looked, said: Sequence[Situation], fact: UUID) -> Change:
    if looked.case is None or looked.person is None or not said:
        return Drop(SITUATIONS, looked.assessment)
    columns = ([one.topic for one in said], [one.still for one in said], [one.severity for one in said])
    return Put(SITUATIONS, looked.assessment, (looked.case, looked.person, looked.on, *columns, fact))


def _strengths(recorded: Recorded[Fact], fact: StrengthsAssessed) -> Change:
    if isinstance(fact.details, Erased):
        return Drop(STRENGTHS, fact.assessment_id)
    answers = fact.details.answers
    rated = (fact.case_id, fact.person_id, fact.instrument, fact.instrument_version, fact.stage, fact.on)
    said = ([one.item for one in answers], [one.value for one in answers])
    return Put(STRENGTHS, fact.assessment_id, (*rated, *said, recorded.id))


def _dimensions(recorded: Recorded[Fact], fact: InstrumentReleased) -> list[Change]:
    return [
        Put(
            INSTRUMENTS,
            f"{fact.instrument} {fact.version} {one.key}",
            (
                fact.instrument,
                fact.version,
                one.key,
                [item.key for item in one.items],
                [item.weight for item in one.items],
                fact.missing,
                recorded.id,
            ),
        )
        for one in fact.dimensions
    ]


outcomes = Projection(
    "outcomes",
    version=1,
    tables=(CASES, SITUATIONS, STRENGTHS, INSTRUMENTS),
    reads=(
        CaseOpened,
        SituationsAssessed,
        StrengthsAssessed,
        AssessmentRetracted,
        ContactRecorded,
        ContactCorrected,
        ContactCancelled,
        InstrumentReleased,
        KeyDestroyed,
    ),
    fold=keep_version,
)
