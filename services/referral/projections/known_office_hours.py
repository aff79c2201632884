"""When are people met at the district's own sites? Shown in the public atlas; districts' facts, by broker."""

from collections.abc import Iterable, Sequence

import msgspec

from services.contracts.districts import Hours, OfficeHoursExcepted, OfficeHoursSet
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

WEEKLY = Table(
    "office_hours", "site_start", ("site", "starts", "hours", "on_holidays"), key_type="text", versioned=False
)
EXCEPTIONS = Table("office_hour_exceptions", "site_day", ("site", "on_day", "hours"), key_type="text", versioned=False)


def keep(recorded: Recorded[OfficeHoursSet | OfficeHoursExcepted]) -> Iterable[Put]:
    """Hours set again from the same day on replace those; so does a later exception of a day."""
    fact = recorded.fact
    if isinstance(fact, OfficeHoursSet):
        weekly = (fact.site_id, fact.start, _json(fact.hours), fact.on_holidays)
        return [Put(WEEKLY, f"{fact.site_id} {fact.start}", weekly)]
    return [Put(EXCEPTIONS, f"{fact.site_id} {fact.on}", (fact.site_id, fact.on, _json(fact.hours)))]


def _json(hours: Sequence[Hours]) -> str:
    return msgspec.json.encode(hours).decode()


known_office_hours = Projection(
    "office_hours",
    version=1,
    tables=(WEEKLY, EXCEPTIONS),
    reads=(OfficeHoursSet, OfficeHoursExcepted),
    fold=keep,
)
