"""The desk for problem situations that are looked at outside a contact."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.contracts.intake import Situation
from services.intake.casework import Casework, Given
from services.intake.directory import topics
from services.intake.domain.assessments import RetractAssessment
from services.intake.domain.situation import SITUATION, AssessSituations
from services.intake.situations_queries import recorded_topics
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today


def assess_situations(case: Casework, on: date, situations: Sequence[Situation], context: Context) -> Given:
    """Raises the refusals of ``domain.situation``.

    A topic that a newer list left out can still be assessed where the case has it: it must be possible to say that
    it is over.
    """
    vocabulary = topics(case.service.pool, case.district)
    offered = frozenset(term.key for term in vocabulary.terms)
    assessment = case.new_id("assessment", context)
    command = AssessSituations(
        case_id=case.case_id,
        assessment_id=assessment,
        on=on,
        today=today(),
        vocabulary_version=vocabulary.version,
        topics=offered | recorded_topics(case.service, case.district, case.case_id),
        situations=tuple(situations),
    )
    return Given(assessment, case.execute(SITUATION, command, context))


def retract_situations(case: Casework, assessment: UUID, context: Context) -> Outcome:
    """Raises UnknownAssessment."""
    return case.execute(SITUATION, RetractAssessment(case_id=case.case_id, assessment_id=assessment), context)
