"""A place of the atlas in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from services.contracts.days_of_hours import ShownDay, current, days_ahead, is_open, weekly
from services.contracts.office_hours import Timetable
from services.contracts.vocabularies import languages, target_groups
from services.referral.exchange.register import Offer
from services.referral.hsds.writing import in_words, is_address
from services.referral.public.places import AtlasPlace, OfferHere
from services.referral.public.view import PublicView
from services.referral.wording import ACCESSIBILITIES, COSTS

DAYS: Final = 7
ONLY_GERMAN: Final = ("de",)


@dataclass(frozen=True, slots=True)
class Times:
    """``weekly``: (weekday, hours); ``other``: the next days on which something else counts; None: nobody said."""

    weekly: list[tuple[str, str]]
    other: list[ShownDay]
    is_open: bool


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer: its words as (what, words), and its hours."""

    name: str
    description: str | None
    facts: list[tuple[str, str]]
    times: Times | None


@dataclass(frozen=True, slots=True)
class Row:
    """A place; ``number`` on the map, None without coordinates; ``website`` only where it is one."""

    anchor: str
    number: int | None
    name: str
    who: str | None
    address: str | None
    accessibility: str | None
    phone: str | None
    email: str | None
    website: str | None
    description: str | None
    is_site: bool
    times: Times | None
    offers: list[OfferRow]


def row_of(place: AtlasPlace, view: PublicView, moment: datetime, number: int | None = None) -> Row:
    of = place.partner
    website = None if of is None else of.website
    return Row(
        anchor=f"ort-{place.key}",
        number=number,
        name=place.name,
        who=place.who,
        address=", ".join(filter(None, (place.street, place.city))) or None,
        accessibility=_words(place.accessibility, ACCESSIBILITIES),
        phone=None if of is None else of.phone,
        email=None if of is None else of.email,
        website=website if is_address(website) else None,
        description=None if of is None else of.description,
        is_site=of is None,
        times=None if place.hours is None else _times(place.hours, moment),
        offers=[_offer(each, view, moment) for each in place.offers],
    )


def _offer(here: OfferHere, view: PublicView, moment: datetime) -> OfferRow:
    offer = here.offer
    return OfferRow(
        offer.name,
        offer.description,
        [(title, words) for title, words in _facts(offer, view) if words],
        _times(here.timetable, moment) if here.has_hours else None,
    )


def _facts(offer: Offer, view: PublicView) -> Iterable[tuple[str, str | None]]:
    topics = {key: view.writer.terms.label("problemlagen", key) for key in offer.topics}
    yield "Themen", _words(offer.topics, topics)
    yield "Für", _words(offer.target_groups, target_groups())
    yield "Sprachen", None if offer.languages == ONLY_GERMAN else _words(offer.languages, languages())
    yield "Kosten", ". ".join(filter(None, (offer.cost and COSTS[offer.cost], offer.cost_note)))
    yield "Voraussetzungen", offer.requirements
    yield "Barrierefreiheit", _words(offer.accessibility, ACCESSIBILITIES)
    yield "Gilt in", _words(offer.sozialraeume, {})
    yield "Aufnahme", None if offer.taking is None else in_words(offer.taking)
    yield "Zuletzt bestätigt", None if offer.assured_on is None else f"{offer.assured_on:%d.%m.%Y}"


def _times(timetable: Timetable, moment: datetime) -> Times:
    now = current(timetable, moment.date())
    ahead = days_ahead(timetable, moment.date(), DAYS)
    usual = [] if now is None else weekly(now.hours)
    other = [day for day in ahead if day.is_exception or (day.holiday and now is not None and not now.on_holidays)]
    return Times(list(usual), other, is_open(timetable, moment))


def _words(keys: Iterable[str], labels: Mapping[Any, str]) -> str | None:
    return ", ".join(labels.get(key, key) for key in keys) or None
