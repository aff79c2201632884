"""Rows of checkpoints, proofs and certificates of delivery, for the table of ``routes``."""

from typing import Any, Final

EXAMINERS: Final = frozenset({"koordination", "pruefung"})
NOT_THERE: Final = frozenset({404})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = {"certificate_id": NOTHING}

Fields = dict[str, Any]
OF_PROOFS: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/reporting/checkpoint"): {"roles": EXAMINERS},
    ("GET", "/reporting/checkpoints"): {"roles": EXAMINERS},
    ("GET", "/reporting/proofs/inclusion"): {
        "roles": EXAMINERS,
        "query": {"source": "intake", "sequence": "999999"},
        "answers": NOT_THERE,
    },
    ("GET", "/reporting/proofs/consistency"): {
        "roles": EXAMINERS,
        "query": {"from": "999999"},
        "answers": frozenset({422}),
    },
    ("GET", "/reporting/deliveries"): {"roles": EXAMINERS},
    ("POST", "/reporting/deliveries"): {"roles": EXAMINERS, "body": {}, "keyed": True},
    ("GET", "/reporting/deliveries/{certificate_id}"): {"roles": EXAMINERS, "answers": NOT_THERE},
    ("GET", "/reporting/deliveries/{certificate_id}.pdf"): {"roles": EXAMINERS, "answers": NOT_THERE},
}
