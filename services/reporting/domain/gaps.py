"""Where is help sought that nobody offers, and where do several offer the same? Told per Sozialraum and topic.

A cell is a topic in a Sozialraum: contacts and cases of a period in which it came up, against the offers that stand in
the directory for it there; an offer that names no Sozialraum is there in all of them.

- *gap*: it came up at least :data:`ENOUGH` times, and no offer is there.
- *full*: the same, and none of the offers takes anybody at the moment.
- *overlap*: at least two of its offers are for the same people (no target group: for all).
- *covered*: every other cell in which an offer is there.

Fewer than :data:`ENOUGH` contacts or cases, none included, are not told, and without an offer the cell is not there at
all. Where that hides just one Sozialraum of a topic, the smallest of the others is hidden as well: otherwise the
topic's total, which the activity report tells, would give it away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal, TypeAlias

Key: TypeAlias = tuple[str, str]  # Sozialraum, topic
Verdict: TypeAlias = Literal["gap", "full", "overlap", "covered"]

ENOUGH: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An offer on a day; ``takes``: not known to be closed and without a waiting list."""

    name: str
    topics: frozenset[str]
    sozialraeume: frozenset[str]
    target_groups: frozenset[str]
    takes: bool

    def is_in(self, sozialraum: str) -> bool:
        return not self.sozialraeume or sozialraum in self.sozialraeume

    def is_like(self, other: "Offer") -> bool:
        """For the same people, as far as the directory says."""
        return not self.target_groups or not other.target_groups or bool(self.target_groups & other.target_groups)


@dataclass(frozen=True, slots=True)
class Sought:
    """How often a topic came up in a Sozialraum, and in how many cases."""

    contacts: int
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """``contacts`` and ``cases`` None: too few to be told. ``alike``: names of offers that are for the same people."""

    sozialraum: str
    topic: str
    contacts: int | None
    cases: int | None
    offers: int
    taking: int
    verdict: Verdict
    alike: tuple[str, ...] = ()


NOTHING: Final = Sought(0, 0)


def cells(sought: Mapping[Key, Sought], offers: Sequence[Offer], sozialraeume: Iterable[str]) -> list[Cell]:
    """By Sozialraum and topic; ``sought`` under the same pair."""
    places = {*sozialraeume, *(place for place, _ in sought), *(place for one in offers for place in one.sozialraeume)}
    topics = {*(topic for _, topic in sought), *(topic for one in offers for topic in one.topics)}
    found: list[Cell] = []
    for topic in topics:
        of_topic = {place: sought.get((place, topic), NOTHING) for place in places}
        contacts = told({place: each.contacts for place, each in of_topic.items()})
        cases = told({place: each.cases for place, each in of_topic.items()})
        for place, each in of_topic.items():
            cell = _cell((place, topic), each, offers)
            if cell.offers or each.contacts >= ENOUGH:
                found.append(replace(cell, contacts=contacts.get(place), cases=cases.get(place)))
    return sorted(found, key=lambda cell: (cell.sozialraum, cell.topic))


def told(numbers: Mapping[str, int]) -> dict[str, int]:
    """Those numbers of one topic that nobody is found by, by Sozialraum."""
    shown = {place: number for place, number in numbers.items() if number >= ENOUGH}
    hidden = [number for place, number in numbers.items() if place not in shown]
    if len(hidden) == 1 and hidden[0] and shown:
        del shown[min(shown, key=lambda place: (shown[place], place))]
    return shown


def _cell(key: Key, sought: Sought, offers: Sequence[Offer]) -> Cell:
    sozialraum, topic = key
    here = [each for each in offers if topic in each.topics and each.is_in(sozialraum)]
    taking, alike = sum(each.takes for each in here), _alike(here)
    return Cell(
        sozialraum=sozialraum,
        topic=topic,
        contacts=sought.contacts,
        cases=sought.cases,
        offers=len(here),
        taking=taking,
        verdict=_verdict(sought, len(here), taking, alike),
        alike=alike,
    )


def _verdict(sought: Sought, offers: int, taking: int, alike: Sequence[str]) -> Verdict:
    if sought.contacts >= ENOUGH and not taking:
        return "full" if offers else "gap"
    return "overlap" if alike else "covered"


def _alike(offers: Sequence[Offer]) -> tuple[str, ...]:
    pairs = ((one, other) for one, other in combinations(offers, 2) if one.is_like(other))
    return tuple(sorted({each.name for pair in pairs for each in pair}))
