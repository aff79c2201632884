"""Who registered for an event, and in which order? Who has a place follows from that (``domain.places``)."""

from collections.abc import Iterable

from services.contracts.events import PlaceReleased, PlaceRequested
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

REGISTRATIONS = Table(
    "registrations", "registration", ("event", "persons", "contact", "place", "requested"), versioned=False
)
RELEASES = Table("registration_releases", "registration", ("released",), versioned=False)


def keep(recorded: Recorded[PlaceRequested | PlaceReleased]) -> Iterable[Change]:
    fact = recorded.fact
    if isinstance(fact, PlaceReleased):
        return [Put(RELEASES, fact.registration_id, (recorded.time,))]
    asked = (fact.event_id, fact.persons, fact.contact_id, recorded.sequence, recorded.time)
    return [Put(REGISTRATIONS, fact.registration_id, asked)]


registrations = Projection(
    "registrations",
    version=1,
    tables=(REGISTRATIONS, RELEASES),
    reads=(PlaceRequested, PlaceReleased),
    fold=keep,
)
