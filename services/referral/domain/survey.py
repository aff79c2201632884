"""A survey of the partners: statements by dimension, open from a day to a day, answered by each partner once or anew.

Its statements never change: other ones are another survey, so that a figure always says what was asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.referral import (
    Answer,
    Provenance,
    Question,
    SurveyAnswered,
    SurveyClosed,
    SurveyOpened,
)
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

MOST_QUESTIONS: Final = 60

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSurvey:
    """Ask the partners; ``definition``: the version of the index that its answers are counted by."""

    survey_id: UUID
    title: str
    questions: tuple[Question, ...]
    first_day: date
    last_day: date
    definition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSurvey:
    """No more answers after ``on``."""

    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSurvey:
    """A partner answers, or corrects what it said; a statement that is left out has no answer."""

    partner_id: UUID
    values: Mapping[str, int | None]
    on: date
    today: date
    provenance: Provenance
    comment_id: UUID | None = None


Command: TypeAlias = OpenSurvey | CloseSurvey | AnswerSurvey


# --- State -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Survey:
    """None: not opened yet; answers by partner."""

    opened: SurveyOpened | None = None
    last_day: date | None = None
    answers: Mapping[UUID, SurveyAnswered] = field(default_factory=lambda: MappingProxyType({}))

    def runs_on(self, day: date) -> bool:
        """Whether partners may answer on that day."""
        if self.opened is None or self.last_day is None:
            return False
        return self.opened.first_day <= day <= self.last_day


# --- Decisions: may it happen? -----------------------------------------------


class UnknownSurvey(RuleViolation):
    title = "Diese Befragung gibt es nicht."
    field = "survey"


class OpenedOtherwise(RuleViolation):
    title = "Diese Befragung gibt es schon mit anderen Angaben. Andere Aussagen sind eine neue Befragung."
    field = "title"


class QuestionsMissing(RuleViolation):
    title = "Eine Befragung braucht mindestens eine Aussage."
    field = "statements"


class TooManyQuestions(RuleViolation):
    title = f"Eine Befragung hat höchstens {MOST_QUESTIONS} Aussagen."
    field = "statements"


class QuestionTwice(RuleViolation):
    title = "Eine Aussage steht doppelt da."
    field = "statements"


class EndsBeforeItBegins(RuleViolation):
    title = "Die Befragung endet, bevor sie beginnt."
    field = "last_day"


class SurveyNotRunning(RuleViolation):
    title = "An diesem Tag läuft die Befragung nicht."
    field = "on"


class DayInTheFuture(RuleViolation):
    title = "Dieser Tag liegt in der Zukunft."
    field = "on"


class UnknownQuestion(RuleViolation):
    title = "Diese Aussage steht nicht in der Befragung."
    field = "values"


class NothingAnswered(RuleViolation):
    title = "Bitte mindestens einer Aussage einen Wert von 1 bis 5 geben."
    field = "values"


def decide(command: Command, survey: Survey) -> Sequence[Contract]:
    match command:
        case OpenSurvey():
            return _open(command, survey)
        case CloseSurvey():
            return _close(command, survey)
        case AnswerSurvey():
            return _answer(command, survey)
        case _:
            assert_never(command)


def _open(command: OpenSurvey, survey: Survey) -> Sequence[Contract]:
    if not command.questions:
        raise QuestionsMissing
    if len(command.questions) > MOST_QUESTIONS:
        raise TooManyQuestions
    texts = {(each.dimension, each.text) for each in command.questions}
    if len(texts) < len(command.questions) or len({each.key for each in command.questions}) < len(command.questions):
        raise QuestionTwice
    if command.last_day < command.first_day:
        raise EndsBeforeItBegins
    opened = SurveyOpened(
        survey_id=command.survey_id,
        title=command.title,
        questions=command.questions,
        first_day=command.first_day,
        last_day=command.last_day,
        definition=command.definition,
    )
    if survey.opened is not None and survey.opened != opened:
        raise OpenedOtherwise
    return [] if survey.opened is not None else [opened]


def _close(command: CloseSurvey, survey: Survey) -> Sequence[Contract]:
    opened = expect_opened(survey)
    if command.on > command.today:
        raise DayInTheFuture
    if command.on < opened.first_day:
        raise EndsBeforeItBegins(field="on")
    if survey.last_day is not None and survey.last_day <= command.on:
        return []
    return [SurveyClosed(survey_id=opened.survey_id, on=command.on)]


def _answer(command: AnswerSurvey, survey: Survey) -> Sequence[Contract]:
    opened = expect_opened(survey)
    if command.on > command.today:
        raise DayInTheFuture
    if not survey.runs_on(command.on):
        raise SurveyNotRunning
    if not command.values.keys() <= {each.key for each in opened.questions}:
        raise UnknownQuestion
    if all(value is None for value in command.values.values()):
        raise NothingAnswered
    answered = SurveyAnswered(
        survey_id=opened.survey_id,
        partner_id=command.partner_id,
        answers=tuple(Answer(key=each.key, value=command.values.get(each.key)) for each in opened.questions),
        on=command.on,
        provenance=command.provenance,
        comment_id=command.comment_id,
    )
    return [] if survey.answers.get(command.partner_id) == answered else [answered]


def expect_opened(survey: Survey) -> SurveyOpened:
    """The survey as it was opened; raises UnknownSurvey."""
    if survey.opened is None:
        raise UnknownSurvey
    return survey.opened


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(survey: Survey, fact: Contract) -> Survey:
    match fact:
        case SurveyOpened():
            return replace(survey, opened=fact, last_day=fact.last_day)
        case SurveyClosed():
            return replace(survey, last_day=fact.on)
        case SurveyAnswered():
            return replace(survey, answers={**survey.answers, fact.partner_id: fact})
        case _:
            return survey


SURVEY: Final = Decider(initial=Survey(), decide=decide, evolve=evolve)
