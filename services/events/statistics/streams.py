"""Which stream an indicator, a figure and the district's threshold are."""

from uuid import UUID

from services.contracts.events.words import AreaKind
from services.kernel.ids import DistrictIds


def of_statistic(ids: DistrictIds, statistic: str) -> UUID:
    return ids.derive("statistic", statistic)


def of_figure(ids: DistrictIds, place: tuple[str, AreaKind, str, str]) -> UUID:
    """``place``: indicator, kind of area, area, period."""
    return ids.derive("figure", *place)


def of_threshold(ids: DistrictIds) -> UUID:
    return ids.derive("smallest-shown")
