"""What an entry of a file says, laid over what is known: a file never takes away what it does not speak of."""

from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from services.contracts.office_hours import in_order
from services.referral.exchange.register import ContactPerson, Offer, Partner, Place, Weekly

T = TypeVar("T")

USUAL_LANGUAGE: Final = ("de",)


def over_partner(said: Partner, known: Partner | None, kind: str) -> Partner:
    """The partner's own entry; ``kind``: for a partner of which nobody says what it is."""
    before = known or Partner(partner_id=said.partner_id, name=said.name, kind=kind)
    return replace(
        said,
        kind=said.kind or before.kind,
        takes_mail=_either(said.takes_mail, before.takes_mail) or False,
        public=_either(said.public, before.public) or False,
        description=said.description or before.description,
        phone=said.phone or before.phone,
        email=said.email or before.email,
        website=said.website or before.website,
    )


def over_place(said: Place, known: Place | None) -> Place:
    if known is None:
        return said
    has_place = said.latitude is not None
    return replace(
        said,
        street=said.street or known.street,
        postcode=said.postcode or known.postcode,
        city=said.city or known.city,
        sozialraum=said.sozialraum or known.sozialraum,
        latitude=said.latitude if has_place else known.latitude,
        longitude=said.longitude if has_place else known.longitude,
        accessibility=said.accessibility or known.accessibility,
    )


def over_offer(said: Offer, known: Offer | None) -> Offer:
    """The offer's own entry; an offer of which nobody says the language is in German."""
    before = known or Offer(offer_id=said.offer_id, name=said.name, languages=USUAL_LANGUAGE, cost="free")
    return replace(
        said,
        topics=said.topics or before.topics,
        handlungsfelder=said.handlungsfelder or before.handlungsfelder,
        target_groups=said.target_groups or before.target_groups,
        sozialraeume=said.sozialraeume or before.sozialraeume,
        languages=said.languages or before.languages or USUAL_LANGUAGE,
        accessibility=said.accessibility or before.accessibility,
        cost=said.cost or before.cost,
        location_ids=said.location_ids or before.location_ids,
        description=said.description or before.description,
        requirements=said.requirements or before.requirements,
        cost_note=said.cost_note or before.cost_note,
    )


def over_contact(said: ContactPerson, known: ContactPerson | None) -> ContactPerson:
    if known is None:
        return said
    return replace(
        said,
        name=said.name or known.name,
        task=said.task or known.task,
        phone=said.phone or known.phone,
        email=said.email or known.email,
    )


def new_hours(said: Offer, known: Offer | None, today: date) -> list[tuple[date, Weekly]]:
    """The weekly hours to set, each with its first day; hours without one count from today, if they are others."""
    now = _in_force(known, today)
    found = []
    for each in said.weekly:
        same = now is not None and (in_order(each.hours), each.on_holidays) == (in_order(now.hours), now.on_holidays)
        if each.start is not None:
            found.append((each.start, each))
        elif not same:
            found.append((today, each))
    return found


def _in_force(known: Offer | None, today: date) -> Weekly | None:
    weekly = () if known is None else known.weekly
    counting = [each for each in weekly if each.start is not None and each.start <= today]
    return max(counting, key=lambda each: each.start or date.min, default=None)


def is_newer(said: Partner | Offer, known: Partner | Offer | None) -> bool:
    """Whether the file has a later assurance than the one that is known."""
    before = None if known is None else known.assured_on
    return said.assured_on is not None and (before is None or said.assured_on > before)


def _either(said: T | None, known: T | None) -> T | None:
    return known if said is None else said
