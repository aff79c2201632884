"""Documents that were handed in, added up cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.reporting.checking.transmission import Counted

COMBINATIONS: Final = "C6"  # the check that says: whoever is in a combination is in exactly one of its parts


@dataclass(frozen=True, slots=True)
class Handed:
    """One document: its cells by code, and whether its combinations equal the sums of their parts."""

    cells: Mapping[str, Mapping[str, Any]]
    combines: bool


def handed(document: Mapping[str, Any]) -> Handed:
    """What the roll-up reads of a document."""
    cells = {cell["code"]: cell for cell in document["indicators"]}
    return Handed(cells, all(one["holds"] for one in document["checks"] if one["id"] == COMBINATIONS))


@dataclass(frozen=True, slots=True)
class Added(Counted):
    """The cells of several documents. They say nothing of the reporting date before."""

    documents: Sequence[Handed]

    def value(self, code: str, gender: str) -> int:
        return sum(int(one.cells[code][gender]) for one in self.documents)

    def together(self, codes: tuple[str, ...], gender: str) -> int:
        """A document does not hold combinations; where its own check says that they add up, they are the sum.

        Where it does not, nobody is counted, so that the rule about the combination breaks and names both values.
        """
        return sum(int(one.cells[code][gender]) for one in self.documents if one.combines for code in codes)

    def in_both(self, codes: tuple[str, ...], gender: str) -> int:
        raise NotImplementedError

    def earlier(self, code: str, gender: str) -> int:
        raise NotImplementedError

    def entities(self, code: str) -> int:
        return sum(int(one.cells[code]["total"]) for one in self.documents)
