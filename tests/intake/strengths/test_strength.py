"""What an assessment of strengths decides."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.contracts.intake import AnswerGiven, AssessmentRetracted, StrengthDetails, StrengthsAssessed
from services.intake.domain import strength
from services.intake.domain.assessments import AssessedInTheFuture, RetractAssessment, UnknownAssessment
from services.intake.domain.case import CaseIsClosed, UnknownCase
from services.intake.domain.strength import STRENGTH, AssessStrengths
from services.kernel.deciders import RuleViolation
from tests.intake.casework import CASE, CLOSED, DAY, OF_CASE, OPENED, TODAY
from tests.intake.strengths.instruments import instrument
from tests.kit.spec import specify

given = specify(STRENGTH)

FIRST = UUID(int=1)
ANSWERS = (AnswerGiven(item="a1", value=3), AnswerGiven(item="b1"))
ASSESS = AssessStrengths(
    case_id=CASE, assessment_id=FIRST, stage="start", on=DAY, today=TODAY, instrument=instrument(), answers=ANSWERS
)
ASSESSED = StrengthsAssessed(
    **OF_CASE,
    assessment_id=FIRST,
    instrument="staerken",
    instrument_version=1,
    stage="start",
    on=DAY,
    details=StrengthDetails(answers=ANSWERS),
)
RETRACT = RetractAssessment(case_id=CASE, assessment_id=FIRST)


def test_strengths_are_assessed_once() -> None:
    given(OPENED).when(ASSESS).then(ASSESSED)


def test_without_an_open_case_no_strengths_are_assessed() -> None:
    given().when(ASSESS).then_refused(UnknownCase)
    given(OPENED, CLOSED).when(ASSESS).then_refused(CaseIsClosed)


def test_an_assessment_does_not_lie_in_the_future() -> None:
    given(OPENED).when(replace(ASSESS, on=date(2026, 7, 1))).then_refused(AssessedInTheFuture, field="on")


@pytest.mark.parametrize(
    ("answers", "rule", "field"),
    [
        ((), strength.NothingAnswered, "answers"),
        ((AnswerGiven(item="a1"),), strength.NothingAnswered, "answers"),
        ((AnswerGiven(item="zz", value=1),), strength.UnknownItem, "item"),
        ((AnswerGiven(item="a1", value=1), AnswerGiven(item="a1", value=2)), strength.AnsweredTwice, "item"),
        ((AnswerGiven(item="a1", value=0),), strength.OffTheScale, "value"),
        ((AnswerGiven(item="a1", value=5),), strength.OffTheScale, "value"),
    ],
)
def test_answers_fit_the_instrument(answers: tuple[AnswerGiven, ...], rule: type[RuleViolation], field: str) -> None:
    given(OPENED).when(replace(ASSESS, answers=answers)).then_refused(rule, field=field)


@pytest.mark.parametrize("value", [1, 4])
def test_both_ends_of_the_scale_are_answers(value: int) -> None:
    answers = (AnswerGiven(item="a1", value=value),)
    expected = StrengthsAssessed(
        **OF_CASE,
        assessment_id=FIRST,
        instrument="staerken",
        instrument_version=1,
        stage="start",
        on=DAY,
        details=StrengthDetails(answers=answers),
    )
    given(OPENED).when(replace(ASSESS, answers=answers)).then(expected)


def test_a_mistake_is_taken_back() -> None:
    given(OPENED, ASSESSED).when(RETRACT).then(AssessmentRetracted(**OF_CASE, assessment_id=FIRST))
    given(OPENED).when(RETRACT).then_refused(UnknownAssessment)
