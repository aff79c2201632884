"""Findings: what a survey showed, said in public, and what people say about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.events import FeedbackConsidered, FeedbackGiven, FindingPublished, FindingWithdrawn
from services.events.domain.survey_state import Survey, expect_drafted
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

MOST_FEEDBACK: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishFinding:
    """It stands on the public page; of the same id, it was corrected."""

    published: FindingPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectFinding:
    """Other words for a finding that was published."""

    published: FindingPublished


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFinding:
    """It stands there no more; what people said about it stays known."""

    finding_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFeedback:
    """Somebody says whether it is what they see themselves."""

    given: FeedbackGiven


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsiderFeedback:
    """It was read, and is shown or not."""

    feedback_id: UUID
    shown: bool


Command = PublishFinding | CorrectFinding | WithdrawFinding | GiveFeedback | ConsiderFeedback


class UnknownFinding(RuleViolation):
    title = "Dieses Ergebnis steht nicht auf der öffentlichen Seite."
    field = "finding"


class UnknownFeedback(RuleViolation):
    title = "Diese Rückmeldung gibt es nicht."
    field = "feedback"


class SurveyStillOpen(RuleViolation):
    title = "Ergebnisse werden veröffentlicht, wenn die Umfrage abgeschlossen ist."
    field = "survey"


class NothingSaid(RuleViolation):
    title = "Bitte ankreuzen, ob es mit Ihrer Beobachtung übereinstimmt, oder etwas schreiben."
    field = "agrees"


class TooMuchFeedback(RuleViolation):
    title = "Zu dieser Umfrage können keine weiteren Rückmeldungen angenommen werden."
    field = "feedback"


def publish(command: PublishFinding, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownSurvey, SurveyStillOpen."""
    expect_drafted(survey)
    if survey.closed is None:
        raise SurveyStillOpen
    found = command.published
    if survey.is_shown(found.finding_id) and survey.findings[found.finding_id] == found:
        return []
    return [found]


def correct(command: CorrectFinding, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownFinding; corrected, one that was withdrawn is back."""
    if command.published.finding_id not in survey.findings:
        raise UnknownFinding
    return publish(PublishFinding(published=command.published), survey)


def withdraw(command: WithdrawFinding, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownFinding."""
    if command.finding_id not in survey.findings:
        raise UnknownFinding
    if command.finding_id in survey.withdrawn:
        return []
    return [FindingWithdrawn(survey_id=expect_drafted(survey).survey_id, finding_id=command.finding_id)]


def give(command: GiveFeedback, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownFinding, NothingSaid, TooMuchFeedback."""
    given = command.given
    if not survey.is_shown(given.finding_id):
        raise UnknownFinding
    if given.agrees is None and given.text_id is None:
        raise NothingSaid
    if len(survey.feedback) >= MOST_FEEDBACK:
        raise TooMuchFeedback
    return [] if given.feedback_id in survey.feedback else [given]


def consider(command: ConsiderFeedback, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownFeedback; another word later counts."""
    if command.feedback_id not in survey.feedback:
        raise UnknownFeedback
    if survey.feedback[command.feedback_id] == command.shown:
        return []
    survey_id = expect_drafted(survey).survey_id
    return [FeedbackConsidered(survey_id=survey_id, feedback_id=command.feedback_id, shown=command.shown)]
