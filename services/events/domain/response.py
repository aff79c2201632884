"""A response: answers to a survey, without a name. It is decided beside the survey as it stands.

The survey is a stream of its own, so a response may be stored while somebody closes it: results count only what stood
in the log before the closing (``responses_queries``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.events import Given, ResponseDiscarded, ResponseGiven
from services.contracts.events.words import AnsweredBy
from services.events.domain.response_answers import Values, expect_fitting
from services.events.domain.survey_state import Survey, expect_drafted, expect_open
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveResponse:
    """``texts``: free answers by question, ``said``: where they lie in the vault."""

    response_id: UUID
    survey: Survey
    language: str
    answered_by: AnsweredBy
    values: Values
    texts: Mapping[str, str]
    said: Mapping[str, UUID]
    sozialraum: str | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardResponse:
    """A sheet was typed twice."""

    survey: Survey


Command: TypeAlias = GiveResponse | DiscardResponse


@dataclass(frozen=True, slots=True)
class Response:
    """None: not given yet."""

    given: ResponseGiven | None = None
    is_discarded: bool = False


class SurveyNotRunning(RuleViolation):
    title = "Diese Umfrage läuft heute nicht."
    field = "survey"


class LanguageNotAsked(RuleViolation):
    title = "In dieser Sprache wird nicht gefragt."
    field = "language"


class SozialraumNotAsked(RuleViolation):
    title = "Dieser Sozialraum gehört nicht zur Umfrage."
    field = "sozialraum"


class UnknownResponse(RuleViolation):
    title = "Diesen Bogen gibt es nicht."
    field = "response"


class OnlySheets(RuleViolation):
    title = "Nur eingetippte Bögen können verworfen werden."
    field = "response"


def decide(command: Command, response: Response) -> Sequence[Contract]:
    match command:
        case GiveResponse():
            return _give(command, response)
        case DiscardResponse():
            return _discard(command, response)
        case _:
            assert_never(command)


def _give(command: GiveResponse, response: Response) -> Sequence[Contract]:
    drafted = expect_drafted(command.survey)
    expect_open(command.survey)
    is_paper = command.answered_by == "paper"
    runs = command.survey.takes_sheets_on if is_paper else command.survey.answers_on
    if not runs(command.today):
        raise SurveyNotRunning
    if command.language not in drafted.languages:
        raise LanguageNotAsked
    if command.sozialraum is not None and command.sozialraum not in drafted.sozialraeume:
        raise SozialraumNotAsked
    expect_fitting(drafted.questions, command.values, command.texts)
    if response.given is not None:
        return []
    return [
        ResponseGiven(
            survey_id=drafted.survey_id,
            response_id=command.response_id,
            language=command.language,
            answered_by=command.answered_by,
            answers=tuple(
                Given(key=each.key, values=tuple(command.values.get(each.key, ())), said_id=command.said.get(each.key))
                for each in drafted.questions
                if command.values.get(each.key) or each.key in command.said
            ),
            sozialraum=command.sozialraum,
        )
    ]


def _discard(command: DiscardResponse, response: Response) -> Sequence[Contract]:
    given = response.given
    if given is None or command.survey.drafted is None or given.survey_id != command.survey.drafted.survey_id:
        raise UnknownResponse
    if given.answered_by != "paper":
        raise OnlySheets
    expect_open(command.survey)
    if response.is_discarded:
        return []
    return [ResponseDiscarded(survey_id=given.survey_id, response_id=given.response_id)]


def evolve(response: Response, fact: Contract) -> Response:
    match fact:
        case ResponseGiven():
            return replace(response, given=fact)
        case ResponseDiscarded():
            return replace(response, is_discarded=True)
        case _:
            return response


RESPONSE: Final = Decider(initial=Response(), decide=decide, evolve=evolve)
