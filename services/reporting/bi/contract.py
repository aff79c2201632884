"""The views of ``bi_v1`` as programs see them: columns with their types, and which of them tell rows apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Type(StrEnum):
    """The types there are, under their names in OData."""

    TEXT = "Edm.String"
    NUMBER = "Edm.Int64"
    DATE = "Edm.Date"
    MOMENT = "Edm.DateTimeOffset"


@dataclass(frozen=True, slots=True)
class View:
    """``dimensions`` together name one row; ``measures`` are what is counted there."""

    name: str
    dimensions: Mapping[str, Type]
    measures: Mapping[str, Type]

    @property
    def columns(self) -> Mapping[str, Type]:
        return {**self.dimensions, **self.measures}


def _text(*names: str) -> dict[str, Type]:
    return dict.fromkeys(names, Type.TEXT)


def _numbers(*names: str) -> dict[str, Type]:
    return dict.fromkeys(names, Type.NUMBER)


PLACE: Final = _text("operation", "sozialraum")
MONTHLY: Final = {**PLACE, "month": Type.DATE}
VIEWS: Final[Mapping[str, View]] = {
    view.name: view
    for view in (
        View(
            "participations",
            {**PLACE, **_text("entry_half_year", "gender", "age_band", "employment")},
            _numbers("persons"),
        ),
        View("esf_indicators", {**PLACE, **_numbers("year"), **_text("indicator", "gender")}, _numbers("value")),
        View("contacts_monthly", {**MONTHLY, **_text("kind")}, _numbers("contacts", "minutes")),
        View("problems_monthly", {**MONTHLY, **_text("topic")}, _numbers("cases")),
        View("referrals_monthly", {**MONTHLY, **_text("partner_kind", "state")}, _numbers("referrals", "median_days")),
        View("outcomes", {**PLACE, **_text("dimension", "stage", "level")}, _numbers("persons")),
        View(
            "community_events",
            {**MONTHLY, **_text("kind")},
            _numbers("events", "attendance", "volunteer_hours", "volunteer_minutes"),
        ),
        View(
            "freshness",
            _text("source"),
            {
                "position": Type.NUMBER,
                "recorded_time": Type.MOMENT,
                "lag_events": Type.NUMBER,
                "checked_time": Type.MOMENT,
            },
        ),
    )
}
