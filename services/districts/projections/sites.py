"""Where are people met, and when? Read by lists of sites and their hours."""

from collections.abc import Iterable, Sequence
from typing import assert_never

import msgspec

from services.contracts.districts import Hours, OfficeHoursExcepted, OfficeHoursSet, SiteClosed, SiteOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

SITES = Table("sites", "site", ("traeger", "name", "sozialraum", "kind", "address"), versioned=False)
CLOSINGS = Table("site_closings", "site", ("last_day",), versioned=False)
WEEKLY = Table(
    "office_hours", "site_start", ("site", "starts", "hours", "on_holidays"), key_type="text", versioned=False
)
EXCEPTIONS = Table("office_hour_exceptions", "site_day", ("site", "on_day", "hours"), key_type="text", versioned=False)


def keep(recorded: Recorded[SiteOpened | SiteClosed | OfficeHoursSet | OfficeHoursExcepted]) -> Iterable[Change]:
    """A site that is opened again is no longer closed; hours set again from the same day on replace those."""
    fact = recorded.fact
    match fact:
        case SiteOpened():
            opened = (fact.traeger_id, fact.name, fact.sozialraum, fact.kind, fact.address)
            return [Put(SITES, fact.site_id, opened), Drop(CLOSINGS, fact.site_id)]
        case SiteClosed():
            return [Put(CLOSINGS, fact.site_id, (fact.on,))]
        case OfficeHoursSet():
            weekly = (fact.site_id, fact.start, _json(fact.hours), fact.on_holidays)
            return [Put(WEEKLY, f"{fact.site_id} {fact.start}", weekly)]
        case OfficeHoursExcepted():
            return [Put(EXCEPTIONS, f"{fact.site_id} {fact.on}", (fact.site_id, fact.on, _json(fact.hours)))]
        case _:
            assert_never(fact)


def _json(hours: Sequence[Hours]) -> str:
    return msgspec.json.encode(hours).decode()


sites = Projection(
    "sites",
    version=1,
    tables=(SITES, CLOSINGS, WEEKLY, EXCEPTIONS),
    reads=(SiteOpened, SiteClosed, OfficeHoursSet, OfficeHoursExcepted),
    fold=keep,
)
