"""A district's list of topics as everybody reads it: what may be chosen now, and what any recorded key means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from services.contracts.districts import Term
from services.contracts.vocabularies import handlungsfelder_of, topics


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``terms`` may be chosen in this version; ``readable`` holds every term there ever was, newest wording first."""

    version: int
    terms: tuple[Term, ...]
    readable: Mapping[str, Term]

    def offers(self, key: str) -> bool:
        """May this topic be recorded now?"""
        return any(term.key == key for term in self.terms)

    def term(self, key: str) -> Term | None:
        """What a recorded key means, even if it is no longer offered."""
        return self.readable.get(key)

    def label(self, key: str) -> str:
        """The German words; the key itself for one that nobody knows."""
        known = self.term(key)
        return key if known is None else known.label

    def core(self, key: str) -> str | None:
        """The entry of the common list that it belongs to."""
        known = self.term(key)
        return None if known is None else known.core

    def handlungsfelder(self, key: str) -> tuple[str, ...]:
        """The fields of action; where the district says nothing, those of the common list."""
        known = self.term(key)
        if known is None:
            return ()
        return known.handlungsfelder or handlungsfelder_of(known.core)


def common_list() -> tuple[Term, ...]:
    """The list of all districts, as terms."""
    return tuple(
        Term(key=key, label=label, core=key, handlungsfelder=handlungsfelder_of(key)) for key, label in topics().items()
    )


def with_common_list(versions: Sequence[tuple[int, tuple[Term, ...]]]) -> Vocabulary:
    """From all released versions, newest first; where there is none, the common list as version 0.

    Import files name entries of the common list whatever a district released, so these stay readable.
    """
    common = common_list()
    number, newest = versions[0] if versions else (0, common)
    readable = {term.key: term for terms in (common, *(terms for _, terms in reversed(versions))) for term in terms}
    return Vocabulary(number, newest, MappingProxyType(readable))
