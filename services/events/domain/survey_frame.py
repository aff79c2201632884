"""The frame of a survey: drafted, opened, closed, and tickets for those who are asked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.contracts.events import SurveyClosed, SurveyDrafted, SurveyOpened, TicketsIssued
from services.events.domain.days import expect_in_order, expect_not_in_future
from services.events.domain.survey_questions import expect_complete, expect_sound
from services.events.domain.survey_state import (
    Survey,
    SurveyIsClosed,
    expect_drafted,
    expect_open,
    expect_opened,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

MOST_TICKETS: Final = 5000
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSurvey:
    """A questionnaire, anew or changed as a whole."""

    drafted: SurveyDrafted


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSurvey:
    """It may be answered from a day to a day."""

    first_day: date
    last_day: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSurvey:
    """No more answers; the results are made of what there is."""

    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueTickets:
    """So many one-time links."""

    tickets: int
    on: date


Command = DraftSurvey | OpenSurvey | CloseSurvey | IssueTickets


class AlreadyOpened(RuleViolation):
    title = "Diese Umfrage ist schon eröffnet. Ihre Fragen und ihr Zeitraum ändern sich nicht mehr."
    field = "survey"


class LastDayIsOver(RuleViolation):
    title = "Der letzte Tag ist schon vorbei."
    field = "last_day"


class RunsTooLong(RuleViolation):
    title = "Eine Umfrage läuft höchstens ein Jahr."
    field = "last_day"


class ClosedBeforeItBegan(RuleViolation):
    title = "Dieser Tag liegt vor dem ersten Tag der Umfrage."
    field = "on"


class NoTicketsNeeded(RuleViolation):
    title = "Diese Umfrage ist offen für alle. Einmal-Links gibt es nur bei Umfragen mit Einmal-Link."
    field = "tickets"


class TooManyTickets(RuleViolation):
    title = f"Eine Umfrage hat höchstens {MOST_TICKETS} Einmal-Links."
    field = "tickets"


def draft(command: DraftSurvey, survey: Survey) -> Sequence[Contract]:
    """Raises AlreadyOpened and what ``expect_sound`` raises."""
    if survey.opened is not None:
        raise AlreadyOpened
    expect_sound(command.drafted)
    return [] if survey.drafted == command.drafted else [command.drafted]


def open_(command: OpenSurvey, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownSurvey, AlreadyOpened, EndsBeforeItBegins, LastDayIsOver, and what ``expect_complete`` raises."""
    drafted = expect_drafted(survey)
    opened = SurveyOpened(survey_id=drafted.survey_id, first_day=command.first_day, last_day=command.last_day)
    if survey.opened is not None:
        if survey.opened != opened:
            raise AlreadyOpened
        return []
    expect_complete(drafted)
    expect_in_order(command.first_day, command.last_day, field="last_day")
    if command.last_day < command.today:
        raise LastDayIsOver
    if command.last_day - command.first_day > LONGEST:
        raise RunsTooLong
    return [opened]


def close(command: CloseSurvey, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownSurvey, SurveyNotOpened, InTheFuture, ClosedBeforeItBegan."""
    opened = expect_opened(survey)
    if survey.closed is not None:
        return []
    expect_not_in_future(command.on, command.today)
    if command.on < opened.first_day:
        raise ClosedBeforeItBegan
    return [SurveyClosed(survey_id=opened.survey_id, on=command.on)]


def issue(command: IssueTickets, survey: Survey) -> Sequence[Contract]:
    """Raises UnknownSurvey, SurveyIsClosed, NoTicketsNeeded, TooManyTickets."""
    drafted = expect_drafted(survey)
    if survey.closed is not None:
        raise SurveyIsClosed
    expect_open(survey)
    if drafted.access != "one_time":
        raise NoTicketsNeeded
    if survey.tickets + command.tickets > MOST_TICKETS:
        raise TooManyTickets
    return [TicketsIssued(survey_id=drafted.survey_id, tickets=command.tickets, on=command.on)]
