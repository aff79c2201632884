"""Problem situations: looked at outside a contact; within one they travel with the contact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import Situation, SituationDetails, SituationsAssessed
from services.intake.domain import assessments
from services.intake.domain.assessments import Assessments, RetractAssessment
from services.intake.domain.case import expect_open
from services.intake.domain.refusals import Refusal, refuse
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessSituations:
    """Say of some topics whether they are still true; ``topics``: the keys of the list in ``vocabulary_version``."""

    case_id: UUID
    assessment_id: UUID
    on: date
    today: date
    vocabulary_version: int
    topics: frozenset[str]
    situations: tuple[Situation, ...]


Command: TypeAlias = AssessSituations | RetractAssessment


# --- Decisions: may it happen? ----------------------------------------------


class NothingAssessed(Refusal):
    title = "Es ist keine Problemlage angegeben."
    field = "situations"


class UnknownTopic(Refusal):
    title = "Diese Problemlage steht nicht in der Themenliste des Landkreises."
    field = "topic"


class TopicTwice(Refusal):
    title = "Jede Problemlage kann in einer Einschätzung nur einmal vorkommen."
    field = "topic"


class ResolvedWithSeverity(Refusal):
    title = "Eine Problemlage, die nicht mehr besteht, hat keine Schwere."
    field = "severity"


def assess(command: AssessSituations, state: Assessments) -> Sequence[Contract]:
    person = expect_open(state.case)
    if command.assessment_id in state.recorded:
        return []
    refuse([*assessments.future(command.on, command.today), *broken_rules(command.situations, command.topics)])
    return [
        SituationsAssessed(
            case_id=command.case_id,
            person_id=person,
            assessment_id=command.assessment_id,
            on=command.on,
            vocabulary_version=command.vocabulary_version,
            details=SituationDetails(situations=command.situations),
        )
    ]


def broken_rules(situations: Sequence[Situation], topics: frozenset[str]) -> Iterator[Refusal]:
    """What is wrong with situations, in an assessment or a contact; details name keys, never a person."""
    if not situations:
        yield NothingAssessed()
    seen: set[str] = set()
    for each in situations:
        if each.topic not in topics:
            yield UnknownTopic()
        elif each.topic in seen:
            yield TopicTwice(each.topic)
        if each.still == "no" and each.severity is not None:
            yield ResolvedWithSeverity(each.topic)
        seen.add(each.topic)


def decide(command: Command, state: Assessments) -> Sequence[Contract]:
    match command:
        case AssessSituations():
            return assess(command, state)
        case RetractAssessment():
            return assessments.retract(command, state)
        case _:
            assert_never(command)


SITUATION: Final = Decider(
    initial=Assessments(), decide=decide, evolve=partial(assessments.evolve, kind=SituationsAssessed)
)
