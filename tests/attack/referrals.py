"""What the table of routes says of referrals: nothing is open to anybody who belongs to no team of the district."""

from typing import Any, Final

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
NOT_THERE: Final = frozenset({404, 409})
FACHKRAFT: Final = frozenset({"fachkraft"})
KOORDINATION: Final = frozenset({"koordination"})
WRITERS: Final = frozenset({"fachkraft", "koordination"})
HEARD: Final = {"provenance": "partner_phone"}
NEED: Final = {"partner": NOTHING, "topics": ["schulden"]}
TERMS: Final = {"answer_days": 14, "arrival_days": 28, "outcome_days": 90, "assure_days": 180}

Fields = dict[str, Any]  # of a Row


def moved(**body: Any) -> Fields:
    """A command on a referral, or in a case, that is not there."""
    return {"roles": FACHKRAFT, "body": body, "answers": NOT_THERE}


OF_REFERRALS: Final[dict[tuple[str, str], Fields]] = {
    ("POST", "/referral/referrals"): moved(case=NOTHING, **NEED),
    ("POST", "/referral/same-need"): moved(case=NOTHING, **NEED),
    ("POST", "/referral/matches"): {"roles": FACHKRAFT, "body": {"topics": ["schulden"]}},
    ("GET", "/referral/referrals"): {"roles": WRITERS},
    ("GET", "/referral/referrals/overdue"): {"roles": WRITERS},
    ("GET", "/referral/cases/{case}/referrals"): {"roles": FACHKRAFT},
    ("GET", "/referral/referrals/{referral}"): {"roles": WRITERS, "answers": NOT_THERE},
    ("POST", "/referral/referrals/{referral}/hand-over"): moved(channel="in_person"),
    ("POST", "/referral/referrals/{referral}/acceptance"): moved(**HEARD),
    ("POST", "/referral/referrals/{referral}/refusal"): moved(**HEARD, by="partner", grounds="other"),
    ("POST", "/referral/referrals/{referral}/rerouting"): moved(**HEARD),
    ("POST", "/referral/referrals/{referral}/arrival"): moved(**HEARD),
    ("POST", "/referral/referrals/{referral}/absence"): moved(**HEARD),
    ("POST", "/referral/referrals/{referral}/outcome"): moved(**HEARD, outcome="solved"),
    ("POST", "/referral/referrals/{referral}/withdrawal"): moved(grounds="other"),
    ("POST", "/referral/referrals/{referral}/closing"): moved(),
    ("POST", "/referral/referrals/{referral}/reopening"): moved(),
    ("POST", "/referral/referrals/{referral}/partner-told"): moved(consent=NOTHING),
    ("GET", "/referral/terms"): {"roles": WRITERS},
    ("POST", "/referral/terms"): {"roles": KOORDINATION, "body": TERMS},
}
PLACES: Final = {"referral": NOTHING}
