"""The German words of referral's closed sets, for pages, files and everything public."""

from collections.abc import Mapping
from typing import Final

from services.contracts.referral import Accessibility, Capacity, Cost

COSTS: Final[Mapping[Cost, str]] = {"free": "kostenlos", "reduced": "ermäßigt", "charged": "kostenpflichtig"}
CAPACITIES: Final[Mapping[Capacity, str]] = {
    "open": "nimmt auf",
    "waiting_list": "Warteliste",
    "closed": "nimmt zurzeit nicht auf",
}
ACCESSIBILITIES: Final[Mapping[Accessibility, str]] = {
    "step_free": "stufenlos",
    "lift": "Aufzug",
    "accessible_toilet": "barrierefreie Toilette",
    "sign_language": "Gebärdensprache",
    "plain_language": "Leichte Sprache",
    "home_visit": "kommt nach Hause",
    "guide_dog": "Assistenzhund willkommen",
}
