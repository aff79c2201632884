"""What the facts of participations and of links did, under one set of rules and on one reporting date."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from psycopg import Connection

from services.reporting.deltas.clans import clans
from services.reporting.deltas.courses import alone_moves
from services.reporting.deltas.histories import rural_places, units_touched
from services.reporting.deltas.judging import Judging
from services.reporting.deltas.lives import Move, Moves, moves_between
from services.reporting.deltas.places import Place
from services.reporting.deltas.states import State
from services.reporting.deltas.stretches import Stretch
from services.reporting.deltas.units import Unit


def person_moves(conn: Connection[Any], district: str, state: State, stretch: Stretch) -> Iterator[Moves]:
    """The moves of everybody whom a fact of the stretch touched.

    Who was one with nobody is judged with all the others; who was linked at some time, together with whom.
    """
    together = clans(conn, district, stretch)
    linked = frozenset[UUID]().union(*(clan.participations for clan in together))
    yield from alone_moves(conn, district, state, stretch, linked)
    if together:
        judging = Judging(state, rural_places(conn, district, state.districts))
        for unit in units_touched(conn, district, stretch, together):
            for position, values in moves_of(unit, stretch, judging):
                yield Moves((position,), values)


def moves_of(unit: Unit, stretch: Stretch, judging: Judging) -> Iterator[Move]:
    """The moves of one unit."""

    def places_at(position: int) -> Mapping[Place, int]:
        return judging.places(unit, position)

    return moves_between((stretch.after, *unit.moves(stretch.after, stretch.until)), places_at)
