"""Supported entities that came or went between two positions of intake's log, each by the fact that says so."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from psycopg import Connection

from services.reporting.deltas.causes import Cause
from services.reporting.deltas.lives import Move, Span, moves_between
from services.reporting.deltas.places import Cell, Place
from services.reporting.deltas.stretches import Stretch, in_stretch
from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.cells import TOTAL
from services.reporting.supplements import ENTITY_OF

ENTITIES: Final = """
    SELECT entity, kind, on_day, valid_from, valid_to FROM {s}.entity_versions
    WHERE operation = %(operation)s AND {known} ORDER BY entity, valid_from"""


class Supported(NamedTuple):
    """An entity as it was known for a while."""

    span: Span
    kind: str
    on: date


def entity_moves(
    conn: Connection[Any], district: str, stretch: Stretch, used: Catalogue, as_of: date
) -> Iterator[tuple[Cause, Move]]:
    """Entities supported by that day, by the indicators of the catalogue."""
    found: defaultdict[UUID, list[Supported]] = defaultdict(list)
    for entity, kind, on, start, end in conn.execute(in_stretch(district, ENTITIES), stretch._asdict()):
        found[entity].append(Supported(Span(start, end), kind, on))
    for known in found.values():
        yield from _moves_of(known, stretch, used, as_of)


def places_of_kind(used: Catalogue, kind: str) -> frozenset[Place]:
    """Where an entity of that kind counts."""
    return frozenset(Cell(one.code, TOTAL) for one in used.indicators if ENTITY_OF.get(one.code) == kind)


def _moves_of(known: list[Supported], stretch: Stretch, used: Catalogue, as_of: date) -> Iterator[tuple[Cause, Move]]:
    def places_at(position: int) -> Mapping[Place, int]:
        there = [one for one in known if one.span.holds(position) and one.on <= as_of]
        return {place: 1 for one in there for place in places_of_kind(used, one.kind)}

    edges = {edge for one in known for edge in one.span.edges(stretch.after, stretch.until)}
    for move in moves_between((stretch.after, *sorted(edges)), places_at):
        yield _cause(known, move.position), move


def _cause(known: list[Supported], position: int) -> Cause:
    """Who is there for the first time was recorded late; recorded once more is corrected; otherwise taken back."""
    begins = any(one.span.start == position for one in known)
    ends = any(one.span.end == position for one in known)
    if begins:
        return "correction" if ends else "late_entry"
    return "cancellation"
