"""The facts behind another reporting date: what was recorded of whoever came, left or was asked between the two days.

The figures come from the two reports; here is only asked who moved between them, and by which days.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg import Connection

from services.reporting.deltas.changes import INTAKE
from services.reporting.deltas.entities import places_of_kind
from services.reporting.deltas.histories import rural_places, units_of
from services.reporting.deltas.judging import Judging
from services.reporting.deltas.places import BY_GENDER, Cell, Place, estimated_in
from services.reporting.deltas.states import Counting, State
from services.reporting.deltas.stretches import Stretch, in_stretch
from services.reporting.deltas.units import Unit
from services.reporting.domain.catalogue import Catalogue
from services.reporting.explaining.events import Place as Fact

PARTICIPATIONS: Final = """
    SELECT participation FROM {s}.participation_versions
    WHERE operation = %(operation)s AND {known} AND (
        entry_date > %(first)s AND entry_date <= %(last)s OR exit_date > %(first)s AND exit_date <= %(last)s)
    UNION SELECT participation FROM {s}.status_versions
    WHERE {known} AND date > %(first)s AND date <= %(last)s AND participation IN (
        SELECT participation FROM {s}.participation_versions WHERE operation = %(operation)s)"""
ENTITIES: Final = """
    SELECT kind, valid_from FROM {s}.entity_versions
    WHERE operation = %(operation)s AND {known} AND on_day > %(first)s AND on_day <= %(last)s"""
ESTIMATES: Final = """
    SELECT indicator, valid_from FROM {s}.estimate_versions
    WHERE operation = %(operation)s AND {known} AND on_day > %(first)s AND on_day <= %(last)s"""

Found = defaultdict[Place, set[Fact]]


class Days(NamedTuple):
    """Later than the first and up to the last."""

    first: date
    last: date

    def hold(self, day: object) -> bool:
        return isinstance(day, date) and self.first < day <= self.last


def date_facts(counting: Counting, before: State, after: State) -> Mapping[Place, set[Fact]]:
    """By place; the states differ in their date alone."""
    conn, district = counting.conn, counting.district
    days = Days(*sorted((before.as_of, after.as_of)))
    stretch = Stretch(before.operation, before.intake, before.intake)
    found = Found(set)
    estimated = estimated_in(counting.document(before)) & estimated_in(counting.document(after))
    for place, fact in _persons(conn, district, (before, after), days, stretch):
        if not (isinstance(place, Cell) and place.code in estimated):
            found[place].add(fact)
    for place, fact in _beside(conn, district, before.rules.catalogue, days, stretch):
        found[place].add(fact)
    return found


def _persons(
    conn: Connection[Any], district: str, states: tuple[State, State], days: Days, stretch: Stretch
) -> Iterator[tuple[Place, Fact]]:
    one, other = (Judging(state, rural_places(conn, district, state.districts)) for state in states)
    for unit in units_of(conn, district, stretch, _dated(conn, district, days, stretch)):
        at_one, at_other = one.places(unit, stretch.until), other.places(unit, stretch.until)
        moved = [place for place in {**at_one, **at_other} if at_one.get(place, 0) != at_other.get(place, 0)]
        yield from product(moved, set(_behind(unit, days)))


def _dated(conn: Connection[Any], district: str, days: Days, stretch: Stretch) -> set[UUID]:
    """Only who came, left or was asked between the two days can be judged otherwise on them."""
    rows = conn.execute(in_stretch(district, PARTICIPATIONS), {**stretch._asdict(), **days._asdict()}, binary=True)
    return {row[0] for row in rows}


def _behind(unit: Unit, days: Days) -> Iterator[Fact]:
    """What was recorded of somebody with a day between the two."""
    for life in unit.lives:
        for span, entry in life.entries:
            if days.hold(entry["entry_date"]) or days.hold(entry["exit_date"]):
                yield Fact(INTAKE, span.start)
        for span, status in life.statuses:
            if days.hold(status.date):
                yield Fact(INTAKE, span.start)


def _beside(
    conn: Connection[Any], district: str, used: Catalogue, days: Days, stretch: Stretch
) -> Iterator[tuple[Place, Fact]]:
    """Supported entities, and what was estimated."""
    asked = {**stretch._asdict(), **days._asdict()}
    for kind, position in conn.execute(in_stretch(district, ENTITIES), asked):
        for place in places_of_kind(used, kind):
            yield place, Fact(INTAKE, position)
    for indicator, position in conn.execute(in_stretch(district, ESTIMATES), asked):
        for gender in BY_GENDER:
            yield Cell(indicator, gender), Fact(INTAKE, position)
