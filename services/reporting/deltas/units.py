"""Participations that were reported as one at some time of a stretch; whoever was linked with nobody is alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.reporting.deltas.lives import Life, Span
from services.reporting.linking.components import Link
from services.reporting.linking.groups import Linked, Member, linked

SUBMITTED: Final = "submitted"
NOBODY: Final = Linked()


@dataclass(frozen=True, slots=True)
class Unit:
    """``links``: those between its persons, each as long as it was active."""

    lives: Sequence[Life]
    links: Sequence[tuple[Span, Link]] = ()

    def moves(self, after: int, until: int) -> list[int]:
        """The positions at which something about it was recorded, in the order of recording."""
        spans = (*(span for life in self.lives for span in life.spans), *(span for span, _ in self.links))
        return sorted({edge for span in spans for edge in span.edges(after, until)})

    def linked_at(self, position: int) -> Linked:
        """Who was reported as one by the links active at a position."""
        if not self.links:
            return NOBODY
        return linked((link for span, link in self.links if span.holds(position)), self._members_at(position))

    def _members_at(self, position: int) -> Iterator[Member]:
        for life in self.lives:
            entry = life.entry_at(position)
            if entry is not None and entry["state"] == SUBMITTED:
                entered, left = entry["entry_date"], entry["exit_date"]
                assert isinstance(entered, date), "an entry has a day"
                exit_date = left if isinstance(left, date) else None
                erased = entry["erased"] is True
                yield Member(life.participation, life.person, entered, exit_date, life.since, erased)
