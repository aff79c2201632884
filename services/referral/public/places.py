"""The Standortatlas: where one is met and what is offered there; places of public partners and the district's sites."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from services.contracts.districts import Hours
from services.contracts.office_hours import Timetable
from services.contracts.referral import Accessibility
from services.referral.exchange.register import Offer, OneDay, Partner, Place, Weekly
from services.referral.public.sites import Site
from services.referral.public.view import PublicView


class _Set(NamedTuple):
    start: date
    hours: tuple[Hours, ...]
    on_holidays: bool


@dataclass(frozen=True, slots=True)
class OfferHere:
    """An offer with the hours that count for it."""

    offer: Offer
    timetable: Timetable

    @property
    def has_hours(self) -> bool:
        return bool(self.timetable.weekly or self.timetable.exceptions)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtlasPlace:
    """A place, or a partner without one; ``partner`` None is a site of the district with ``hours`` of its own.

    ``sozialraeume``: where it is, or for whom it is there; none: all of the district.
    """

    key: str
    name: str
    who: str | None
    street: str | None = None
    city: str | None = None
    sozialraeume: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    accessibility: tuple[Accessibility, ...] = ()
    partner: Partner | None = None
    offers: tuple[OfferHere, ...] = ()
    hours: Timetable | None = None

    @property
    def point(self) -> tuple[float, float] | None:
        """(longitude, latitude), as maps count."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.longitude, self.latitude


def places(view: PublicView) -> list[AtlasPlace]:
    """All of a district: its own sites first, then partners by name."""
    sites = [_site(each) for each in view.sites]
    return [*sites, *(place for partner in view.register for place in _of_partner(partner))]


def timetable(weekly: Sequence[Weekly], exceptions: Sequence[OneDay]) -> Timetable:
    return Timetable(
        weekly=[_Set(each.start, each.hours, each.on_holidays) for each in weekly if each.start is not None],
        exceptions={each.on: each.hours for each in exceptions},
    )


def _site(site: Site) -> AtlasPlace:
    return AtlasPlace(
        key=str(site.site_id),
        name=site.name,
        who=site.traeger,
        street=site.address,
        sozialraeume=(site.sozialraum,),
        hours=timetable(site.weekly, site.exceptions),
    )


def _of_partner(partner: Partner) -> Iterator[AtlasPlace]:
    for place in partner.places:
        offers = [each for each in partner.offers if place.location_id in each.location_ids]
        yield _place(partner, place, offers)
    anywhere = [each for each in partner.offers if not each.location_ids]
    if anywhere or not partner.places:
        yield AtlasPlace(
            key=str(partner.partner_id),
            name=partner.name,
            who=None,
            sozialraeume=_common(anywhere),
            partner=partner,
            offers=tuple(map(_offer, anywhere)),
        )


def _place(partner: Partner, place: Place, offers: Sequence[Offer]) -> AtlasPlace:
    return AtlasPlace(
        key=str(place.location_id),
        name=place.name,
        who=partner.name,
        street=place.street,
        city=" ".join(filter(None, (place.postcode, place.city))) or None,
        sozialraeume=() if place.sozialraum is None else (place.sozialraum,),
        latitude=place.latitude,
        longitude=place.longitude,
        accessibility=place.accessibility,
        partner=partner,
        offers=tuple(map(_offer, offers)),
    )


def _offer(offer: Offer) -> OfferHere:
    return OfferHere(offer, timetable(offer.weekly, offer.exceptions))


def _common(offers: Sequence[Offer]) -> tuple[str, ...]:
    """Where offers without a place are there for people; one for the whole district makes it the whole district."""
    if any(not each.sozialraeume for each in offers):
        return ()
    return tuple(sorted({sozialraum for each in offers for sozialraum in each.sozialraeume}))
