"""Entries that tests tell of."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from services.contracts.districts import Hours
from services.kernel.deciders import Context
from services.kernel.ids import uuid7
from services.referral.exchange.register import ContactPerson, Offer, OneDay, Partner, Place, Taking, Weekly


def asked() -> Context:
    return Context(actor="cli:tester", command_id=uuid7(), correlation_id=uuid4())


def partner(name: str, **more: Any) -> Partner:
    """A public partner of which nothing else is said."""
    said: dict[str, Any] = {"kind": "beratungsstelle", "takes_mail": False, "public": True}
    return Partner(partner_id=uuid4(), name=name, **{**said, **more})


MARKET = Place(
    location_id=UUID("3a19ff88-4620-4d17-9830-ac1d859eb501"),
    name="Haus am Markt",
    street="Markt 1",
    postcode="99310",
    city="Arnstadt",
    sozialraum="arnstadt",
    latitude=50.8343,
    longitude=10.9464,
    accessibility=("lift", "step_free"),
)
DEBTS = Offer(
    offer_id=UUID("3a19ff88-4620-4d17-9830-ac1d859eb502"),
    name="Schuldnerberatung",
    topics=("mietschulden", "schulden"),
    handlungsfelder=("konsum_schulden",),
    target_groups=("familien", "verschuldete"),
    sozialraeume=("arnstadt",),
    languages=("de", "en"),
    accessibility=("plain_language",),
    cost="free",
    location_ids=(MARKET.location_id,),
    description="Wir rechnen gemeinsam.\nUnd sortieren Briefe.",
    requirements="Bitte Unterlagen mitbringen",
    cost_note="Auch für Selbstständige",
    taking=Taking(capacity="waiting_list", on=dt.date(2026, 3, 2), until=dt.date(2026, 12, 31)),
    weekly=(
        Weekly(
            start=dt.date(2026, 1, 1),
            hours=(
                Hours(weekday=1, opens=dt.time(9), closes=dt.time(12)),
                Hours(weekday=4, opens=dt.time(14), closes=dt.time(0), kind="telefon"),
            ),
            on_holidays=True,
        ),
    ),
    exceptions=(OneDay(on=dt.date(2999, 12, 24)),),
    assured_on=dt.date(2026, 2, 1),
)
COUNSEL = partner(
    "Schuldnerhilfe",
    description="Gemeinnütziger Verein",
    phone="+49 3628 12345",
    email="kontakt@schuldnerhilfe.test",
    website="https://schuldnerhilfe.test",
    takes_mail=True,
    assured_on=dt.date(2026, 2, 1),
    places=(MARKET,),
    offers=(DEBTS,),
    contacts=(
        ContactPerson(
            contact_person_id=UUID("3a19ff88-4620-4d17-9830-ac1d859eb503"),
            name="Karla Geheim",
            task="Leitung",
            phone="03628 999",
            email="karla@schuldnerhilfe.test",
        ),
    ),
)
CAFE = partner(
    "Nachbarschaftscafé",
    kind="verein",
    public=False,
    offers=(
        Offer(
            offer_id=UUID("3a19ff88-4620-4d17-9830-ac1d859eb504"),
            name="Offenes Frühstück",
            topics=("isolation",),
            target_groups=("alle",),
            languages=("de",),
            cost="charged",
        ),
    ),
)
