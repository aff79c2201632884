"""Why an event or a meeting does not take place, in German."""

from collections.abc import Mapping
from typing import Final

from services.contracts.events.words import Cancelled

CANCELLATIONS: Final[Mapping[Cancelled, str]] = {
    "too_few": "zu wenige Anmeldungen",
    "weather": "Wetter",
    "illness": "Krankheit",
    "no_room": "kein Raum",
    "funding": "kein Geld",
    "recorded_by_mistake": "versehentlich angelegt",
    "other": "anderer Grund",
}
