"""Words of press work: channels and tones as people read them."""

from collections.abc import Mapping
from typing import Final

from services.contracts.events.words import PressChannel, Tone

CHANNELS: Final[Mapping[PressChannel, str]] = {
    "print": "Zeitung, Zeitschrift",
    "online": "Internet",
    "radio": "Radio",
    "television": "Fernsehen",
    "social_media": "Soziale Medien",
    "newsletter": "Rundbrief",
    "flyer": "Faltblatt, Aushang",
}
TONES: Final[Mapping[Tone, str]] = {"positive": "positiv", "neutral": "neutral", "negative": "negativ"}
# How a tone stands out at a glance, beside its word.
BADGES: Final[Mapping[Tone, str]] = {"positive": "success", "neutral": "info", "negative": "danger"}
