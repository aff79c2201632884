"""Partners of the district over HTTP: taken up, corrected, assured, taken out; and what stands in the directory."""

from dataclasses import asdict
from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Provenance
from services.kernel.times import today
from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, READING, Asked, Reader, Service
from services.referral.api.directory_desks import Partners
from services.referral.api.directory_fields import (
    AssuranceIn,
    Email,
    LastDayIn,
    Made,
    Name,
    PartnerInPath,
    PartnerKind,
    Phone,
    Website,
    Words,
    said,
)
from services.referral.directory import directory
from services.referral.directory_queries import assurances_of
from services.referral.directory_texts import PARTNER_FIELDS, words_of
from services.referral.domain.partner_listing import PartnerDetails
from services.referral.domain.partner_state import UnknownPartner
from services.referral.freshness_queue import freshness_of
from services.referral.terms_queries import terms_of

router: Final = APIRouter(prefix="/partners")


class PartnerIn(BaseModel):
    """What is known of a partner; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Partner")

    name: Name = Field(title="Name der Einrichtung", examples=["Schuldnerberatung Arnstadt"])
    kind: PartnerKind = Field(title="Partnerart")
    takes_mail: bool = Field(default=False, title="Nimmt Vermittlungen per E-Mail entgegen")
    public: bool = Field(default=False, title="Im öffentlichen Verzeichnis")
    description: Words | None = Field(default=None, title="Beschreibung")
    phone: Phone | None = Field(default=None, title="Telefon", examples=["03628 123456"])
    email: Email | None = Field(default=None, title="E-Mail")
    website: Website | None = Field(default=None, title="Internetseite")

    @property
    def details(self) -> PartnerDetails:
        return PartnerDetails(name=self.name, kind=self.kind, takes_mail=self.takes_mail, public=self.public)

    @property
    def texts(self) -> dict[str, str]:
        return said(description=self.description, phone=self.phone, email=self.email, website=self.website)


class PartnerOut(BaseModel):
    """A partner as it stands in the directory."""

    model_config = ConfigDict(from_attributes=True, title="Partner im Verzeichnis")

    partner_id: UUID = Field(title="Partner")
    name: str = Field(title="Name der Einrichtung")
    kind: str = Field(title="Partnerart")
    takes_mail: bool = Field(title="Nimmt Vermittlungen per E-Mail entgegen")
    public: bool = Field(title="Im öffentlichen Verzeichnis")
    last_day: date | None = Field(title="Letzter Tag; null: steht im Verzeichnis")
    assured_on: date | None = Field(title="Zuletzt bestätigt am; null: noch nie")
    updated_on: date = Field(title="Zuletzt geändert am")
    assure_by: date = Field(title="Zu bestätigen bis")


class AssuranceOut(BaseModel):
    """Somebody said that an entry is right."""

    model_config = ConfigDict(from_attributes=True, title="Bestätigung")

    on: date = Field(title="Bestätigt am")
    provenance: Provenance = Field(title="Von wem")


class PartnerFileOut(PartnerOut):
    """All of a partner; its places, offers and agreements have addresses of their own."""

    model_config = ConfigDict(from_attributes=True, title="Partner mit allen Angaben")

    description: str | None = Field(title="Beschreibung; „gelöscht“, wenn sie gelöscht wurde")
    phone: str | None = Field(title="Telefon")
    email: str | None = Field(title="E-Mail")
    website: str | None = Field(title="Internetseite")
    assurances: list[AssuranceOut] = Field(title="Bestätigungen, neueste zuerst")


@router.post("", summary="Partner aufnehmen", **COMMAND)
def list_partner(body: PartnerIn, context: Asked, desk: Partners) -> Made:
    """Ein Name steht einmal im Verzeichnis; ein Partner, der herausgenommen war, ist danach wieder da."""
    made = desk.list_partner(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Partner des Landkreises", **READING)
def all_partners(asking: Reader, service: Service) -> list[PartnerOut]:
    """Nach Namen; auch Partner, die nicht mehr im Verzeichnis stehen, mit ihrem letzten Tag."""
    known, terms = directory(service.pool, asking.district), terms_of(service.pool, asking.district)
    return [
        PartnerOut.model_validate(asdict(each) | {"assure_by": freshness_of(each, each.kind, terms, today()).due})
        for each in known.partners.values()
    ]


@router.get("/{partner}", summary="Ein Partner mit allen Angaben", **READING)
def one_partner(partner: PartnerInPath, asking: Reader, service: Service) -> PartnerFileOut:
    entry = directory(service.pool, asking.district).partners.get(partner)
    if entry is None:
        raise UnknownPartner
    words = words_of(service, asking.district, entry)
    terms = terms_of(service.pool, asking.district)
    return PartnerFileOut.model_validate(
        asdict(entry)
        | {field: words.get(field) for field in PARTNER_FIELDS}
        | {
            "assure_by": freshness_of(entry, entry.kind, terms, today()).due,
            "assurances": assurances_of(service.pool, asking.district, [partner]),
        }
    )


@router.post("/{partner}/details", summary="Angaben zum Partner berichtigen", **COMMAND)
def correct_partner(partner: PartnerInPath, body: PartnerIn, context: Asked, desk: Partners) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct_partner(partner, body.details, body.texts, context).position)


@router.post("/{partner}/delisting", summary="Partner aus dem Verzeichnis nehmen", **COMMAND)
def delist_partner(partner: PartnerInPath, body: LastDayIn, context: Asked, desk: Partners) -> Recorded:
    outcome = desk.delist_partner(partner, body.day, context)
    return Recorded(position=outcome.position)


@router.post("/{partner}/relisting", summary="Partner wieder ins Verzeichnis nehmen", **COMMAND)
def relist_partner(partner: PartnerInPath, body: PartnerIn, context: Asked, desk: Partners) -> Recorded:
    """Mit allem, was er hatte; auch wenn er inzwischen anders heißt."""
    return Recorded(position=desk.relist_partner(partner, body.details, body.texts, context).position)


@router.post("/{partner}/assurances", summary="Bestätigen, dass die Angaben zum Partner stimmen", **COMMAND)
def assure_partner(partner: PartnerInPath, body: AssuranceIn, context: Asked, desk: Partners) -> Recorded:
    return Recorded(position=desk.assure_partner(partner, body.day, body.provenance, context).position)
