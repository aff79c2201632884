"""Which partners are there, and until when? Consents, referrals, events and measures name them.

These are referral's facts and come by broker. Contact details never travel; names of institutions do.
"""

from collections.abc import Iterable

from services.contracts.referral import PartnerDelisted, PartnerListed
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

PARTNERS = Table("partners", "partner", ("name", "kind"), versioned=False)
DELISTINGS = Table("partner_delistings", "partner", ("last_day",), versioned=False)


def keep(recorded: Recorded[PartnerListed | PartnerDelisted]) -> Iterable[Change]:
    """A partner as it was listed last; who is listed again is back."""
    fact = recorded.fact
    if isinstance(fact, PartnerDelisted):
        return [Put(DELISTINGS, fact.partner_id, (fact.on,))]
    return [Put(PARTNERS, fact.partner_id, (fact.name, fact.kind)), Drop(DELISTINGS, fact.partner_id)]


partners = Projection(
    "partners", version=1, tables=(PARTNERS, DELISTINGS), reads=(PartnerListed, PartnerDelisted), fold=keep
)
