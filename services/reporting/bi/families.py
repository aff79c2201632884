"""Which indicators of a catalogue divide people by the same trait: their numbers add up, and are hidden together."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from services.reporting.domain.catalogue import Catalogue
from services.reporting.domain.expressions import Predicate

TRAIT_AT: Final = {"field": 1, "age": 1, "months": 1}
EVERYBODY_HAS: Final = frozenset({"entry_date"})
AGE: Final = "birth_date"
EMPLOYMENT: Final = "employment"

Family = tuple[str, ...]


def families(catalogue: Catalogue, outputs: Sequence[str]) -> list[Family]:
    """The outputs in groups that share a trait, in the catalogue's order."""
    found: list[tuple[set[str], list[str]]] = []
    for code in outputs:
        traits, codes = set(traits_of(catalogue, code)), [code]
        for shared in [each for each in found if each[0] & traits]:
            found.remove(shared)
            traits |= shared[0]
            codes = [*shared[1], *codes]
        found.append((traits, codes))
    return [tuple(codes) for _, codes in found]


def traits_of(catalogue: Catalogue, code: str) -> frozenset[str]:
    """What a predicate asks about a person; empty for what counts everybody."""
    when = catalogue.indicator(code).when
    return frozenset() if when is None else frozenset(_asked(when)) - EVERYBODY_HAS


def _asked(predicate: Predicate) -> Iterator[str]:
    yield from _in(predicate.plain())


def _in(plain: Any) -> Iterator[str]:
    if not isinstance(plain, list | tuple) or not plain:
        return
    if isinstance(plain[0], str) and plain[0] in TRAIT_AT:
        yield plain[TRAIT_AT[plain[0]]]
    for each in plain[1:]:
        yield from _in(each)
