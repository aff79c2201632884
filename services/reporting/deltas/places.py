"""Where something counts: a cell of the report, or a reason for which a participation is not counted."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from services.reporting.domain.cells import GENDERS, INCOMPLETE, TOTAL, UNKNOWN_GENDER
from services.reporting.esf import Rules

BY_GENDER: Final = (*GENDERS, UNKNOWN_GENDER, TOTAL)
GRAND_TOTAL: Final = "grand_total"  # told beside the indicators by catalogues that know it


class Cell(NamedTuple):
    """One figure of an indicator, or of the grand total: of a gender or in total."""

    code: str
    gender: str


class NotCounted(NamedTuple):
    """The participations that have this reason."""

    reason: str


Place = Cell | NotCounted
Values = Mapping[Place, int]


def values_of(document: Mapping[str, Any]) -> dict[Place, int]:
    """Every figure of an ESF report's document; what it does not give (null: not collected) is left out."""
    cells = [*document["indicators"]]
    if GRAND_TOTAL in document:
        cells.append({"code": GRAND_TOTAL, **document[GRAND_TOTAL]})
    found: dict[Place, int] = {
        Cell(one["code"], gender): one[gender] for one in cells for gender in BY_GENDER if one.get(gender) is not None
    }
    return found | {NotCounted(one["reason"]): one["participations"] for one in document["not_counted"]}


def difference(before: Values, after: Values) -> dict[Place, int]:
    """What each place gained; a place that is missing holds nobody."""
    return {place: after.get(place, 0) - before.get(place, 0) for place in {**before, **after}}


def estimated_in(document: Mapping[str, Any]) -> frozenset[str]:
    """The codes for which an estimate stands."""
    return frozenset(one["code"] for one in document["indicators"] if one["estimated"])


def places_of(reason: str | None, codes: Iterable[str], gender: str | None, rules: Rules) -> frozenset[Place]:
    """Where one participation counts: under its codes by gender and in total, or under the reason why it does not."""
    entered = frozenset() if reason else frozenset(codes)
    has_grand_total = rules.catalogue.grand_total and rules.settings.participant_based
    if has_grand_total and reason in (None, INCOMPLETE):
        entered |= {GRAND_TOTAL}
    cells = _cells(entered, gender or UNKNOWN_GENDER)
    return cells | {NotCounted(reason)} if reason else cells


@lru_cache(maxsize=4096)
def _cells(codes: frozenset[str], gender: str) -> frozenset[Place]:
    """Many participations count in the same cells."""
    return frozenset(Cell(code, each) for code in codes for each in (gender, TOTAL))
