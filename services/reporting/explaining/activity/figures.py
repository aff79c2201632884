"""A figure of the activity report, explained: question and answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from psycopg import Connection

from services.kernel.deciders import RuleViolation
from services.reporting.activity import SOURCES, ActivityQuestion, expect_askable
from services.reporting.activity_of_community import MINUTES_PER_HOUR
from services.reporting.explaining.activity.community import (
    events_counted,
    meetings_counted,
    press_counted,
    time_counted,
)
from services.reporting.explaining.activity.contacts import OF_CONTACTS, clients_counted, contacts_counted
from services.reporting.explaining.activity.referrals import referrals_counted
from services.reporting.explaining.activity.things import Look, Tally
from services.reporting.explaining.asking import WHOLE, Shown
from services.reporting.explaining.events import Event, events_at, in_order
from services.reporting.knowledge import knowledge_at
from services.reporting.sheets import FIGURES

Counting = Callable[[Look, str, str | None], Iterator[Tally]]

COUNTING: Final[Mapping[str, Counting]] = {
    **dict.fromkeys(OF_CONTACTS, contacts_counted),
    "clients_reached": clients_counted,
    "clients_by_track": clients_counted,
    "clients_by_topic": clients_counted,
    "clients_with_migration_background": clients_counted,
    "referrals_by_state": referrals_counted,
    "referrals_by_partner_kind": referrals_counted,
    "events_by_kind": events_counted,
    "event_attendance": events_counted,
    "volunteer_hours": time_counted,
    "press_items": press_counted,
    "network_meetings": meetings_counted,
}


class UnknownFigure(RuleViolation):
    title = "Diese Kennzahl gibt es im Tätigkeitsbericht nicht."
    field = "figure"


class KeyMissing(RuleViolation):
    title = "Diese Kennzahl ist aufgegliedert. Bitte nennen Sie das Merkmal."
    field = "key"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureQuestion:
    """A figure of a report; ``key``: of one that is broken down. Which rows of both lists are shown."""

    report: ActivityQuestion
    figure: str
    key: str | None = None
    counted: Shown = WHOLE
    not_counted: Shown = WHOLE


class FigureLine(msgspec.Struct, frozen=True, gc=False):
    """A thing with its verdict and the facts behind it, in the order of recording."""

    tally: Tally
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAnswer:
    """``value`` is the figure of the report; both lists together are all facts of that kind that are known."""

    figure: str
    title: str
    key: str | None
    value: int
    counted: int
    not_counted: int
    counted_lines: Sequence[FigureLine]
    not_counted_lines: Sequence[FigureLine]


def is_broken_down(figure: str) -> bool:
    """Whether the figure has a value a key."""
    return "_by_" in figure


def explain_figure(conn: Connection[Any], district: str, question: FigureQuestion) -> FigureAnswer:
    """Inside a transaction in the district that sees one snapshot.

    Raises PeriodEndsBeforeItStarts, UnknownOperation, UnknownFigure, KeyMissing.
    """
    if question.figure not in COUNTING:
        raise UnknownFigure(question.figure)
    key = question.key if is_broken_down(question.figure) else None
    if is_broken_down(question.figure) and key is None:
        raise KeyMissing
    expect_askable(conn, district, question.report)
    look = Look(conn, district, question.report, knowledge_at(conn, district, SOURCES, None).positions)
    tallies = list(COUNTING[question.figure](look, question.figure, key))
    counted = [one for one in tallies if one.counted]
    left_out = [one for one in tallies if not one.counted]
    value = sum(one.value for one in counted)
    return FigureAnswer(
        figure=question.figure,
        title=FIGURES[question.figure],
        key=key,
        value=(value + MINUTES_PER_HOUR // 2) // MINUTES_PER_HOUR if question.figure == "volunteer_hours" else value,
        counted=len(counted),
        not_counted=len(left_out),
        counted_lines=_lines(look, question.counted.of(counted)),
        not_counted_lines=_lines(look, question.not_counted.of(left_out)),
    )


def _lines(look: Look, tallies: Sequence[Tally]) -> list[FigureLine]:
    places = [tuple(dict.fromkeys((*one.thing.places, *one.places))) for one in tallies]
    events = events_at(look.conn, look.district, {place for each in places for place in each})
    return [
        FigureLine(one, in_order([events[place] for place in each])) for one, each in zip(tallies, places, strict=True)
    ]
