"""Facts of offers: what a partner does, for whom, where, when, and whether it takes anybody at the moment.

All facts of an offer are one stream, ``offer_id``. Description, requirements and notes lie in the vault under
``partner_id``.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.districts import Hours
from services.contracts.referral.words import Accessibility, Capacity, Cost, Provenance
from services.kernel.facts import Contract, fact


class OfOffer(Contract, frozen=True, kw_only=True):
    """What every fact of an offer names."""

    offer_id: UUID
    partner_id: UUID


@fact("referral.offer_listed")
class OfferListed(OfOffer, frozen=True, kw_only=True):
    """An offer stands in the directory; listed again under the same id, it was corrected, or is back.

    No Sozialraum: all of the district. ``similar``: offers that were shown as similar when it was added all the same.
    """

    name: Annotated[str, Meta(title="Name des Angebots")]
    topics: Annotated[tuple[str, ...], Meta(title="Problemlagen")] = ()
    handlungsfelder: Annotated[tuple[str, ...], Meta(title="Handlungsfelder")] = ()
    target_groups: Annotated[tuple[str, ...], Meta(title="Zielgruppen")] = ()
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    languages: Annotated[tuple[str, ...], Meta(title="Sprachen (ISO 639-1)")] = ("de",)
    accessibility: Annotated[tuple[Accessibility, ...], Meta(title="Barrierefreiheit")] = ()
    cost: Annotated[Cost, Meta(title="Kosten")] = "free"
    location_ids: Annotated[tuple[UUID, ...], Meta(title="Orte (Verweise)")] = ()
    details_id: Annotated[UUID | None, Meta(title="Beschreibung (Verweis)")] = None
    similar: Annotated[tuple[UUID, ...], Meta(title="Als ähnlich angezeigte Angebote (Verweise)")] = ()


@fact("referral.offer_delisted")
class OfferDelisted(OfOffer, frozen=True, kw_only=True):
    """It is not offered after ``on``."""

    on: Annotated[dt.date, Meta(title="Letzter Tag")]


@fact("referral.offer_assured")
class OfferAssured(OfOffer, frozen=True, kw_only=True):
    """Somebody who must know said that the entry is right (HSDS 3, assured_date)."""

    on: Annotated[dt.date, Meta(title="Bestätigt am")]
    provenance: Annotated[Provenance, Meta(title="Von wem")]


@fact("referral.capacity_stated")
class CapacityStated(OfOffer, frozen=True, kw_only=True):
    """Whether referrals are taken at the moment (Open Referral, issue 221)."""

    capacity: Annotated[Capacity, Meta(title="Nimmt auf")]
    on: Annotated[dt.date, Meta(title="Stand vom")]
    provenance: Annotated[Provenance, Meta(title="Von wem")]
    until: Annotated[dt.date | None, Meta(title="Voraussichtlich bis")] = None


@fact("referral.opening_hours_set")
class OpeningHoursSet(OfOffer, frozen=True, kw_only=True):
    """The weekly hours of an offer from ``start`` on; they replace those before."""

    start: Annotated[dt.date, Meta(title="Ab")]
    hours: Annotated[tuple[Hours, ...], Meta(title="Öffnungszeiten")]
    on_holidays: Annotated[bool, Meta(title="Auch an Feiertagen")] = False


@fact("referral.opening_hours_excepted")
class OpeningHoursExcepted(OfOffer, frozen=True, kw_only=True):
    """On one day other hours count; none means closed. A later exception of that day replaces it."""

    on: Annotated[dt.date, Meta(title="Am")]
    hours: Annotated[tuple[Hours, ...], Meta(title="Öffnungszeiten an diesem Tag")] = ()
