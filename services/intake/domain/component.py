"""Who is one person? The connected components of the edges between persons."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias
from uuid import UUID

Edge: TypeAlias = tuple[UUID, UUID]


def components(edges: Iterable[Edge]) -> dict[UUID, frozenset[UUID]]:
    """Everybody who has an edge -> all persons who are one with her, herself included; direction does not matter."""
    neighbours = defaultdict[UUID, set[UUID]](set)
    for one, other in edges:
        neighbours[one].add(other)
        neighbours[other].add(one)
    found: dict[UUID, frozenset[UUID]] = {}
    for start in neighbours:
        if start not in found:
            together = _reached(start, neighbours)
            found.update(dict.fromkeys(together, together))
    return found


def _reached(start: UUID, neighbours: dict[UUID, set[UUID]]) -> frozenset[UUID]:
    seen, waiting = {start}, [start]
    while waiting:
        new = neighbours[waiting.pop()] - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)
