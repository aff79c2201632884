"""Rows of the network and of letters between districts, for the table of ``routes``."""

from typing import Any, Final

WRITERS: Final = frozenset({"fachkraft", "koordination"})
READERS: Final = frozenset({"fachkraft", "koordination", "planung"})
FACHKRAFT: Final = frozenset({"fachkraft"})
KOORDINATION: Final = frozenset({"koordination"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
ELSE: Final = "00000000-0000-8000-8000-000000000002"
PLACES: Final = {"survey_id": NOTHING, "letter_id": NOTHING}
PAIR: Final = {"one_id": NOTHING, "other_id": ELSE, "on": "2024-03-04"}
SURVEY: Final = {
    "title": "Netzwerkbefragung",
    "statements": [{"dimension": "Alltag", "text": "Absprachen werden eingehalten."}],
    "first_day": "2024-03-01",
    "last_day": "2024-03-31",
}
SAID: Final = {"partner_id": NOTHING, "values": {"a1": 4}, "provenance": "partner_phone"}

Fields = dict[str, Any]
OF_NETWORK: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/referral/network"): {"roles": READERS},
    ("POST", "/referral/network/edges"): {"roles": WRITERS, "body": {**PAIR, "strength": 2}, "answers": NOT_THERE},
    ("POST", "/referral/network/edges/ending"): {"roles": WRITERS, "body": PAIR, "answers": NOT_THERE},
    ("POST", "/referral/surveys"): {"roles": KOORDINATION, "body": SURVEY, "keyed": True},
    ("GET", "/referral/surveys"): {"roles": READERS},
    ("GET", "/referral/surveys/{survey_id}"): {"roles": READERS, "answers": NOT_THERE},
    ("POST", "/referral/surveys/{survey_id}/closing"): {"roles": KOORDINATION, "body": {}, "answers": NOT_THERE},
    ("POST", "/referral/surveys/{survey_id}/answers"): {"roles": KOORDINATION, "body": SAID, "answers": NOT_THERE},
    ("GET", "/referral/letters"): {"roles": WRITERS},
    ("GET", "/referral/letters/refused"): {"roles": KOORDINATION},
    ("POST", "/referral/letter-addresses"): {
        "roles": KOORDINATION,
        "body": {"partner_id": NOTHING, "to_district": None},
        "answers": NOT_THERE,
    },
    ("GET", "/referral/letters/{letter_id}"): {"roles": FACHKRAFT, "answers": NOT_THERE},
    ("POST", "/referral/letters/{letter_id}/answer"): {
        "roles": FACHKRAFT,
        "body": {"answer": "accepted"},
        "answers": NOT_THERE,
    },
}
