"""Surveys: what may be asked and answered; the index, exactly; what must not be told or compared."""

from datetime import date
from fractions import Fraction
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.referral import Answer, Question, SurveyAnswered, SurveyClosed, SurveyOpened
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.default_survey import default_statements
from services.referral.domain.survey import (
    SURVEY,
    AnswerSurvey,
    CloseSurvey,
    Command,
    DayInTheFuture,
    EndsBeforeItBegins,
    NothingAnswered,
    OpenedOtherwise,
    OpenSurvey,
    QuestionsMissing,
    QuestionTwice,
    SurveyNotRunning,
    UnknownQuestion,
    UnknownSurvey,
)
from services.referral.domain.survey_index import FEWEST, index, may_compare

ID, PARTNER = UUID(int=1), UUID(int=2)
FIRST, DAY, LAST, LATER = date(2026, 3, 1), date(2026, 3, 4), date(2026, 3, 31), date(2026, 4, 1)
QUESTIONS = (
    Question(key="a1", text="Wir kennen uns.", dimension="Kennen"),
    Question(key="a2", text="Wir erreichen uns.", dimension="Kennen"),
    Question(key="b1", text="Es lohnt sich.", dimension="Nutzen"),
)


def opening(**other: object) -> OpenSurvey:
    known = {"title": "2026", "questions": QUESTIONS, "first_day": FIRST, "last_day": LAST, "definition": 1}
    return OpenSurvey(survey_id=ID, **{**known, **other})  # type: ignore[arg-type]


OPENED = SurveyOpened(survey_id=ID, title="2026", questions=QUESTIONS, first_day=FIRST, last_day=LAST, definition=1)


def saying(values: dict[str, int | None], on: date = DAY, today: date = LATER) -> AnswerSurvey:
    return AnswerSurvey(partner_id=PARTNER, values=values, on=on, today=today, provenance="partner_phone")


def said(**values: int | None) -> SurveyAnswered:
    answers = tuple(Answer(key=each.key, value=values.get(each.key)) for each in QUESTIONS)
    return SurveyAnswered(survey_id=ID, partner_id=PARTNER, answers=answers, on=DAY, provenance="partner_phone")


CLOSING = CloseSurvey(on=DAY, today=DAY)
CLOSED = SurveyClosed(survey_id=ID, on=DAY)


@pytest.mark.parametrize(
    ("before", "when", "then"),
    [
        ([], opening(), [OPENED]),
        ([OPENED], opening(), []),
        ([OPENED], saying({"a1": 4}), [said(a1=4)]),
        ([OPENED, said(a1=4)], saying({"a1": 4}), []),
        ([OPENED, said(a1=4)], saying({"a1": 2, "b1": 5}), [said(a1=2, b1=5)]),
        ([OPENED], CLOSING, [CLOSED]),
        ([OPENED, CLOSED], CLOSING, []),
        ([OPENED, CLOSED], saying({"a1": 4}), [said(a1=4)]),
    ],
)
def test_what_is_recorded(before: list[Contract], when: Command, then: list[Contract]) -> None:
    assert list(SURVEY.decide(when, SURVEY.fold(before))) == then


@pytest.mark.parametrize(
    ("before", "when", "refusal"),
    [
        ([OPENED], opening(questions=QUESTIONS[:1]), OpenedOtherwise),
        ([], opening(questions=()), QuestionsMissing),
        ([], opening(questions=(QUESTIONS[0], QUESTIONS[0])), QuestionTwice),
        ([], opening(last_day=date(2026, 2, 1)), EndsBeforeItBegins),
        ([], saying({"a1": 4}), UnknownSurvey),
        ([], CLOSING, UnknownSurvey),
        ([OPENED], saying({"x9": 4}), UnknownQuestion),
        ([OPENED], saying({"a1": None}), NothingAnswered),
        ([OPENED], saying({}), NothingAnswered),
        ([OPENED], saying({"a1": 4}, on=LATER), SurveyNotRunning),
        ([OPENED, CLOSED], saying({"a1": 4}, on=date(2026, 3, 5)), SurveyNotRunning),
        ([OPENED], saying({"a1": 4}, today=date(2026, 3, 3)), DayInTheFuture),
        ([OPENED], CloseSurvey(on=date(2026, 2, 1), today=LATER), EndsBeforeItBegins),
        ([OPENED], CloseSurvey(on=LATER, today=DAY), DayInTheFuture),
    ],
)
def test_what_is_refused(before: list[Contract], when: Command, refusal: type[RuleViolation]) -> None:
    with pytest.raises(refusal):
        SURVEY.decide(when, SURVEY.fold(before))


def test_the_index_by_hand() -> None:
    """Kennen: partners say 100, 37.5 (two statements) and 0: a mean of 45.83; Nutzen: 50, 50, 100: 66.67."""
    answers = [{"a1": 5, "a2": 5, "b1": 3}, {"a1": 2, "a2": 3, "b1": 3}, {"a1": 1, "b1": 5}]

    found = index(QUESTIONS, answers, 1)

    assert found.dimensions["Kennen"].value == Fraction(1375, 30)
    assert found.dimensions["Nutzen"].value == Fraction(200, 3)
    assert found.overall.value == (Fraction(1375, 30) + Fraction(200, 3)) / 2
    assert found.overall.partners == 3


def test_two_partners_are_told_nothing_of_one_another() -> None:
    found = index(QUESTIONS, [{"a1": 5, "a2": 5, "b1": 5}] * (FEWEST - 1), 1)

    assert found.overall.value is None
    assert all(figure.is_suppressed for figure in found.dimensions.values())
    assert found.overall.partners == FEWEST - 1


def test_there_is_no_whole_where_a_part_is_missing() -> None:
    found = index(QUESTIONS, [{"a1": 5}] * FEWEST, 1)

    assert found.dimensions["Kennen"].value == 100
    assert found.dimensions["Nutzen"].value is None
    assert found.overall.value is None


def test_who_answers_less_than_half_of_a_dimension_does_not_count_there() -> None:
    three = (*QUESTIONS[:2], Question(key="a3", text="Wir sprechen uns ab.", dimension="Kennen"))
    found = index(three, [{"a1": 5}, {"a1": 5, "a2": 5}, {"a1": 5, "a2": 5}, {"a1": 5, "a3": 5}], 1)

    assert found.dimensions["Kennen"].partners == 3


Said = dict[str, int | None]
SAID = st.fixed_dictionaries({each.key: st.none() | st.integers(1, 5) for each in QUESTIONS})


@given(st.lists(SAID, max_size=8), st.randoms())
def test_the_order_of_partners_does_not_matter_and_figures_lie_on_the_scale(
    answers: list[Said], random: Random
) -> None:
    mixed = random.sample(answers, len(answers))
    found = index(QUESTIONS, answers, 1)

    assert index(QUESTIONS, mixed, 1) == found
    shown = [figure for figure in (*found.dimensions.values(), found.overall) if figure.value is not None]
    assert all(0 <= figure.value <= 100 and figure.partners >= FEWEST for figure in shown)  # type: ignore[operator]


@given(st.lists(SAID, min_size=3, max_size=6))
def test_agreeing_more_never_lowers_a_figure(answers: list[Said]) -> None:
    more = [{key: min(5, value + 1) if value else value for key, value in each.items()} for each in answers]
    before, after = (index(QUESTIONS, each, 1).dimensions["Kennen"].value for each in (answers, more))

    assert (before is None) == (after is None)
    assert before is None or after is None or after >= before


def test_only_the_same_statements_under_the_same_definition_are_compared() -> None:
    renumbered = tuple(Question(key=f"z{n}", text=q.text, dimension=q.dimension) for n, q in enumerate(QUESTIONS))
    assert may_compare(QUESTIONS, renumbered, (1, 1))
    assert not may_compare(QUESTIONS, QUESTIONS, (1, 2))
    assert not may_compare(QUESTIONS, QUESTIONS[:2], (1, 1))


def test_an_unknown_definition_counts_nothing() -> None:
    with pytest.raises(KeyError):
        index(QUESTIONS, [], 99)


def test_the_questionnaire_to_begin_with_can_be_opened() -> None:
    asked = tuple(
        Question(key=f"a{n}", text=text, dimension=dimension)
        for n, (dimension, text) in enumerate(default_statements(), 1)
    )
    assert len({each.dimension for each in asked}) == 4
    assert SURVEY.decide(opening(questions=asked), SURVEY.initial)
