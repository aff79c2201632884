"""*Angebote*: what partners offer, narrowed down; and everything of one offer on one page."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.contracts.days_of_hours import current, days_ahead, is_open, joined, weekly
from services.contracts.vocabularies import handlungsfelder, languages, target_groups
from services.kernel.pages.forms import asked
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.times import BERLIN, today
from services.referral.api.asking import Service
from services.referral.directory import Directory, OfferEntry, directory
from services.referral.directory_queries import timetable
from services.referral.directory_texts import words_of
from services.referral.directory_wording import EVERYWHERE, fresh
from services.referral.domain.similar import similar
from services.referral.freshness_queue import freshness_of
from services.referral.known import sozialraeume_of
from services.referral.offer_filter import Wished, wished_offers
from services.referral.pages.asking import Here, ReaderHere, may_write
from services.referral.pages.directory_here import OFFERS, offer_of, topic_words
from services.referral.pages.partners import capacity
from services.referral.terms_queries import terms_of
from services.referral.wording import ACCESSIBILITIES, COSTS

router: Final = APIRouter()

A_PAGE: Final = 100
Word = Annotated[str, Field(max_length=200)]


class OffersAsked(BaseModel):
    """Which offers are to be shown; the names are those of the API."""

    model_config = ConfigDict(extra="forbid")

    words: Word | None = None
    topic: Word | None = None
    sozialraum: Word | None = None
    target_group: Word | None = None
    language: Word | None = None
    page: Annotated[int, Field(ge=1, le=1000)] = 1

    @property
    def wished(self) -> Wished:
        return Wished(**self.model_dump(exclude={"page"}))


@router.get(OFFERS)
def offers_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """By name; only what is in the directory today."""
    form = asked(request, OffersAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    wished, day = form.model, today()
    known, topics = directory(service.pool, asking.district).listed(day), topic_words(service, asking.district)
    found = wished_offers(known, wished.wished)
    first = (wished.page - 1) * A_PAGE
    places = sorted({place for each in known.offers.values() for place in each.sozialraeume})
    context = {
        "form": form,
        "rows": [_row(each, known, topics) for each in found[first : first + A_PAGE]],
        "total": len(found),
        "topics": list(topics.items()),
        "sozialraeume": [(each, each) for each in sorted({*places, *sozialraeume_of(service.pool, asking.district)})],
        "target_groups": list(target_groups().items()),
        "languages": list(languages().items()),
        "narrowed": wished.model_copy(update={"page": 1}) != OffersAsked(),
        "earlier": _address(wished, wished.page - 1) if wished.page > 1 else None,
        "further": _address(wished, wished.page + 1) if len(found) > first + A_PAGE else None,
    }
    return rendered(request, "referral/angebote.html", context)


@router.get(f"{OFFERS}/{{offer}}")
def offer_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """Everything of one offer: for whom, where, when, and whether it takes anybody."""
    here, now = Here(request, service, asking), datetime.now(BERLIN)
    offer, day = offer_of(here), now.date()
    known = directory(service.pool, asking.district)
    partner = known.partners[offer.partner_id]
    of = timetable(service.pool, asking.district, offer.offer_id, offer.last_day)
    counting, topics = current(of, day), topic_words(service, asking.district)
    context = {
        "offer": offer,
        "partner": partner,
        "words": words_of(service, asking.district, offer),
        "facts": _facts(offer, known, topics),
        "takes": capacity(offer, day),
        "fresh": fresh(freshness_of(offer, partner.kind, terms_of(service.pool, asking.district), day)),
        "over": offer.last_day is not None and offer.last_day < day,
        "open": is_open(of, now) if of.weekly or of.exceptions else None,
        "counting": counting,
        "weekly": [] if counting is None else weekly(counting.hours),
        "exceptions": [(on, joined(hours)) for on, hours in sorted(of.exceptions.items()) if on >= day],
        "today": day,
        "days": days_ahead(of, day) if of.weekly or of.exceptions else (),
        "may_write": may_write(asking),
        "similar": _similar(offer, known, topics),
    }
    return rendered(request, "referral/angebot.html", context)


def _row(offer: OfferEntry, known: Directory, topics: Mapping[str, str]) -> dict[str, Any]:
    return {
        "offer": offer,
        "partner": known.partners[offer.partner_id].name,
        "topics": _joined(offer.topics, topics) or _joined(offer.handlungsfelder, handlungsfelder()) or "–",
        "people": _joined(offer.target_groups, target_groups()) or "alle",
        "places": ", ".join(offer.sozialraeume) or EVERYWHERE,
        "takes": capacity(offer, today()),
    }


def _facts(offer: OfferEntry, known: Directory, topics: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """What stands in the entry, in words."""
    places = [known.locations[each].name for each in offer.location_ids if each in known.locations]
    return (
        ("Themen", _joined(offer.topics, topics)),
        ("Handlungsfelder", _joined(offer.handlungsfelder, handlungsfelder())),
        ("Zielgruppen", _joined(offer.target_groups, target_groups()) or "alle"),
        ("Sozialräume", ", ".join(offer.sozialraeume) or EVERYWHERE),
        ("Sprachen", _joined(offer.languages, languages())),
        ("Barrierefreiheit", _joined(offer.accessibility, ACCESSIBILITIES)),
        ("Kosten", COSTS[offer.cost]),
        ("Orte", ", ".join(places)),
    )


def _similar(offer: OfferEntry, known: Directory, topics: Mapping[str, str]) -> list[tuple[OfferEntry, str, str]]:
    """What does much the same today: the offer, whose it is, and why it is shown."""
    listed = known.listed(today())
    return [
        (other, listed.partners[other.partner_id].name, " ".join(each.grounds))
        for each in similar(offer, listed.offers.values(), topics)
        for other in [listed.offers[each.offer_id]]
    ]


def _joined(keys: Sequence[str], words: Mapping[Any, str]) -> str:
    return ", ".join(words.get(key, key) for key in keys)


def _address(wished: OffersAsked, page: int) -> str:
    return f"{OFFERS}?{urlencode(wished.model_dump(exclude_defaults=True) | {'page': page})}"
