"""Facts of surveys and participation: asked of anybody, answered without a name.

A survey is a stream, ``survey_id``; each response is one, ``response_id``, a random number. Free
answers lie in the vault.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.events.words import AnsweredBy, QuestionKind, SurveyAccess
from services.kernel.facts import Contract, fact


class Wording(Contract, frozen=True, kw_only=True):
    """A text in one language."""

    language: Annotated[str, Meta(title="Sprache (ISO 639-1)")]
    text: Annotated[str, Meta(title="Text")]


class Choice(Contract, frozen=True, kw_only=True):
    """One of the answers to choose from."""

    key: Annotated[str, Meta(title="Schlüssel")]
    wordings: Annotated[tuple[Wording, ...], Meta(title="Antwort")]


class Asked(Contract, frozen=True, kw_only=True):
    """One question; ``scale`` is from 1 to 5. A question that is not ``needed`` may be left out."""

    key: Annotated[str, Meta(title="Schlüssel")]
    kind: Annotated[QuestionKind, Meta(title="Art")]
    wordings: Annotated[tuple[Wording, ...], Meta(title="Frage")]
    choices: Annotated[tuple[Choice, ...], Meta(title="Antworten")] = ()
    needed: Annotated[bool, Meta(title="Pflichtfrage")] = False


class OfSurvey(Contract, frozen=True, kw_only=True):
    """What every fact of a survey names."""

    survey_id: UUID


@fact("events.survey_drafted")
class SurveyDrafted(OfSurvey, frozen=True, kw_only=True):
    """A questionnaire; drafted again, it was changed: that ends when it is opened."""

    title: Annotated[tuple[Wording, ...], Meta(title="Titel")]
    questions: Annotated[tuple[Asked, ...], Meta(title="Fragen")]
    languages: Annotated[tuple[str, ...], Meta(title="Sprachen")] = ("de",)
    access: Annotated[SurveyAccess, Meta(title="Zugang")] = "open"
    smallest_cell: Annotated[int, Meta(title="Kleinste Gruppe, die gezeigt wird", ge=3)] = 5
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    target_groups: Annotated[tuple[str, ...], Meta(title="Zielgruppen")] = ()


@fact("events.survey_opened")
class SurveyOpened(OfSurvey, frozen=True, kw_only=True):
    """It may be answered from ``first_day`` to ``last_day``; its questions never change again."""

    first_day: Annotated[dt.date, Meta(title="Erster Tag")]
    last_day: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("events.survey_closed")
class SurveyClosed(OfSurvey, frozen=True, kw_only=True):
    """No more answers after ``on``."""

    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("events.tickets_issued")
class TicketsIssued(OfSurvey, frozen=True, kw_only=True):
    """So many one-time links were made; nobody can say which response came by which."""

    tickets: Annotated[int, Meta(title="Einmal-Links", ge=1, le=1000)]
    on: Annotated[dt.date, Meta(title="Am")]


class Given(Contract, frozen=True, kw_only=True):
    """The answer to one question: keys of choices, or a number as text; a free answer lies in the vault."""

    key: Annotated[str, Meta(title="Frage")]
    values: Annotated[tuple[str, ...], Meta(title="Antworten")] = ()
    said_id: Annotated[UUID | None, Meta(title="Freie Antwort (Verweis)")] = None


@fact("events.response_given")
class ResponseGiven(OfSurvey, frozen=True, kw_only=True):
    """Somebody answered; nothing says who."""

    response_id: UUID
    language: Annotated[str, Meta(title="Sprache")]
    answered_by: Annotated[AnsweredBy, Meta(title="Weg")]
    answers: Annotated[tuple[Given, ...], Meta(title="Antworten")]
    sozialraum: Annotated[str | None, Meta(title="Sozialraum")] = None


@fact("events.response_discarded")
class ResponseDiscarded(OfSurvey, frozen=True, kw_only=True):
    """A sheet was typed twice, or by mistake."""

    response_id: UUID


@fact("events.finding_published")
class FindingPublished(OfSurvey, frozen=True, kw_only=True):
    """What was found stands on a public page and may be commented on; published again, it was corrected."""

    finding_id: UUID
    title: Annotated[str, Meta(title="Überschrift")]
    on: Annotated[dt.date, Meta(title="Am")]
    handlungsfelder: Annotated[tuple[str, ...], Meta(title="Handlungsfelder")] = ()
    text_id: Annotated[UUID | None, Meta(title="Text (Verweis)")] = None


@fact("events.finding_withdrawn")
class FindingWithdrawn(OfSurvey, frozen=True, kw_only=True):
    """It stands there no more."""

    finding_id: UUID


@fact("events.feedback_given")
class FeedbackGiven(OfSurvey, frozen=True, kw_only=True):
    """Somebody says what they see differently ("Sie sind herzlich eingeladen, sich zu beteiligen!", seed 002)."""

    finding_id: UUID
    feedback_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    agrees: Annotated[bool | None, Meta(title="Deckt sich mit eigener Beobachtung")] = None
    text_id: Annotated[UUID | None, Meta(title="Rückmeldung (Verweis)")] = None


@fact("events.feedback_considered")
class FeedbackConsidered(OfSurvey, frozen=True, kw_only=True):
    """The planners read it, and say whether it is shown."""

    feedback_id: UUID
    shown: Annotated[bool, Meta(title="Öffentlich zeigen")]
