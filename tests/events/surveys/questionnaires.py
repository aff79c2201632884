"""Questionnaires and answers that tests ask with."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from services.contracts.events import (
    Asked,
    Choice,
    SurveyClosed,
    SurveyDrafted,
    SurveyOpened,
    Wording,
)

ID: Final = UUID(int=1)
FIRST, DAY, LAST, LATER = date(2026, 3, 1), date(2026, 3, 4), date(2026, 3, 31), date(2026, 4, 1)


def said(**texts: str) -> tuple[Wording, ...]:
    return tuple(Wording(language=language, text=text) for language, text in texts.items())


CARE: Final = Asked(
    key="care",
    kind="single",
    wordings=said(de="Reicht die Betreuung?", ar="هل تكفي؟"),
    choices=(
        Choice(key="yes", wordings=said(de="ja", ar="نعم")),
        Choice(key="no", wordings=said(de="nein", ar="لا")),
    ),
    needed=True,
)
LACKING: Final = Asked(
    key="lacking",
    kind="multiple",
    wordings=said(de="Was fehlt?", ar="ماذا ينقص؟"),
    choices=(
        Choice(key="play", wordings=said(de="Spielplatz", ar="ملعب")),
        Choice(key="bus", wordings=said(de="Bus", ar="حافلة")),
    ),
)
MONEY: Final = Asked(key="money", kind="scale", wordings=said(de="Das Geld reicht.", ar="المال يكفي"))
CHILDREN: Final = Asked(key="children", kind="number", wordings=said(de="Wie viele Kinder?", ar="كم طفلا؟"))
WISH: Final = Asked(key="wish", kind="text", wordings=said(de="Was wünschen Sie sich?", ar="ماذا تتمنى؟"))
QUESTIONS: Final = (CARE, LACKING, MONEY, CHILDREN, WISH)


def questionnaire(**other: Any) -> SurveyDrafted:
    known: dict[str, Any] = {
        "survey_id": ID,
        "title": said(de="Eltern", ar="الوالدان"),
        "questions": QUESTIONS,
        "languages": ("de", "ar"),
        "sozialraeume": ("nord", "sued"),
        "smallest_cell": 3,
    }
    return SurveyDrafted(**{**known, **other})


DRAFTED: Final = questionnaire()
OPENED: Final = SurveyOpened(survey_id=ID, first_day=FIRST, last_day=LAST)
CLOSED: Final = SurveyClosed(survey_id=ID, on=DAY)
