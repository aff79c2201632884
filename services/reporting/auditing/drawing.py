"""How a sample is drawn: reproducible by anybody, with nothing but SHA-256.

Each participation of the population has a lot: SHA-256 over the UTF-8 bytes of ``<seed>|<participation id>``, the seed
in decimal digits, the id in lower case with hyphens. The participations with the lowest lots, compared as bytes, are
the sample, in the order of their lots. No generator of random numbers is asked: who has the ids can draw by hand.
"""

import hashlib
import heapq
from collections.abc import Iterable
from typing import Final
from uuid import UUID

ALGORITHM: Final = (
    "Für jede gezählte Teilnahme wird SHA-256 über „Startwert|Kennung“ gebildet (Startwert dezimal, Kennung klein "
    "mit Bindestrichen, UTF-8). Gezogen werden die Teilnahmen mit den kleinsten Werten, in dieser Reihenfolge."
)


def lot(seed: int, participation: UUID) -> bytes:
    """What decides whether a participation is drawn (32 bytes)."""
    return hashlib.sha256(f"{seed}|{participation}".encode()).digest()


def drawn(seed: int, population: Iterable[UUID], size: int) -> list[UUID]:
    """The sample in the order of drawing; all of the population where it is smaller."""
    return heapq.nsmallest(size, population, key=lambda each: lot(seed, each))
