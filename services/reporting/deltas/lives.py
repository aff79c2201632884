"""The life of one participation between two positions of intake's log: what was known of it, move by move."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from services.reporting.deltas.places import Place
from services.reporting.domain.answers import Status
from services.reporting.domain.expressions import Row


class Span(NamedTuple):
    """Positions ``start`` <= p < ``end`` of a source's log; None is open."""

    start: int
    end: int | None

    def holds(self, position: int) -> bool:
        return self.start <= position and (self.end is None or position < self.end)

    def edges(self, after: int, until: int) -> Iterator[int]:
        """The positions after the one and up to the other at which it begins or ends."""
        for edge in self:
            if edge is not None and after < edge <= until:
                yield edge


@dataclass(frozen=True, slots=True)
class Life:
    """``entries``: what was known on entry, one span after the other. ``statuses``: those after exit.

    ``since``: the position at which it was recorded first.
    """

    participation: UUID
    person: UUID
    since: int
    entries: Sequence[tuple[Span, Row]]
    statuses: Sequence[tuple[Span, Status]]

    def entry_at(self, position: int) -> Row | None:
        return next((row for span, row in self.entries if span.holds(position)), None)

    def statuses_at(self, position: int) -> list[Status]:
        return [status for span, status in self.statuses if span.holds(position)]

    @property
    def spans(self) -> Iterator[Span]:
        """For how long each thing about it was known."""
        return (span for known in (self.entries, self.statuses) for span, _ in known)


class Move(NamedTuple):
    """By the fact at this position of the log each of these places gained or lost so many."""

    position: int
    values: Mapping[Place, int]


class Moves(NamedTuple):
    """By each of the facts at these positions of the log, each of these places gained or lost so many."""

    positions: Sequence[int]
    values: Mapping[Place, int]


def moves_between(positions: Iterable[int], places_at: Callable[[int], Mapping[Place, int]]) -> Iterator[Move]:
    """How somebody came from the places at the first position to those at the last, by way of those in between.

    ``places_at``: how often each place holds them. Only places that hold another number at the last than at the first
    are told, so a detour is not; the values of a place add up to what changed there, whatever there was in between.
    """
    first, *rest = positions
    if not rest:
        return
    before, last = places_at(first), places_at(rest[-1])
    changed = [place for place in {**before, **last} if before.get(place, 0) != last.get(place, 0)]
    if not changed:
        return
    for position in rest:
        now = last if position == rest[-1] else places_at(position)
        values = {place: value for place in changed if (value := now.get(place, 0) - before.get(place, 0))}
        if values:
            yield Move(position, values)
        before = now
