"""Offers for somebody's need over HTTP, best first and with their grounds; nothing is stored."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Capacity
from services.kernel.requests import only_known
from services.kernel.times import today
from services.referral.api.asking import Service
from services.referral.api.directory_fields import ID, MOST_CHOSEN, Language, Sozialraum, TargetGroup, Topic
from services.referral.api.referral_access import Fachkraft
from services.referral.domain.matching import Wish
from services.referral.known import topics_of
from services.referral.matching_queries import matches

router: Final = APIRouter()


class WishIn(BaseModel):
    """What help is sought for. In the body: an address stands in logs."""

    model_config = ConfigDict(extra="forbid", title="Gesucht")

    topics: tuple[Topic, ...] = Field(default=(), title="Problemlagen", max_length=MOST_CHOSEN)
    sozialraum: Sozialraum | None = Field(default=None, title="Sozialraum")
    language: Language | None = Field(default=None, title="Sprache, wenn Deutsch nicht reicht")
    target_groups: tuple[TargetGroup, ...] = Field(default=(), title="Zielgruppen", max_length=MOST_CHOSEN)


class MatchOut(BaseModel):
    model_config = ConfigDict(title="Passendes Angebot")

    offer: UUID = Field(title="Angebot", examples=[ID])
    partner: UUID = Field(title="Partner", examples=[ID])
    name: str = Field(title="Name des Angebots")
    partner_name: str = Field(title="Name des Partners")
    capacity: Capacity | None = Field(title="Nimmt auf; null: nicht bekannt")
    points: float = Field(title="Punkte")
    grounds: list[str] = Field(title="Gründe in Worten")


@router.post("/matches", summary="Passende Angebote suchen", dependencies=[Depends(only_known())])
def matching_offers(body: WishIn, asking: Fachkraft, service: Service) -> list[MatchOut]:
    """Die am besten passenden zuerst; was zurzeit niemanden aufnimmt, steht am Ende. Es wird nichts gespeichert."""
    vocabulary = topics_of(service.pool, asking.district)
    wish = Wish(
        topics=frozenset(body.topics),
        sozialraum=body.sozialraum,
        language=body.language,
        target_groups=frozenset(body.target_groups),
        words={key: vocabulary.label(key) for key in body.topics},
    )
    return [
        MatchOut(
            offer=each.offer.offer_id,
            partner=each.offer.partner_id,
            name=each.offer.name,
            partner_name=each.offer.partner_name,
            capacity=each.offer.capacity,
            points=round(float(each.points), 2),
            grounds=list(each.grounds),
        )
        for each in matches(service, asking.district, wish, today())
    ]
