"""What changed, by place and cause: the account that has to add up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from services.reporting.deltas.causes import TITLES, Cause
from services.reporting.deltas.places import Place, Values
from services.reporting.explaining.events import Place as Fact


@dataclass(slots=True)
class Part:
    """What one cause did to a place, and by which facts."""

    value: int = 0
    facts: set[Fact] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries by place and cause."""

    places: defaultdict[Place, dict[Cause, Part]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, place: Place, cause: Cause, value: int, facts: Collection[Fact]) -> None:
        """What each of these facts did; an entry even where another one outweighs it."""
        part = self._part(place, cause)
        part.value += value * len(facts)
        part.facts.update(facts)

    def add_change(self, place: Place, cause: Cause, value: int, facts: Iterable[Fact] = ()) -> None:
        """What these facts did together; no entry where nothing changed."""
        if value:
            part = self._part(place, cause)
            part.value += value
            part.facts.update(facts)

    def add_changes(self, cause: Cause, changes: Values, facts: Iterable[Fact] = ()) -> None:
        """Every change that is one, each by all of these facts."""
        behind = tuple(facts)
        for place, value in changes.items():
            self.add_change(place, cause, value, behind)

    def sum_of(self, place: Place) -> int:
        return sum(part.value for part in self.places.get(place, {}).values())

    def causes(self, place: Place) -> Iterator[tuple[Cause, Part]]:
        """In the order in which causes are told."""
        parts: Mapping[Cause, Part] = self.places.get(place, {})
        return ((cause, parts[cause]) for cause in TITLES if cause in parts)

    def _part(self, place: Place, cause: Cause) -> Part:
        parts = self.places[place]
        if cause not in parts:
            parts[cause] = Part()
        return parts[cause]
