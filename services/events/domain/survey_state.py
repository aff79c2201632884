"""What is known of a survey: its questions, when it runs, its tickets, its findings and what people said about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from services.contracts.events import (
    FeedbackConsidered,
    FeedbackGiven,
    FindingPublished,
    FindingWithdrawn,
    SurveyClosed,
    SurveyDrafted,
    SurveyOpened,
    TicketsIssued,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True)
class Survey:
    """None: not drafted, opened, closed yet. ``feedback``: whether it is shown, None while nobody read it."""

    drafted: SurveyDrafted | None = None
    opened: SurveyOpened | None = None
    closed: SurveyClosed | None = None
    tickets: int = 0
    findings: Mapping[UUID, FindingPublished] = field(default_factory=lambda: MappingProxyType({}))
    withdrawn: frozenset[UUID] = frozenset()
    feedback: Mapping[UUID, bool | None] = field(default_factory=lambda: MappingProxyType({}))

    def answers_on(self, day: date) -> bool:
        """Whether anybody may answer by link on that day."""
        if self.opened is None or self.closed is not None:
            return False
        return self.opened.first_day <= day <= self.opened.last_day

    def takes_sheets_on(self, day: date) -> bool:
        """Whether sheets of paper are typed in: also after the last day, until the survey is closed."""
        return self.opened is not None and self.closed is None and self.opened.first_day <= day

    def is_shown(self, finding_id: UUID) -> bool:
        """Whether that finding stands on the public page."""
        return finding_id in self.findings and finding_id not in self.withdrawn


class UnknownSurvey(RuleViolation):
    title = "Diese Umfrage gibt es nicht."
    field = "survey"


class SurveyNotOpened(RuleViolation):
    title = "Diese Umfrage ist noch nicht eröffnet."
    field = "survey"


class SurveyIsClosed(RuleViolation):
    title = "Diese Umfrage ist abgeschlossen. Danach ändert sich nichts mehr, damit niemand erkennbar wird."
    field = "survey"


def expect_drafted(survey: Survey) -> SurveyDrafted:
    """Raises UnknownSurvey."""
    if survey.drafted is None:
        raise UnknownSurvey
    return survey.drafted


def expect_opened(survey: Survey) -> SurveyOpened:
    """Raises UnknownSurvey, SurveyNotOpened."""
    expect_drafted(survey)
    if survey.opened is None:
        raise SurveyNotOpened
    return survey.opened


def expect_open(survey: Survey) -> SurveyOpened:
    """Opened and not closed yet. Raises UnknownSurvey, SurveyNotOpened, SurveyIsClosed."""
    opened = expect_opened(survey)
    if survey.closed is not None:
        raise SurveyIsClosed
    return opened


def evolve(survey: Survey, fact: Contract) -> Survey:  # noqa: PLR0911 - one line a fact
    """It happened, so it is true; nothing here may refuse."""
    match fact:
        case SurveyDrafted():
            return replace(survey, drafted=fact)
        case SurveyOpened():
            return replace(survey, opened=fact)
        case SurveyClosed():
            return replace(survey, closed=fact)
        case TicketsIssued():
            return replace(survey, tickets=survey.tickets + fact.tickets)
        case FindingPublished():
            found = {**survey.findings, fact.finding_id: fact}
            return replace(survey, findings=found, withdrawn=survey.withdrawn - {fact.finding_id})
        case FindingWithdrawn():
            return replace(survey, withdrawn=survey.withdrawn | {fact.finding_id})
        case FeedbackGiven():
            return replace(survey, feedback={**survey.feedback, fact.feedback_id: None})
        case FeedbackConsidered():
            return replace(survey, feedback={**survey.feedback, fact.feedback_id: fact.shown})
        case _:
            return survey
