"""The German words of the closed sets that people choose from and read; one entry a value, in the order of forms."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.contracts.districts import CategoryOfRegion, FixedField, OperationMode, SiteKind, StaffRole

ROLES: Final[Mapping[StaffRole, str]] = {
    "fachkraft": "Fachkraft",
    "koordination": "Koordination",
    "planung": "Planung",
    "pruefung": "Prüfung",
    "auswertung": "Auswertung",
    "betrieb": "Betrieb",
    "land": "Land",
}
SITE_KINDS: Final[Mapping[SiteKind, str]] = {
    "office": "Büro",
    "outpost": "Außenstelle",
    "partner_site": "bei einem Partner",
    "street": "Straße, aufsuchend",
}
MODES: Final[Mapping[OperationMode, str]] = {
    "participant_based": "zählt einzelne Teilnahmen",
    "structure_based": "wirkt auf Strukturen, zählt keine einzelnen Teilnahmen",
}
CATEGORIES_OF_REGION: Final[Mapping[CategoryOfRegion, str]] = {
    "less_developed": "weniger entwickelte Region",
    "transition": "Übergangsregion",
    "more_developed": "stärker entwickelte Region",
}
FIXED_FIELDS: Final[Mapping[FixedField, str]] = {
    "employment": "Erwerbsstatus",
    "disability": "Behinderung",
    "foreign_background": "Ausländische Herkunft",
    "minority": "Minderheit",
    "citizenship": "Staatsangehörigkeit",
    "housing": "Wohnsituation",
    "rural": "Ländlicher Wohnort",
}
FIXED_VALUES: Final[Mapping[str, str]] = {
    "employed": "erwerbstätig",
    "unemployed": "arbeitslos",
    "inactive": "nicht erwerbstätig",
    "yes": "ja",
    "no": "nein",
    "german": "deutsch",
    "eu": "anderes Land der EU",
    "third_country": "Land außerhalb der EU",
    "stateless": "staatenlos",
    "undetermined": "ungeklärt",
    "housed": "Wohnung",
    "roofless": "obdachlos",
    "houseless": "wohnungslos, in einer Unterkunft",
    "insecure": "ungesichert",
    "inadequate": "unzumutbar",
}
OPEN_END: Final = "bis auf Weiteres"


def options(words: Mapping[Any, str]) -> Sequence[tuple[str, str]]:
    """As fields of forms take them."""
    return [(str(value), title) for value, title in words.items()]
