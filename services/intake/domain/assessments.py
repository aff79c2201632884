"""What assessments of a case have in common: recorded once, and taken back where they were a mistake."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from services.contracts.intake import AssessmentRetracted, SituationsAssessed, StrengthsAssessed
from services.intake.domain import case
from services.intake.domain.case import CaseState, expect_known
from services.intake.domain.refusals import Refusal
from services.kernel.facts import Contract

Assessed = type[SituationsAssessed] | type[StrengthsAssessed]


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractAssessment:
    """Take an assessment back that was recorded by mistake."""

    case_id: UUID
    assessment_id: UUID


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assessments:
    """The case, and which assessments of one kind were ever recorded and which of them were taken back."""

    case: CaseState = field(default_factory=CaseState)
    recorded: frozenset[UUID] = frozenset()
    retracted: frozenset[UUID] = frozenset()


# --- Decisions: may it happen? ----------------------------------------------


class UnknownAssessment(Refusal):
    title = "Diese Einschätzung gibt es in diesem Fall nicht."
    field = "assessment"


class AssessedInTheFuture(Refusal):
    title = "Eine Einschätzung kann nicht in der Zukunft liegen."
    field = "on"


def retract(command: RetractAssessment, state: Assessments) -> Sequence[Contract]:
    """Also in a closed case: a mistake stays one."""
    person = expect_known(state.case)
    if command.assessment_id not in state.recorded:
        raise UnknownAssessment
    if command.assessment_id in state.retracted:
        return []
    return [AssessmentRetracted(case_id=command.case_id, person_id=person, assessment_id=command.assessment_id)]


def future(on: date, today: date) -> list[Refusal]:
    return [AssessedInTheFuture()] if on > today else []


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: Assessments, fact: Contract, kind: Assessed) -> Assessments:
    """``kind``: the assessments that are followed; those of the other kind share the stream and the retraction."""
    if isinstance(fact, kind):
        return replace(state, recorded=state.recorded | {fact.assessment_id})
    if isinstance(fact, AssessmentRetracted):
        return replace(state, retracted=state.retracted | {fact.assessment_id})
    return replace(state, case=case.evolve(state.case, fact))
