"""German words for what checks, targets and the tables for the Commission say."""

from collections.abc import Mapping
from typing import Final

from services.contracts.districts import CategoryOfRegion

SEVERITIES: Final[Mapping[str, str]] = {"error": "Fehler", "warning": "Hinweis"}
STATES: Final[Mapping[str | None, str]] = {
    "reached": "erreicht",
    "missed": "nicht erreicht",
    "open": "noch offen",
    None: "wird hier nicht gezählt",
}
MEASURES: Final[Mapping[str, str]] = {
    "indicator": "Indikator",
    "contacts": "Kontakte",
    "clients": "Ratsuchende",
    "events": "Veranstaltungen",
    "referrals": "Vermittlungen",
    "meetings": "Netzwerktreffen",
    "volunteer_hours": "Ehrenamtliche Stunden",
    "other": "Eigenes Ziel",
}
REGIONS: Final[Mapping[CategoryOfRegion, str]] = {
    "less_developed": "weniger entwickelte Region",
    "transition": "Übergangsregion",
    "more_developed": "stärker entwickelte Region",
}
HOLDS: Final = "stimmt"
BROKEN: Final = "stimmt nicht"
# Rules of the Commission without a number of their own, by the key that programs get.
RULES: Final[Mapping[str, str]] = {"10-reference": "Tabelle 10, Bezug", "10-percent": "Tabelle 10, Prozent"}
