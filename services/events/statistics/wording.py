"""German words of social reporting."""

from collections.abc import Mapping
from typing import Final

from services.contracts.events.words import AreaKind
from services.events.statistics.queries import Figure

AREA_KINDS: Final[Mapping[AreaKind, str]] = {
    "sozialraum": "Sozialraum",
    "municipality": "Gemeinde",
    "district": "Landkreis",
}
SMALL: Final = "weniger als {} Personen"


def area_name(figure: Figure) -> str:
    """What the area is called; an AGS stands beside its name."""
    if figure.area_label is None:
        return figure.area
    return f"{figure.area_label} ({figure.area})" if figure.area_kind == "municipality" else figure.area_label
