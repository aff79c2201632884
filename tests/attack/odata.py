"""Rows of the OData service, for the table of ``routes``."""

from typing import Any, Final

EVALUATORS: Final = frozenset({"koordination", "planung", "auswertung"})
PLACES: Final = {"entity_set": "participations"}

Fields = dict[str, Any]
OF_ODATA: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/reporting/odata/"): {"roles": EVALUATORS},
    ("GET", "/reporting/odata/$metadata"): {"roles": EVALUATORS},
    ("GET", "/reporting/odata/{entity_set}"): {"roles": EVALUATORS},
    ("GET", "/reporting/odata/{entity_set}/$count"): {"roles": EVALUATORS},
}
