"""Responses: answers that fit their questions, given while the survey runs; sheets that are taken back."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.events import Given, ResponseDiscarded, ResponseGiven
from services.events.domain.response import (
    RESPONSE,
    DiscardResponse,
    GiveResponse,
    LanguageNotAsked,
    OnlySheets,
    SozialraumNotAsked,
    SurveyNotRunning,
    UnknownResponse,
)
from services.events.domain.response_answers import (
    AnswerMissing,
    AnswerNotAsked,
    NothingAnswered,
    UnknownQuestion,
    faults,
)
from services.events.domain.survey import SURVEY
from services.events.domain.survey_state import SurveyIsClosed, SurveyNotOpened
from services.kernel.deciders import RuleViolation
from tests.events.surveys.questionnaires import (
    CLOSED,
    DAY,
    DRAFTED,
    ID,
    LACKING,
    LATER,
    MONEY,
    OPENED,
    QUESTIONS,
    WISH,
)

RESPONSE_ID, WORDS = UUID(int=4), UUID(int=5)
ASKED = SURVEY.fold([DRAFTED, OPENED])
OVER = SURVEY.fold([DRAFTED, OPENED, CLOSED])


def giving(**other: Any) -> GiveResponse:
    known: dict[str, Any] = {
        "response_id": RESPONSE_ID,
        "survey": ASKED,
        "language": "ar",
        "answered_by": "link",
        "values": {"care": ("no",), "money": ("2",), "children": ("3",)},
        "texts": {"wish": "Mehr Licht"},
        "said": {"wish": WORDS},
        "sozialraum": "nord",
        "today": DAY,
    }
    return GiveResponse(**{**known, **other})


def given(way: Any = "link") -> ResponseGiven:
    return ResponseGiven(
        survey_id=ID,
        response_id=RESPONSE_ID,
        language="ar",
        answered_by=way,
        answers=(
            Given(key="care", values=("no",)),
            Given(key="money", values=("2",)),
            Given(key="children", values=("3",)),
            Given(key="wish", said_id=WORDS),
        ),
        sozialraum="nord",
    )


def test_a_response_holds_keys_and_numbers_and_where_the_free_answer_lies() -> None:
    assert list(RESPONSE.decide(giving(), RESPONSE.initial)) == [given()]


def test_sent_again_it_is_no_second_response() -> None:
    assert list(RESPONSE.decide(giving(), RESPONSE.fold([given()]))) == []


def test_a_sheet_may_come_after_the_last_day() -> None:
    assert list(RESPONSE.decide(giving(answered_by="paper", today=LATER), RESPONSE.initial)) == [given("paper")]


@pytest.mark.parametrize(
    ("when", "refusal"),
    [
        (giving(today=LATER), SurveyNotRunning),
        (giving(survey=OVER), SurveyIsClosed),
        (giving(survey=OVER, answered_by="paper"), SurveyIsClosed),
        (giving(survey=SURVEY.fold([DRAFTED])), SurveyNotOpened),
        (giving(language="uk"), LanguageNotAsked),
        (giving(sozialraum="west"), SozialraumNotAsked),
        (giving(values={"money": ("2",)}), AnswerMissing),
        (giving(values={"care": ("maybe",)}), AnswerNotAsked),
        (giving(values={"care": ("yes",), "other": ("1",)}), UnknownQuestion),
    ],
)
def test_what_is_refused(when: GiveResponse, refusal: type[RuleViolation]) -> None:
    with pytest.raises(refusal):
        RESPONSE.decide(when, RESPONSE.initial)


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("care", ("yes", "no")),
        ("lacking", ("play", "play")),
        ("lacking", ("tram",)),
        ("money", ("0",)),
        ("money", ("6",)),
        ("money", ("2.5",)),
        ("children", ("-1",)),
        ("children", ("03",)),
        ("children", ("10000",)),
        ("children", ("\u0663",)),
        ("wish", ("a key",)),
    ],
)
def test_an_answer_that_its_question_does_not_have(key: str, values: tuple[str, ...]) -> None:
    assert faults(QUESTIONS, {"care": ("yes",), key: values}, {})[key] is AnswerNotAsked


def test_somebody_who_ticks_nothing_at_all_has_not_answered() -> None:
    assert faults((LACKING, MONEY, WISH), {}, {"wish": "  "}) == {"": NothingAnswered}


def test_a_sheet_is_taken_back_once_and_only_until_the_survey_is_closed() -> None:
    sheet = RESPONSE.fold([given("paper")])
    discarded = ResponseDiscarded(survey_id=ID, response_id=RESPONSE_ID)

    assert list(RESPONSE.decide(DiscardResponse(survey=ASKED), sheet)) == [discarded]
    assert list(RESPONSE.decide(DiscardResponse(survey=ASKED), RESPONSE.fold([given("paper"), discarded]))) == []
    with pytest.raises(SurveyIsClosed):
        RESPONSE.decide(DiscardResponse(survey=OVER), sheet)
    with pytest.raises(OnlySheets):
        RESPONSE.decide(DiscardResponse(survey=ASKED), RESPONSE.fold([given()]))
    with pytest.raises(UnknownResponse):
        RESPONSE.decide(DiscardResponse(survey=ASKED), RESPONSE.initial)
