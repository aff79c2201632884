"""Rows of submissions, for the table of ``routes``."""

from typing import Any, Final

READERS: Final = frozenset({"koordination", "planung", "pruefung", "auswertung"})
KOORDINATION: Final = frozenset({"koordination"})
EXAMINERS: Final = frozenset({"koordination", "pruefung"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = {"submission": NOTHING}

Fields = dict[str, Any]
ONE: Final = "/reporting/submissions/{submission}"
OF_SUBMISSIONS: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/reporting/submissions"): {"roles": READERS},
    ("POST", "/reporting/operations/{operation}/submissions"): {
        "roles": KOORDINATION,
        "body": {"as_of": "2026-06-30", "replaces": NOTHING},
        "answers": NOT_THERE,
    },
    ("GET", ONE): {"roles": READERS, "answers": NOT_THERE},
    ("GET", f"{ONE}/verification"): {"roles": EXAMINERS, "answers": NOT_THERE},
    ("POST", f"{ONE}/approval"): {"roles": KOORDINATION, "body": {}, "answers": NOT_THERE},
    ("POST", f"{ONE}/return"): {"roles": KOORDINATION, "body": {"ground": "other"}, "answers": NOT_THERE},
    ("POST", f"{ONE}/withdrawal"): {"roles": KOORDINATION, "body": {}, "answers": NOT_THERE},
}
