"""What the table of routes says of the funding of operations; what is kept is sent under a key before all tests."""

from typing import Any, Final

from tests.attack.directory import NOT_THERE, NOTHING, Fields

FUNDING: Final = "/districts/operations/{operation}/funding"
KEEPERS_OF_MONEY: Final = frozenset({"koordination"})
BOOKED: Final = {"cents": 100, "on": "2024-03-04"}
PERIOD: Final = {"first_day": "2024-01-01", "last_day": "2024-12-31"}
MONEY: Final[dict[str, Any]] = {"shares": [{"source": "esf", "cents": 100}], "costs": [{"kind": "staff", "cents": 100}]}
OF_FUNDING: Final[dict[tuple[str, str], Fields]] = {
    ("GET", FUNDING): {"roles": frozenset({"koordination", "planung", "pruefung"})},
    **{
        ("POST", f"{FUNDING}/{what}"): {"roles": KEEPERS_OF_MONEY, "body": body, "keyed": True}
        for what, body in {
            "plans": {**PERIOD, **MONEY},
            "expenses": {"kind": "staff", **BOOKED},
            "payment-requests": {"source": "esf", **BOOKED},
            "payments": {"source": "esf", **BOOKED},
            "posts": {"title": "Sozialarbeit", "hundredths": 75, **PERIOD},
            "targets": {"of": "clients", "value": 100, "by": "2027-12-31"},
            "milestones": {"title": "Büro eröffnet", "due": "2024-06-30"},
            "documents": {"kind": "grant", "title": "Bescheid", "on": "2024-01-01"},
            "holds": {"grounds": "audit", "on": "2024-03-04"},
        }.items()
    },
    ("POST", f"{FUNDING}/fillings"): {
        "roles": KEEPERS_OF_MONEY,
        "body": {"post_id": NOTHING, "staff_id": NOTHING, "hundredths": 50, "first_day": "2024-01-01"},
        "answers": NOT_THERE,
    },
    ("POST", f"{FUNDING}/lifted-holds"): {
        "roles": KEEPERS_OF_MONEY,
        "body": {"hold_id": NOTHING, "on": "2024-03-04"},
        "answers": NOT_THERE,
    },
    ("POST", f"{FUNDING}/withdrawals"): {
        "roles": KEEPERS_OF_MONEY,
        "body": {"entry_id": NOTHING},
        "answers": NOT_THERE,
    },
}
