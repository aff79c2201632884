"""When was an entry of the directory written, and when was it assured? Read by the freshness queue and the pages.

A corrected entry is not an assured one (HSDS 3: ``last_modified`` and ``assured_date``), so both are kept, every time.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from services.contracts.referral import OfferAssured, OfferListed, PartnerAssured, PartnerListed
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection
from services.kernel.times import BERLIN

LISTINGS = Table("listings", "listing", ("about", "on_day"), versioned=False)
ASSURANCES = Table("assurances", "assurance", ("about", "on_day", "provenance", "actor"), versioned=False)


def keep(recorded: Recorded[PartnerListed | OfferListed | PartnerAssured | OfferAssured]) -> Iterable[Put]:
    """A listing has the local day on which it was recorded, an assurance the day that it speaks of."""
    fact = recorded.fact
    about = _about(fact)
    if isinstance(fact, PartnerAssured | OfferAssured):
        return [Put(ASSURANCES, recorded.id, (about, fact.on, fact.provenance, recorded.actor))]
    return [Put(LISTINGS, recorded.id, (about, _local(recorded.time).date()))]


def _about(fact: PartnerListed | OfferListed | PartnerAssured | OfferAssured) -> UUID:
    return fact.offer_id if isinstance(fact, OfferListed | OfferAssured) else fact.partner_id


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)


assurances = Projection(
    "assurances",
    version=1,
    tables=(LISTINGS, ASSURANCES),
    reads=(PartnerListed, OfferListed, PartnerAssured, OfferAssured),
    fold=keep,
)
