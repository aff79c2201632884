"""*Partner*: who there is in the district, narrowed down; and everything of one partner on one page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.contracts.vocabularies import partner_kinds
from services.kernel.pages.forms import asked
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.times import today
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.contact_persons import contact_persons
from services.referral.directory import Directory, OfferEntry, PartnerEntry, directory
from services.referral.directory_queries import AgreementEntry, agreements, assurances_of
from services.referral.directory_texts import AGREEMENT_FIELDS, Sheet, directory_texts, words_of
from services.referral.directory_wording import AGREEMENT_KINDS, UNKNOWN_CAPACITY, Badge, fresh
from services.referral.domain.terms import Terms
from services.referral.freshness_queue import freshness_of
from services.referral.known import sozialraeume_of, staff_id_of
from services.referral.offer_filter import Wished, wished_partners
from services.referral.pages.asking import Here, ReaderHere, may_write
from services.referral.pages.directory_here import PARTNERS, partner_of, topic_words
from services.referral.referral_wording import PROVENANCES
from services.referral.terms_queries import terms_of
from services.referral.wording import ACCESSIBILITIES, CAPACITIES

router: Final = APIRouter()

A_PAGE: Final = 100
Word = Annotated[str, Field(max_length=200)]
CAPACITY_BADGES: Final = {"open": "success", "waiting_list": "warning", "closed": "danger"}


class PartnersAsked(BaseModel):
    """Which partners are to be shown; ``gone``: those that do not stand in the directory any more."""

    model_config = ConfigDict(extra="forbid")

    words: Word | None = None
    kind: Word | None = None
    topic: Word | None = None
    sozialraum: Word | None = None
    gone: bool = False
    page: Annotated[int, Field(ge=1, le=1000)] = 1

    @property
    def wished(self) -> Wished:
        return Wished(words=self.words, kind=self.kind, topic=self.topic, sozialraum=self.sozialraum)


@router.get(PARTNERS)
def partners_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """By name, with how fresh an entry is and whether its offers take anybody."""
    form = asked(request, PartnersAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    wished, day = form.model, today()
    everything, terms = directory(service.pool, asking.district), terms_of(service.pool, asking.district)
    known = _gone(everything, day) if wished.gone else everything.listed(day)
    found = wished_partners(known, wished.wished)
    first = (wished.page - 1) * A_PAGE
    context = {
        "form": form,
        "rows": [_row(each, known, terms, day) for each in found[first : first + A_PAGE]],
        "total": len(found),
        "kinds": list(partner_kinds().items()),
        "topics": list(topic_words(service, asking.district).items()),
        "sozialraeume": [(each, each) for each in _places(service, asking.district, everything)],
        "narrowed": wished.model_copy(update={"page": 1}) != PartnersAsked(),
        "gone": wished.gone,
        "may_write": may_write(asking),
        "earlier": _address(wished, wished.page - 1) if wished.page > 1 else None,
        "further": _address(wished, wished.page + 1) if len(found) > first + A_PAGE else None,
    }
    return rendered(request, "referral/partner_liste.html", context)


@router.get(f"{PARTNERS}/{{partner}}")
def partner_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """Everything of one partner; Planung sees no contact persons."""
    here, day = Here(request, service, asking), today()
    partner = partner_of(here)
    known, terms = directory(service.pool, asking.district), terms_of(service.pool, asking.district)
    offers = known.offers_by_partner.get(partner.partner_id, ())
    words = words_of(service, asking.district, partner)
    context = {
        "partner": partner,
        "words": words,
        "website": _address_of(words.get("website")),
        "kind": partner_kinds().get(partner.kind, partner.kind),
        "fresh": fresh(freshness_of(partner, partner.kind, terms, day)),
        "over": partner.last_day is not None and partner.last_day < day,
        "locations": known.locations_by_partner.get(partner.partner_id, ()),
        "accessibilities": ACCESSIBILITIES,
        "offers": [
            (each, capacity(each, day), fresh(freshness_of(each, partner.kind, terms, day)), _is_over(each, day))
            for each in offers
        ],
        "contacts": contact_persons(service, asking.district, partner.partner_id) if may_write(asking) else None,
        "agreements": _agreements(here, partner, day),
        "agreement_kinds": AGREEMENT_KINDS,
        "assurances": _assurances(here, partner, offers),
        "may_write": may_write(asking),
        "has_mail": words.known.get("email") is not None,
        "today": day,
    }
    return rendered(request, "referral/partner.html", context)


def capacity(offer: OfferEntry, day: date) -> Badge:
    """Whether an offer takes anybody on that day, at a glance."""
    counting = offer.capacity_on_day(day)
    if counting is None:
        return Badge("info", UNKNOWN_CAPACITY)
    return Badge(CAPACITY_BADGES[counting], CAPACITIES[counting])


def _row(partner: PartnerEntry, known: Directory, terms: Terms, day: date) -> dict[str, Any]:
    offers = known.offers_by_partner.get(partner.partner_id, ())
    return {
        "partner": partner,
        "kind": partner_kinds().get(partner.kind, partner.kind),
        "fresh": fresh(freshness_of(partner, partner.kind, terms, day)),
        "offers": len(offers),
        "takes": list(dict.fromkeys(capacity(each, day) for each in offers if each.capacity is not None)),
    }


def _gone(of: Directory, day: date) -> Directory:
    """Partners that are no longer listed, with all they had."""
    gone = {key: each for key, each in of.partners.items() if each.last_day is not None and each.last_day < day}
    return Directory(gone, of.locations, {key: each for key, each in of.offers.items() if each.partner_id in gone})


def _places(service: Referral, district: str, known: Directory) -> list[str]:
    """Sozialräume of the district, and those that only the directory names."""
    named = {place for offer in known.offers.values() for place in offer.sozialraeume}
    named |= {each.sozialraum for each in known.locations.values() if each.sozialraum is not None}
    return sorted(named.union(sozialraeume_of(service.pool, district)))


def _agreements(here: Here, partner: PartnerEntry, day: date) -> list[tuple[AgreementEntry, str | None, bool]]:
    """Of this partner, newest first: what is agreed in words, and whether it counts."""
    found = [each for each in agreements(here.service.pool, here.district) if each.partner_id == partner.partner_id]
    sheets = [Sheet(partner.partner_id, each.details_id, AGREEMENT_FIELDS) for each in found]
    words = directory_texts(here.service, here.district, sheets)
    return [
        (each, None if each.details_id is None else words[each.details_id].get("wording"), each.counts(day))
        for each in found
    ]


def _assurances(here: Here, partner: PartnerEntry, offers: Sequence[OfferEntry]) -> list[dict[str, Any]]:
    """Who said when that which entry is right."""
    titles: Mapping[UUID, str] = {partner.partner_id: "Partner", **{each.offer_id: each.name for each in offers}}
    names = names_for(here.request, here.asking)
    return [
        {
            "on": each.on,
            "what": titles[each.about],
            "provenance": PROVENANCES[each.provenance],
            "staff": names.get(staff) if (staff := staff_id_of(each.actor)) else None,
        }
        for each in assurances_of(here.service.pool, here.district, list(titles))
    ]


def _is_over(offer: OfferEntry, day: date) -> bool:
    return offer.last_day is not None and offer.last_day < day


def _address_of(website: str | None) -> str | None:
    """Only what leads to the web becomes a link: files from elsewhere may hold anything."""
    return website if website and website.startswith(("https://", "http://")) else None


def _address(wished: PartnersAsked, page: int) -> str:
    kept = wished.model_dump(exclude_defaults=True) | {"page": page}
    return f"{PARTNERS}?{urlencode({name: 'true' if value is True else value for name, value in kept.items()})}"
