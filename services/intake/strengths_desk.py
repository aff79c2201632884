"""The desk for strengths that are rated with an instrument of the district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.intake import AnswerGiven, Stage
from services.intake.casework import Casework, Given
from services.intake.directory import instrument
from services.intake.domain.assessments import RetractAssessment
from services.intake.domain.refusals import Refusal
from services.intake.domain.strength import STRENGTH, AssessStrengths
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today


class UnknownInstrument(Refusal):
    title = "Dieses Instrument ist in dieser Version nicht freigegeben."
    field = "instrument"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredSheet:
    """A sheet as somebody filled it in; ``version`` None is the newest."""

    instrument: str
    version: int | None
    stage: Stage
    on: date
    answers: Sequence[AnswerGiven]


def assess_strengths(case: Casework, sheet: AnsweredSheet, context: Context) -> Given:
    """Raises UnknownInstrument and the refusals of ``domain.strength``."""
    released = instrument(case.service.pool, case.district, sheet.instrument, sheet.version)
    if released is None:
        raise UnknownInstrument
    assessment = case.new_id("assessment", context)
    command = AssessStrengths(
        case_id=case.case_id,
        assessment_id=assessment,
        stage=sheet.stage,
        on=sheet.on,
        today=today(),
        instrument=released,
        answers=tuple(sheet.answers),
    )
    return Given(assessment, case.execute(STRENGTH, command, context))


def retract_strengths(case: Casework, assessment: UUID, context: Context) -> Outcome:
    """Raises UnknownAssessment."""
    return case.execute(STRENGTH, RetractAssessment(case_id=case.case_id, assessment_id=assessment), context)
