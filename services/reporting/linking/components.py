"""Who is one person: the connected components of the links between persons. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID


class Link(NamedTuple):
    """An active link between two persons; ``place``: the position of its fact in intake's log."""

    one: UUID
    other: UUID
    place: int


class Component(NamedTuple):
    """Persons that links join, directly or through others, and all links between them in the order of recording."""

    persons: frozenset[UUID]
    links: tuple[Link, ...]


def components(links: Iterable[Link]) -> list[Component]:
    """In no particular order, whatever the order of the links; who is linked with nobody is in none."""
    touching: defaultdict[UUID, list[Link]] = defaultdict(list)
    for link in links:
        touching[link.one].append(link)
        touching[link.other].append(link)
    seen: set[UUID] = set()
    return [_component(start, touching, seen) for start in touching if start not in seen]


def _component(start: UUID, touching: dict[UUID, list[Link]], seen: set[UUID]) -> Component:
    """Everybody who can be reached from a person."""
    found, next_ones, through = {start}, [start], set[Link]()
    while next_ones:
        for link in touching[next_ones.pop()]:
            through.add(link)
            next_ones.extend({link.one, link.other} - found)
            found.update((link.one, link.other))
    seen |= found
    return Component(frozenset(found), tuple(sorted(through, key=lambda link: link.place)))
