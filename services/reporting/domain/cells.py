"""The counted cells of an ESF report: persons by indicator and gender, and what the checks need beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

GENDERS: Final = ("female", "male", "non_binary")
TOTAL: Final = "total"
LINKED: Final = "linked"  # the reason of whoever is reported as one with an earlier participation of the same person
INCOMPLETE: Final = "incomplete"  # the reason of whoever is counted in a grand total only
GRAND_TOTAL: Final = "grand_total"  # the figure that catalogues may tell beside their indicators
UNKNOWN_GENDER: Final = "unknown"

Counts = Mapping[str, int]  # by gender


@dataclass(frozen=True, slots=True)
class Cells:
    """``indicators``: persons by code and gender. ``combinations``: persons under at least one of several codes.

    ``overlap``: persons under both codes that must be disjoint. ``not_counted``: participations by reason, no zeros.
    ``everybody``: by gender, or ``unknown``, who is counted or would be with a complete record.
    """

    indicators: Mapping[str, Counts]
    combinations: Mapping[tuple[str, ...], Counts]
    overlap: int = 0
    not_counted: Mapping[str, int] = field(default_factory=dict)
    everybody: Counts = field(default_factory=dict)

    def value(self, code: str, gender: str = TOTAL) -> int:
        """Persons under an indicator, of a gender or in total."""
        return value_of(self.indicators[code], gender)

    def combined(self, codes: tuple[str, ...], gender: str) -> int:
        """Persons under at least one of the codes."""
        return value_of(self.combinations[codes], gender)

    def summed(self, codes: Iterable[str], gender: str) -> int:
        return sum(self.value(code, gender) for code in codes)


def value_of(counts: Counts, gender: str) -> int:
    """Persons of a gender or in total."""
    return sum(counts.values()) if gender == TOTAL else counts[gender]
