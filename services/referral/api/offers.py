"""Offers over HTTP: taken up, corrected, assured, taken out; whether they take anybody; what there is for whom."""

from dataclasses import asdict
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query

from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded
from services.referral.api.asking import COMMAND, READING, Asked, Reader, Service
from services.referral.api.directory_desks import Offers
from services.referral.api.directory_fields import (
    LONGEST_LINE,
    AssuranceIn,
    LastDayIn,
    Made,
    OfferInPath,
    PartnerInPath,
)
from services.referral.api.offer_fields import CapacityIn, NewOfferIn, OfferFileOut, OfferIn, OfferOut, SimilarOut
from services.referral.directory import directory
from services.referral.directory_texts import OFFER_FIELDS, words_of
from services.referral.domain.offer_state import UnknownOffer
from services.referral.offer_filter import Wished, wished_offers

router: Final = APIRouter()

Choice = Annotated[str | None, Query(min_length=1, max_length=LONGEST_LINE)]
OnDay = Annotated[Day | None, Query(title="An diesem Tag; ohne Angabe heute")]


@router.post("/partners/{partner}/offers", summary="Angebot eines Partners aufnehmen", **COMMAND)
def list_offer(partner: PartnerInPath, body: NewOfferIn, context: Asked, desk: Offers) -> Made:
    """Gibt es ähnliche Angebote, sind sie in ``similar`` zu nennen: Wer sie nicht gesehen hat, nimmt nichts auf."""
    made = desk.list_offer(partner, body.details, body.texts, context, shown=body.similar)
    return Made(id=made.id, position=made.outcome.position)


@router.post(
    "/partners/{partner}/offers/similar", summary="Ähnliche Angebote zeigen", dependencies=[Depends(only_known())]
)
def similar_offers(partner: PartnerInPath, body: OfferIn, desk: Offers) -> list[SimilarOut]:
    """Was es schon gibt, bevor ein Angebot aufgenommen wird. Es wird nichts gespeichert."""
    return [SimilarOut(**asdict(each)) for each in desk.similar_to(partner, body.details)]


@router.get(
    "/offers",
    summary="Angebote im Verzeichnis",
    dependencies=[Depends(only_known("topic", "sozialraum", "language", "target_group", "on")), Depends(awaited)],
)
def all_offers(
    asking: Reader,
    service: Service,
    *,
    topic: Choice = None,
    sozialraum: Choice = None,
    language: Choice = None,
    target_group: Choice = None,
    on: OnDay = None,
) -> list[OfferOut]:
    """Nach Namen; Angebote ohne Sozialraum gelten überall, ohne Zielgruppe für alle."""
    wished = Wished(topic=topic, sozialraum=sozialraum, language=language, target_group=target_group)
    known = directory(service.pool, asking.district).listed(on or today())
    return [OfferOut.of(each) for each in wished_offers(known, wished)]


@router.get("/offers/{offer}", summary="Ein Angebot mit allen Angaben", **READING)
def one_offer(offer: OfferInPath, asking: Reader, service: Service) -> OfferFileOut:
    entry = directory(service.pool, asking.district).offers.get(offer)
    if entry is None:
        raise UnknownOffer
    words = words_of(service, asking.district, entry)
    return OfferFileOut.model_validate(asdict(entry) | {field: words.get(field) for field in OFFER_FIELDS})


@router.post("/offers/{offer}/details", summary="Angaben zum Angebot berichtigen", **COMMAND)
def correct_offer(offer: OfferInPath, body: OfferIn, context: Asked, desk: Offers) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct_offer(offer, body.details, body.texts, context).position)


@router.post("/offers/{offer}/delisting", summary="Angebot aus dem Verzeichnis nehmen", **COMMAND)
def delist_offer(offer: OfferInPath, body: LastDayIn, context: Asked, desk: Offers) -> Recorded:
    return Recorded(position=desk.delist_offer(offer, body.day, context).position)


@router.post("/offers/{offer}/relisting", summary="Angebot wieder ins Verzeichnis nehmen", **COMMAND)
def relist_offer(offer: OfferInPath, body: OfferIn, context: Asked, desk: Offers) -> Recorded:
    """Auch wenn es inzwischen anders heißt."""
    return Recorded(position=desk.relist_offer(offer, body.details, body.texts, context).position)


@router.post("/offers/{offer}/assurances", summary="Bestätigen, dass die Angaben zum Angebot stimmen", **COMMAND)
def assure_offer(offer: OfferInPath, body: AssuranceIn, context: Asked, desk: Offers) -> Recorded:
    return Recorded(position=desk.assure_offer(offer, body.day, body.provenance, context).position)


@router.post("/offers/{offer}/capacity", summary="Angeben, ob das Angebot aufnimmt", **COMMAND)
def state_capacity(offer: OfferInPath, body: CapacityIn, context: Asked, desk: Offers) -> Recorded:
    return Recorded(position=desk.state_capacity(offer, body.word, context).position)
