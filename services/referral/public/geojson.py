"""The atlas as GeoJSON (RFC 7946): a feature a place; one without coordinates has no geometry."""

from typing import Any, Final

from services.contracts.days_of_hours import current, weekly
from services.contracts.office_hours import Timetable
from services.referral.public.places import AtlasPlace, OfferHere, places
from services.referral.public.view import PublicView

MEDIA_TYPE: Final = "application/geo+json"
DIGITS: Final = 6  # a tenth of a metre


def feature_collection(view: PublicView) -> dict[str, Any]:
    """Everything public of a district; positions are longitude, latitude."""
    return {"type": "FeatureCollection", "features": [_feature(each, view) for each in places(view)]}


def _feature(place: AtlasPlace, view: PublicView) -> dict[str, Any]:
    return {"type": "Feature", "id": place.key, "geometry": _geometry(place), "properties": _properties(place, view)}


def _geometry(place: AtlasPlace) -> dict[str, Any] | None:
    if place.point is None:
        return None
    return {"type": "Point", "coordinates": [round(each, DIGITS) for each in place.point]}


def _properties(place: AtlasPlace, view: PublicView) -> dict[str, Any]:
    of = place.partner
    said = {
        "name": place.name,
        "kind": "standort" if of is None else "partner",
        "organisation": place.who,
        "address": ", ".join(filter(None, (place.street, place.city))) or None,
        "sozialraeume": list(place.sozialraeume),
        "accessibility": list(place.accessibility),
        "phone": of and of.phone,
        "website": of and of.website,
        "hours": [] if place.hours is None else _hours(place.hours, view),
        "offers": [_offer(each, view) for each in place.offers],
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _offer(here: OfferHere, view: PublicView) -> dict[str, Any]:
    offer = here.offer
    said = {
        "id": str(offer.offer_id),
        "name": offer.name,
        "topics": list(offer.topics),
        "target_groups": list(offer.target_groups),
        "languages": list(offer.languages),
        "cost": offer.cost,
        "capacity": offer.taking and offer.taking.capacity,
        "hours": _hours(here.timetable, view),
        "assured_on": offer.assured_on and offer.assured_on.isoformat(),
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _hours(timetable: Timetable, view: PublicView) -> list[str]:
    now = current(timetable, view.day)
    return [] if now is None else [f"{weekday} {hours}" for weekday, hours in weekly(now.hours)]
