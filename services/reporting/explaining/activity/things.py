"""What a figure of the activity report looks at: one thing that happened, where its facts stand, and the verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from services.kernel.district import schema_of
from services.kernel.pages.wording import day
from services.reporting.activity import ActivityQuestion
from services.reporting.explaining.events import Place


@dataclass(frozen=True, slots=True)
class Look:
    """From where one looks: the question, and a position a source. Inside a transaction that sees one snapshot."""

    conn: Connection[Any]
    district: str
    question: ActivityQuestion
    positions: Mapping[str, int]

    def rows(self, text: str, **values: object) -> list[tuple[Any, ...]]:
        """``{s}`` is the district's schema; parameters are the positions, by their source, and ``values``."""
        return self.conn.execute(self._statement(text), {**self.positions, **values}).fetchall()

    def _statement(self, text: str) -> Composed:
        return SQL(text).format(s=Identifier(schema_of(self.district)))


class Thing(msgspec.Struct, frozen=True, gc=False):
    """A contact, a referral, an event: on which day, of which operation, and the facts that say so.

    ``retracted``: what is said of one that was taken back.
    """

    what: str
    on: date
    operation: str | None
    places: tuple[Place, ...]
    retracted: str | None = None

    def left_out(self, question: ActivityQuestion) -> str | None:
        """Why it does not count whatever the figure: taken back, outside of the period, of another operation."""
        if self.retracted is not None:
            return self.retracted
        if self.on < question.start:
            return f"vor dem Zeitraum: {day(self.on)}, gefragt: ab {day(question.start)}"
        if self.on > question.end:
            return f"nach dem Zeitraum: {day(self.on)}, gefragt: bis {day(question.end)}"
        if question.operation not in (None, self.operation):
            return f"Vorhaben: {self.operation or 'keines'}, gefragt: {question.operation}"
        return None


class Tally(msgspec.Struct, frozen=True, gc=False):
    """A thing and its verdict; the values of those counted add up to the figure (volunteers' time: minutes)."""

    thing: Thing
    counted: bool
    rule: str
    value: int = 1
    places: tuple[Place, ...] = ()


def tallied(thing: Thing, why_not: str | None, rule: str, value: int = 1, places: tuple[Place, ...] = ()) -> Tally:
    """Counted unless something speaks against it; ``places``: facts beside those of the thing."""
    counted = why_not is None
    return Tally(thing, counted, rule if why_not is None else why_not, value if counted else 0, places)
