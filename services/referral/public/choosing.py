"""Which places and offers of the atlas somebody looks for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.contracts.days_of_hours import days_of_hours, is_open
from services.contracts.office_hours import Timetable
from services.referral.domain.similar import EVERYBODY
from services.referral.public.places import AtlasPlace, OfferHere

GERMAN = "de"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Nothing said is everything. ``at``: open at that moment; ``on``: open at all on that day."""

    topic: str | None = None
    sozialraum: str | None = None
    target_group: str | None = None
    language: str | None = None
    accessibility: str | None = None
    at: datetime | None = None
    on: date | None = None

    @property
    def is_about_offers(self) -> bool:
        """Whether a place without a fitting offer is of no use."""
        return any((self.topic, self.target_group, self.language))


def chosen(places: Iterable[AtlasPlace], wish: Wish) -> Iterator[AtlasPlace]:
    """The places that fit, each with the offers that fit, in the order given.

    The district's own sites advise on every topic and everybody, in German.
    """
    for place in places:
        if place.partner is None:
            if _is_site_wanted(place, wish):
                yield place
        else:
            offers = tuple(each for each in place.offers if _is_wanted(each, place, wish))
            if offers or (not place.offers and _is_bare_place_wanted(place, wish)):
                yield replace(place, offers=offers)


def _is_site_wanted(place: AtlasPlace, wish: Wish) -> bool:
    return (
        wish.language in (None, GERMAN)
        and wish.accessibility is None
        and _is_there(place.sozialraeume, wish)
        and _is_open(place.hours or Timetable(), wish)
    )


def _is_bare_place_wanted(place: AtlasPlace, wish: Wish) -> bool:
    """A place of which only the address is known."""
    return (
        not wish.is_about_offers
        and wish.at is None
        and wish.on is None
        and wish.accessibility in (None, *place.accessibility)
        and _is_there(place.sozialraeume, wish)
    )


def _is_wanted(here: OfferHere, place: AtlasPlace, wish: Wish) -> bool:
    offer = here.offer
    groups = offer.target_groups
    return (
        wish.topic in (None, *offer.topics)
        and (wish.target_group is None or not groups or EVERYBODY in groups or wish.target_group in groups)
        and wish.language in (None, *offer.languages)
        and wish.accessibility in (None, *offer.accessibility, *place.accessibility)
        and (_is_there(offer.sozialraeume, wish) or wish.sozialraum in place.sozialraeume)
        and _is_open(here.timetable, wish)
    )


def _is_there(sozialraeume: tuple[str, ...], wish: Wish) -> bool:
    return wish.sozialraum is None or not sozialraeume or wish.sozialraum in sozialraeume


def _is_open(timetable: Timetable, wish: Wish) -> bool:
    """Holidays count; who never said any hours is not known to be open."""
    if wish.at is not None and not is_open(timetable, wish.at):
        return False
    return wish.on is None or any(day.hours for day in days_of_hours(timetable, wish.on, wish.on))
