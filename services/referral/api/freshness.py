"""The freshness queue over HTTP: which entries of the directory are to be assured again."""

from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from services.kernel.times import today
from services.referral.api.asking import READING, Reader, Service
from services.referral.directory import directory
from services.referral.freshness_queue import queue
from services.referral.terms_queries import terms_of

router: Final = APIRouter()


class StaleOut(BaseModel):
    """An entry that somebody who must know is to confirm."""

    model_config = ConfigDict(title="Zu bestätigender Eintrag")

    partner_id: UUID = Field(title="Partner")
    offer_id: UUID | None = Field(title="Angebot; null: die Angaben zum Partner selbst")
    name: str = Field(title="Name des Partners oder des Angebots")
    assured_on: date | None = Field(title="Zuletzt bestätigt am; null: noch nie")
    due: date = Field(title="Zu bestätigen bis")
    days_over: int = Field(title="Seit so vielen Tagen fällig")


@router.get("/freshness", summary="Einträge, die zu bestätigen sind", **READING)
def stale_entries(asking: Reader, service: Service) -> list[StaleOut]:
    """Am längsten fällige zuerst; was als Frist gilt, legt der Landkreis je Partnerart fest."""
    found = queue(directory(service.pool, asking.district), terms_of(service.pool, asking.district), today())
    return [
        StaleOut(
            partner_id=each.partner.partner_id,
            offer_id=None if each.offer is None else each.offer.offer_id,
            name=each.partner.name if each.offer is None else each.offer.name,
            assured_on=each.freshness.assured_on,
            due=each.freshness.due,
            days_over=each.freshness.days_over,
        )
        for each in found
    ]
