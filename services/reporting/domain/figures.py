"""The figures of a report: counted persons, estimates in the place of some, and supported entities."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from services.reporting.domain.cells import GENDERS, TOTAL, Cells, Counts
from services.reporting.domain.checks import Compared

# Of an operation that works on structures participations are recorded and not counted.
STRUCTURE_BASED: Final = "structure_based"
STRUCTURE_BASED_TITLE: Final = "Vorhaben ohne Zählung einzelner Teilnahmen"
NOBODY: Final[Counts] = dict.fromkeys(GENDERS, 0)


@dataclass(frozen=True, slots=True)
class Figures:
    """``estimated``: the codes whose value is an estimate. ``entities``: by code; an absent code is 0."""

    compared: Compared
    estimated: frozenset[str] = frozenset()
    entities: Mapping[str, int] = field(default_factory=dict)


def with_estimates(compared: Compared, now: Mapping[str, Counts], before: Mapping[str, Counts]) -> Compared:
    """Estimates, as of the report's day and as of the reporting date before, in the place of counted values."""
    counted = compared.now
    return replace(
        compared,
        now=replace(counted, indicators={**counted.indicators, **now}),
        before={**compared.before, **before},
    )


def without_persons(compared: Compared) -> Compared:
    """Nobody is counted; whom the report would have counted stands under a reason of its own."""
    counted = compared.now
    everybody = counted.summed(compared.catalogue.everybody, TOTAL)
    reasons = {**counted.not_counted, STRUCTURE_BASED: everybody} if everybody else counted.not_counted
    nobody = Cells(
        indicators=dict.fromkeys(counted.indicators, NOBODY),
        combinations=dict.fromkeys(counted.combinations, NOBODY),
        not_counted=reasons,
        everybody=NOBODY,
    )
    return replace(compared, now=nobody, before=dict.fromkeys(compared.before, NOBODY))
