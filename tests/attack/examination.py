"""Rows of mandates, samples and the history that is replayed, for the table of ``routes``.

Pruefung needs a mandate besides its role: without one it is refused like a stranger.
"""

from typing import Any, Final

EXAMINERS: Final = frozenset({"koordination", "pruefung"})
KOORDINATION: Final = frozenset({"koordination"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = {"mandate": NOTHING, "sample": NOTHING}
# For somebody who is not there: granted, it would be waited for in reports.
MANDATE: Final = {
    "staff_id": NOTHING,
    "operations": ["thinka-2022"],
    "audited_from": "2024-01-01",
    "audited_to": "2024-12-31",
    "expires": "2199-12-31",
}
# Too large: drawn, it would be waited for in reports.
SAMPLE: Final = {"operation": "thinka-2022", "as_of": "2024-12-31", "seed": 17, "size": 100_000}

Fields = dict[str, Any]
OF_EXAMINATION: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/reporting/mandates"): {"roles": EXAMINERS},
    ("GET", "/reporting/mandates/reads"): {"roles": KOORDINATION},
    ("POST", "/reporting/mandates"): {"roles": KOORDINATION, "body": MANDATE, "answers": NOT_THERE},
    ("POST", "/reporting/mandates/{mandate}/revocation"): {"roles": KOORDINATION, "body": {}, "answers": NOT_THERE},
    ("GET", "/reporting/samples"): {"roles": EXAMINERS},
    ("POST", "/reporting/samples"): {"roles": EXAMINERS, "body": SAMPLE, "answers": frozenset({422})},
    ("GET", "/reporting/samples/{sample}"): {"roles": EXAMINERS, "answers": NOT_THERE},
}
