"""Who asks a partner, and where can one be rung or met? Träger and their sites; districts' facts, by broker."""

from collections.abc import Iterable
from typing import assert_never

from services.contracts.districts import SiteClosed, SiteOpened, TraegerRegistered
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TRAEGER = Table("traeger", "traeger", ("name",), versioned=False)
SITES = Table("sites", "site", ("traeger", "name", "sozialraum", "kind", "address"), versioned=False)
CLOSINGS = Table("site_closings", "site", ("last_day",), versioned=False)


def keep(recorded: Recorded[TraegerRegistered | SiteOpened | SiteClosed]) -> Iterable[Change]:
    """What is registered or opened again was corrected; a site that is opened again is no longer closed."""
    fact = recorded.fact
    match fact:
        case TraegerRegistered():
            return [Put(TRAEGER, fact.traeger_id, (fact.name,))]
        case SiteOpened():
            opened = (fact.traeger_id, fact.name, fact.sozialraum, fact.kind, fact.address)
            return [Put(SITES, fact.site_id, opened), Drop(CLOSINGS, fact.site_id)]
        case SiteClosed():
            return [Put(CLOSINGS, fact.site_id, (fact.on,))]
        case _:
            assert_never(fact)


known_senders = Projection(
    "traeger",
    version=1,
    tables=(TRAEGER, SITES, CLOSINGS),
    reads=(TraegerRegistered, SiteOpened, SiteClosed),
    fold=keep,
)
