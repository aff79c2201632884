"""Where a partner is met, over HTTP: places taken up, corrected, given up."""

from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Accessibility
from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, READING, Asked, Reader, Service
from services.referral.api.directory_desks import Partners
from services.referral.api.directory_fields import (
    MOST_CHOSEN,
    LastDayIn,
    Line,
    LocationInPath,
    Made,
    Name,
    PartnerInPath,
    Sozialraum,
)
from services.referral.directory import directory
from services.referral.domain.location import LONGEST_POSTCODE, LocationDetails
from services.referral.domain.partner_state import UnknownPartner

router: Final = APIRouter(prefix="/partners/{partner}/locations")


class LocationIn(BaseModel):
    """A place where a partner is met; no address of anybody's home."""

    model_config = ConfigDict(extra="forbid", title="Ort eines Partners")

    name: Name = Field(title="Name des Ortes", examples=["Beratungszentrum am Markt"])
    street: Line | None = Field(default=None, title="Straße und Hausnummer", examples=["Marktstraße 1"])
    postcode: str | None = Field(
        default=None, title="Postleitzahl", min_length=1, max_length=LONGEST_POSTCODE, examples=["99310"]
    )
    city: Line | None = Field(default=None, title="Ort", examples=["Arnstadt"])
    sozialraum: Sozialraum | None = Field(default=None, title="Sozialraum")
    latitude: float | None = Field(default=None, title="Breite (WGS 84)", ge=-90, le=90, examples=[50.83])
    longitude: float | None = Field(default=None, title="Länge (WGS 84)", ge=-180, le=180, examples=[10.95])
    accessibility: list[Accessibility] = Field(default=[], title="Barrierefreiheit", max_length=MOST_CHOSEN)

    @property
    def details(self) -> LocationDetails:
        return LocationDetails(**self.model_dump() | {"accessibility": tuple(self.accessibility)})


class LocationOut(BaseModel):
    """A place where a partner is met."""

    model_config = ConfigDict(from_attributes=True, title="Ort im Verzeichnis")

    location_id: UUID = Field(title="Ort")
    name: str = Field(title="Name des Ortes")
    street: str | None = Field(title="Straße und Hausnummer")
    postcode: str | None = Field(title="Postleitzahl")
    city: str | None = Field(title="Ort")
    sozialraum: str | None = Field(title="Sozialraum")
    latitude: float | None = Field(title="Breite (WGS 84)")
    longitude: float | None = Field(title="Länge (WGS 84)")
    accessibility: list[Accessibility] = Field(title="Barrierefreiheit")
    last_day: date | None = Field(title="Letzter Tag; null: es gibt ihn")


@router.post("", summary="Ort eines Partners aufnehmen", **COMMAND)
def list_location(partner: PartnerInPath, body: LocationIn, context: Asked, desk: Partners) -> Made:
    """Ein Name steht einmal bei einem Partner; ein Ort, den es nicht mehr gab, ist danach wieder da."""
    made = desk.list_location(partner, body.details, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Orte eines Partners", **READING)
def locations_of_partner(partner: PartnerInPath, asking: Reader, service: Service) -> list[LocationOut]:
    known = directory(service.pool, asking.district)
    if partner not in known.partners:
        raise UnknownPartner
    return [LocationOut.model_validate(each) for each in known.locations_by_partner.get(partner, ())]


@router.post("/{location}/details", summary="Angaben zu einem Ort berichtigen", **COMMAND)
def correct_location(
    partner: PartnerInPath, location: LocationInPath, body: LocationIn, context: Asked, desk: Partners
) -> Recorded:
    return Recorded(position=desk.correct_location(partner, location, body.details, context).position)


@router.post("/{location}/delisting", summary="Ort eines Partners aufgeben", **COMMAND)
def delist_location(
    partner: PartnerInPath, location: LocationInPath, body: LastDayIn, context: Asked, desk: Partners
) -> Recorded:
    return Recorded(position=desk.delist_location(partner, location, body.day, context).position)
