"""Rows of the directory (partners, places, contact persons, agreements, offers), for the table of ``routes``."""

from typing import Any, Final

WRITERS: Final = frozenset({"fachkraft", "koordination"})
READERS: Final = frozenset({"fachkraft", "koordination", "planung"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = dict.fromkeys(("partner", "location", "contact_person", "agreement", "offer"), NOTHING)
PARTNER: Final = {"name": "Schuldnerberatung", "kind": "beratungsstelle"}
CONFIRMED: Final = {"on": "2024-03-04", "provenance": "visit"}
ON: Final = {"on": "2024-03-04"}
AGREED: Final = {"kind": "cooperation", **ON}
OFFER: Final = {"name": "Sprechstunde", "topics": ["schulden"]}

Fields = dict[str, Any]


def read(**fields: Any) -> Fields:
    return {"roles": READERS, **fields}


def absent(**body: Any) -> Fields:
    """A command on something that is not there."""
    return {"roles": WRITERS, "body": body, "answers": NOT_THERE}


ONE: Final = "/referral/partners/{partner}"
OF_PARTNERS: Final[dict[tuple[str, str], Fields]] = {
    ("POST", "/referral/partners"): {"roles": WRITERS, "body": PARTNER},
    ("GET", "/referral/partners"): read(),
    ("GET", ONE): read(answers=NOT_THERE),
    ("POST", f"{ONE}/details"): absent(**PARTNER),
    ("POST", f"{ONE}/delisting"): absent(**ON),
    ("POST", f"{ONE}/relisting"): absent(**PARTNER),
    ("POST", f"{ONE}/assurances"): absent(**CONFIRMED),
    ("POST", f"{ONE}/locations"): absent(name="Am Markt"),
    ("GET", f"{ONE}/locations"): read(answers=NOT_THERE),
    ("POST", f"{ONE}/locations/{{location}}/details"): absent(name="Am Markt"),
    ("POST", f"{ONE}/locations/{{location}}/delisting"): absent(**ON),
    ("POST", f"{ONE}/contact-persons"): absent(name="Erika Beispiel"),
    ("GET", f"{ONE}/contact-persons"): {"roles": WRITERS},
    ("POST", f"{ONE}/contact-persons/{{contact_person}}/details"): absent(name="Erika Beispiel"),
    ("POST", f"{ONE}/contact-persons/{{contact_person}}/delisting"): absent(**ON),
    ("POST", f"{ONE}/agreements"): absent(**AGREED),
    ("POST", f"{ONE}/agreements/{{agreement}}/details"): absent(**AGREED),
    ("POST", f"{ONE}/agreements/{{agreement}}/ending"): absent(**ON),
    ("GET", "/referral/agreements"): read(query={"within": "60"}),
    ("POST", f"{ONE}/offers"): absent(**OFFER),
    ("POST", f"{ONE}/offers/similar"): {"roles": WRITERS, "body": OFFER},
    ("GET", "/referral/offers"): read(query={"topic": "schulden", "on": "2026-06-30"}),
    ("GET", "/referral/offers/{offer}"): read(answers=NOT_THERE),
    ("POST", "/referral/offers/{offer}/details"): absent(**OFFER),
    ("POST", "/referral/offers/{offer}/delisting"): absent(**ON),
    ("POST", "/referral/offers/{offer}/relisting"): absent(**OFFER),
    ("POST", "/referral/offers/{offer}/assurances"): absent(**CONFIRMED),
    ("POST", "/referral/offers/{offer}/capacity"): absent(capacity="open", **CONFIRMED),
    ("POST", "/referral/offers/{offer}/hours"): absent(start="2026-01-01", hours=[]),
    ("POST", "/referral/offers/{offer}/exceptions"): absent(hours=[], **ON),
    ("GET", "/referral/offers/{offer}/hours"): read(
        query={"from": "2026-01-01", "to": "2026-01-31"}, answers=NOT_THERE
    ),
    ("GET", "/referral/freshness"): read(),
}
