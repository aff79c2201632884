"""Words of the pages about volunteers."""

from collections.abc import Mapping
from typing import Final

from services.contracts.events.words import Provenance

PROVENANCES: Final[Mapping[Provenance, str]] = {
    "self": "selbst angemeldet",
    "staff": "vom Team aufgenommen",
    "partner": "durch einen Partner",
    "imported": "übernommen",
}
# What people choose from when they enlist somebody; a sign-up says so by itself.
ENLISTED_BY: Final[Mapping[Provenance, str]] = {key: PROVENANCES[key] for key in ("staff", "partner")}
