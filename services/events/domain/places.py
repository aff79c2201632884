"""Who has a place and who waits: it follows from the order of registrations and the capacity, and from nothing else.

Places are given strictly in order: as soon as one has to wait, all later ones do. So whoever has a place never loses it
to somebody else, whatever is given back in between.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID


def accepted(capacity: int | None, wanted: Iterable[tuple[UUID, int]]) -> dict[UUID, bool]:
    """Registration -> whether it has places, of (registration, persons) in order; no capacity: place for everybody."""
    answers: dict[UUID, bool] = {}
    taken, is_full = 0, False
    for registration, persons in wanted:
        is_full = is_full or (capacity is not None and taken + persons > capacity)
        answers[registration] = not is_full
        taken += 0 if is_full else persons
    return answers


@dataclass(frozen=True, slots=True)
class Places:
    """``wanted``: persons of each registration that was not given back, in order; ``given_back``: the others."""

    capacity: int | None = None
    wanted: Mapping[UUID, int] = field(default_factory=dict)
    given_back: frozenset[UUID] = frozenset()

    def of(self, capacity: int | None) -> "Places":
        return replace(self, capacity=capacity)

    def requested(self, registration: UUID, persons: int) -> "Places":
        return replace(self, wanted={**self.wanted, registration: persons})

    def released(self, registration: UUID) -> "Places":
        left = {key: persons for key, persons in self.wanted.items() if key != registration}
        return replace(self, wanted=left, given_back=self.given_back | {registration})

    @property
    def accepted(self) -> dict[UUID, bool]:
        return accepted(self.capacity, self.wanted.items())

    @property
    def taken(self) -> int:
        """Persons with a place."""
        return sum(self.wanted[key] for key, has_place in self.accepted.items() if has_place)

    @property
    def waiting(self) -> int:
        """Persons who wait for one."""
        return sum(self.wanted.values()) - self.taken

    @property
    def fewest(self) -> int:
        """No capacity below this: a place that was given stays, and whoever waits must fit in one day."""
        return max([self.taken, *self.wanted.values()], default=0)
