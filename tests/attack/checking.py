"""Rows of checks before a submission, of the tables for the Commission and of the Land, for the table of ``routes``."""

from typing import Any, Final

READERS: Final = frozenset({"koordination", "planung", "pruefung", "auswertung"})
PLACES: Final = {"check": "incomplete_share"}
PERIOD: Final = {"period": "202606"}

Fields = dict[str, Any]
OF_CHECKING: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/reporting/operations/{operation}/reports/checks"): {"roles": READERS, "query": {"as_of": "2026-06-30"}},
    ("GET", "/reporting/operations/{operation}/reports/sfc"): {"roles": READERS, "query": PERIOD},
    ("GET", "/reporting/checks"): {"roles": READERS},
    ("POST", "/reporting/checks/{check}"): {
        "roles": frozenset({"koordination"}),
        "body": {"threshold": 15},
        "keyed": True,
    },
    ("GET", "/reporting/land/rollup"): {"roles": frozenset({"land"}), "query": PERIOD},
}
