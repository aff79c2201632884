"""Which versions of which indicator catalogues are released, and the windows that belong to them.

The indicators themselves are reporting's (``services.reporting.domain.catalogues``); a test holds both together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Release:
    """One released version; days and months as Annex I of the period's regulation says ((EU) 2021/1057, 1304/2013).

    ``long_term_months``: from 25 years on, where a catalogue has another threshold for the young.
    """

    catalogue: str
    version: int
    long_term_months: int
    exit_days: int
    followup_from_months: int
    followup_to_months: int


RELEASES: Final = (
    Release("esf-2014-2020", 1, 12, 28, 6, 9),
    Release("esf-plus-2021-2027", 1, 12, 28, 6, 9),
)
INDICATORS: Final[Mapping[str, Sequence[str]]] = {
    "esf-2014-2020": (
        *(f"CO{number:02}" for number in range(1, 24)),
        *(f"CR{number:02}" for number in range(1, 10)),
    ),
    "esf-plus-2021-2027": (
        *(f"EECO{number:02}" for number in range(1, 20)),
        *(f"EECR{number:02}" for number in range(1, 7)),
    ),
}


def newest_release(catalogue: str) -> Release | None:
    """The newest version of a catalogue, None for an unknown one."""
    known = [release for release in RELEASES if release.catalogue == catalogue]
    return max(known, key=lambda release: release.version, default=None)
