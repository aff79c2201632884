"""Where a partner is met: places taken up, corrected, given up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias
from uuid import UUID

from services.contracts.names import expect_name
from services.contracts.referral import Accessibility, LocationDelisted, LocationListed
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.partner_state import Partner, expect_known, expect_listed

LONGEST_POSTCODE: Final = 10  # five digits here; a directory from elsewhere has others

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationDetails:
    """What is known of a place; WGS 84."""

    name: str
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    sozialraum: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    accessibility: tuple[Accessibility, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLocation:
    """Take a place up, or one that was given up once more."""

    location_id: UUID
    details: LocationDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectLocation:
    """Other details of a place."""

    location_id: UUID
    details: LocationDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class DelistLocation:
    """Meet nobody there after ``on``; said again, the day is corrected."""

    location_id: UUID
    on: date


Command: TypeAlias = ListLocation | CorrectLocation | DelistLocation


# --- Decisions: may it happen? ----------------------------------------------


class UnknownLocation(RuleViolation):
    title = "Diesen Ort gibt es bei diesem Partner nicht."
    field = "location_id"


class LocationListedOtherwise(RuleViolation):
    title = "Einen Ort mit diesem Namen gibt es bei diesem Partner schon, mit anderen Angaben. Bitte dort berichtigen."
    field = "name"


class LocationIsDelisted(RuleViolation):
    title = "Diesen Ort gibt es nicht mehr. Bitte zuerst wieder aufnehmen."
    field = "location_id"


class PostcodeTooLong(RuleViolation):
    title = f"Eine Postleitzahl hat höchstens {LONGEST_POSTCODE} Zeichen."
    field = "postcode"


class HalfACoordinate(RuleViolation):
    title = "Breite und Länge gehören zusammen: beide angeben oder keine."
    field = "latitude"


class NotOnEarth(RuleViolation):
    title = "Die Breite liegt zwischen -90 und 90, die Länge zwischen -180 und 180."
    field = "latitude"


def enlist(command: ListLocation, partner: Partner) -> Sequence[Contract]:
    listed = _listed(expect_listed(partner).partner_id, command.location_id, command.details)
    known = partner.locations.get(command.location_id)
    if known is None or known.last_day is not None:
        return [listed]
    if known.fact != listed:
        raise LocationListedOtherwise
    return []


def correct(command: CorrectLocation, partner: Partner) -> Sequence[Contract]:
    listed = expect_listed(partner)
    known = partner.locations.get(command.location_id)
    if known is None:
        raise UnknownLocation
    if known.last_day is not None:
        raise LocationIsDelisted
    corrected = _listed(listed.partner_id, command.location_id, command.details)
    return [] if known.fact == corrected else [corrected]


def delist(command: DelistLocation, partner: Partner) -> Sequence[Contract]:
    known = partner.locations.get(command.location_id)
    if known is None:
        raise UnknownLocation
    if known.last_day == command.on:
        return []
    partner_id = expect_known(partner).partner_id
    return [LocationDelisted(partner_id=partner_id, location_id=command.location_id, on=command.on)]


def _listed(partner_id: UUID, location_id: UUID, details: LocationDetails) -> LocationListed:
    postcode = _said(details.postcode)
    if postcode is not None and len(postcode) > LONGEST_POSTCODE:
        raise PostcodeTooLong
    _expect_coordinate(details.latitude, details.longitude)
    return LocationListed(
        partner_id=partner_id,
        location_id=location_id,
        name=expect_name(details.name),
        street=_said(details.street),
        postcode=postcode,
        city=_said(details.city),
        sozialraum=_said(details.sozialraum),
        latitude=details.latitude,
        longitude=details.longitude,
        accessibility=tuple(sorted(set(details.accessibility))),
    )


def _expect_coordinate(latitude: float | None, longitude: float | None) -> None:
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise HalfACoordinate(field="latitude" if latitude is None else "longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotOnEarth(field="longitude" if -90 <= latitude <= 90 else "latitude")


def _said(text: str | None) -> str | None:
    return (text or "").strip() or None
