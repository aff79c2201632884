"""Surveys: what may be drafted, opened, closed, published and said about it."""

from typing import Any
from uuid import UUID

import pytest

from services.contracts.events import (
    FeedbackConsidered,
    FeedbackGiven,
    FindingPublished,
    FindingWithdrawn,
    TicketsIssued,
)
from services.events.domain.days import EndsBeforeItBegins, InTheFuture
from services.events.domain.finding import (
    ConsiderFeedback,
    CorrectFinding,
    GiveFeedback,
    NothingSaid,
    PublishFinding,
    SurveyStillOpen,
    UnknownFeedback,
    UnknownFinding,
    WithdrawFinding,
)
from services.events.domain.survey import SURVEY, Command
from services.events.domain.survey_frame import (
    MOST_TICKETS,
    AlreadyOpened,
    ClosedBeforeItBegan,
    CloseSurvey,
    DraftSurvey,
    IssueTickets,
    LastDayIsOver,
    NoTicketsNeeded,
    OpenSurvey,
    RunsTooLong,
    TooManyTickets,
)
from services.events.domain.survey_questions import (
    ChoicesWrong,
    LanguageMissing,
    QuestionsMissing,
    QuestionTwice,
    QuestionWithoutWords,
    TitleMissing,
    TranslationMissing,
)
from services.events.domain.survey_state import SurveyIsClosed, SurveyNotOpened, UnknownSurvey
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.events.surveys.questionnaires import (
    CARE,
    CLOSED,
    DAY,
    DRAFTED,
    FIRST,
    ID,
    LAST,
    LATER,
    MONEY,
    OPENED,
    WISH,
    questionnaire,
    said,
)

FINDING, FEEDBACK = UUID(int=2), UUID(int=3)
BY_TICKET = questionnaire(access="one_time")
ISSUED = TicketsIssued(survey_id=ID, tickets=30, on=DAY)
PUBLISHED = FindingPublished(survey_id=ID, finding_id=FINDING, title="Es fehlt Betreuung", on=DAY)
CORRECTED = FindingPublished(survey_id=ID, finding_id=FINDING, title="Nachmittags fehlt Betreuung", on=DAY)
WITHDRAWN = FindingWithdrawn(survey_id=ID, finding_id=FINDING)
GIVEN = FeedbackGiven(survey_id=ID, finding_id=FINDING, feedback_id=FEEDBACK, on=DAY, agrees=False)
SHOWN = FeedbackConsidered(survey_id=ID, feedback_id=FEEDBACK, shown=True)
ASKED = [DRAFTED, OPENED]
OVER = [DRAFTED, OPENED, CLOSED]
PUBLIC = [*OVER, PUBLISHED]


def opening(**other: Any) -> OpenSurvey:
    return OpenSurvey(**{"first_day": FIRST, "last_day": LAST, "today": DAY, **other})


def drafting(**other: Any) -> DraftSurvey:
    return DraftSurvey(drafted=questionnaire(**other))


@pytest.mark.parametrize(
    ("before", "when", "then"),
    [
        ([], drafting(), [DRAFTED]),
        ([DRAFTED], drafting(), []),
        ([DRAFTED], drafting(questions=(CARE,)), [questionnaire(questions=(CARE,))]),
        ([DRAFTED], opening(), [OPENED]),
        (ASKED, opening(today=LATER), []),
        (ASKED, CloseSurvey(on=DAY, today=DAY), [CLOSED]),
        (OVER, CloseSurvey(on=LATER, today=LATER), []),
        ([BY_TICKET, OPENED], IssueTickets(tickets=30, on=DAY), [ISSUED]),
        (OVER, PublishFinding(published=PUBLISHED), [PUBLISHED]),
        (PUBLIC, PublishFinding(published=PUBLISHED), []),
        (PUBLIC, CorrectFinding(published=CORRECTED), [CORRECTED]),
        (PUBLIC, WithdrawFinding(finding_id=FINDING), [WITHDRAWN]),
        ([*PUBLIC, WITHDRAWN], WithdrawFinding(finding_id=FINDING), []),
        ([*PUBLIC, WITHDRAWN], CorrectFinding(published=PUBLISHED), [PUBLISHED]),
        (PUBLIC, GiveFeedback(given=GIVEN), [GIVEN]),
        ([*PUBLIC, GIVEN], GiveFeedback(given=GIVEN), []),
        ([*PUBLIC, GIVEN], ConsiderFeedback(feedback_id=FEEDBACK, shown=True), [SHOWN]),
        ([*PUBLIC, GIVEN, SHOWN], ConsiderFeedback(feedback_id=FEEDBACK, shown=True), []),
    ],
)
def test_what_is_recorded(before: list[Contract], when: Command, then: list[Contract]) -> None:
    assert list(SURVEY.decide(when, SURVEY.fold(before))) == then


@pytest.mark.parametrize(
    ("before", "when", "refusal"),
    [
        ([], drafting(languages=()), LanguageMissing),
        ([], drafting(languages=("de", "de")), LanguageMissing),
        ([], drafting(title=said(ar="الوالدان")), TitleMissing),
        ([], drafting(questions=(CARE, CARE)), QuestionTwice),
        ([], drafting(questions=(questionnaire().questions[0], *[MONEY, WISH], MONEY)), QuestionTwice),
        ([], drafting(languages=("uk",), title=said(uk="Батьки")), QuestionWithoutWords),
        (ASKED, drafting(questions=()), AlreadyOpened),
        ([], opening(), UnknownSurvey),
        ([questionnaire(questions=())], opening(), QuestionsMissing),
        ([questionnaire(languages=("de", "uk"))], opening(), TranslationMissing),
        ([DRAFTED], opening(first_day=LAST, last_day=FIRST), EndsBeforeItBegins),
        ([DRAFTED], opening(today=LATER), LastDayIsOver),
        ([DRAFTED], opening(last_day=LAST.replace(year=2028)), RunsTooLong),
        (ASKED, opening(last_day=LATER), AlreadyOpened),
        ([DRAFTED], CloseSurvey(on=DAY, today=DAY), SurveyNotOpened),
        (ASKED, CloseSurvey(on=LATER, today=DAY), InTheFuture),
        (ASKED, CloseSurvey(on=FIRST.replace(month=2), today=DAY), ClosedBeforeItBegan),
        (ASKED, IssueTickets(tickets=1, on=DAY), NoTicketsNeeded),
        ([BY_TICKET], IssueTickets(tickets=1, on=DAY), SurveyNotOpened),
        ([BY_TICKET, OPENED, CLOSED], IssueTickets(tickets=1, on=DAY), SurveyIsClosed),
        ([BY_TICKET, OPENED, ISSUED], IssueTickets(tickets=MOST_TICKETS, on=DAY), TooManyTickets),
        (ASKED, PublishFinding(published=PUBLISHED), SurveyStillOpen),
        (OVER, CorrectFinding(published=PUBLISHED), UnknownFinding),
        (OVER, WithdrawFinding(finding_id=FINDING), UnknownFinding),
        (OVER, GiveFeedback(given=GIVEN), UnknownFinding),
        ([*PUBLIC, WITHDRAWN], GiveFeedback(given=GIVEN), UnknownFinding),
        (
            PUBLIC,
            GiveFeedback(given=FeedbackGiven(survey_id=ID, finding_id=FINDING, feedback_id=FEEDBACK, on=DAY)),
            NothingSaid,
        ),
        (PUBLIC, ConsiderFeedback(feedback_id=FEEDBACK, shown=True), UnknownFeedback),
    ],
)
def test_what_is_refused(before: list[Contract], when: Command, refusal: type[RuleViolation]) -> None:
    with pytest.raises(refusal):
        SURVEY.decide(when, SURVEY.fold(before))


def test_a_question_to_tick_needs_two_answers_and_no_other_kind_has_any() -> None:
    one = CARE.__class__(key="a", kind="single", wordings=CARE.wordings, choices=CARE.choices[:1])
    text = CARE.__class__(key="a", kind="text", wordings=CARE.wordings, choices=CARE.choices)
    for wrong in (one, text):
        with pytest.raises(ChoicesWrong):
            SURVEY.decide(drafting(questions=(wrong,)), SURVEY.initial)


def test_links_end_with_the_last_day_and_sheets_with_the_closing() -> None:
    survey = SURVEY.fold(ASKED)

    assert survey.answers_on(LAST)
    assert not survey.answers_on(LATER)
    assert survey.takes_sheets_on(LATER)
    assert not SURVEY.fold(OVER).takes_sheets_on(DAY)
    assert not SURVEY.fold(OVER).answers_on(DAY)
