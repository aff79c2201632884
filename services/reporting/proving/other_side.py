"""The other side of a delivery: the sources' logs, what was sent of them, what waits, what nobody could take."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from services.kernel.broker import LOST
from services.kernel.database import pool
from services.kernel.dead_letters import DeadLetter, list_dead
from services.kernel.envelope import read_envelope
from services.kernel.feed import PAGE, Feed, LogFeed
from services.kernel.parking import list_parked
from services.kernel.relay_places import SqlRelayPositions
from services.kernel.settings import SERVICES, NotSetUp, Settings
from services.reporting.domain.delivery import Placed
from services.reporting.domain.merkle import leaf_hash


class OtherSide(Protocol):
    """Whoever sends to the journal; raises FeedUnreachable, DatabaseDown."""

    @property
    def feed(self) -> Feed: ...

    def published(self, source: str, district: str) -> int:
        """Up to which position the source's relay has sent its log."""
        ...

    def parked(self, district: str) -> int:
        """Facts that wait in any service because a policy could not handle them."""
        ...

    def dead(self, district: str) -> int | None:
        """Messages of the district, or of nobody, that no reader could take; None: the broker does not answer."""
        ...


@dataclass(frozen=True, slots=True)
class Platform:
    """The services of this installation, by their databases and the broker."""

    settings: Settings

    @property
    def feed(self) -> Feed:
        return LogFeed(self.settings)

    def published(self, source: str, district: str) -> int:
        return SqlRelayPositions(pool(self.settings.service_database_url(source))).load(district)[0]

    def parked(self, district: str) -> int:
        pools = (pool(self.settings.service_database_url(service)) for service in SERVICES)
        return sum(len(list_parked(each, district)) for each in pools)

    def dead(self, district: str) -> int | None:
        try:
            letters = list_dead(self.settings.admin_amqp_url())
        except (*LOST, NotSetUp):
            return None
        return sum(1 for letter in letters if _concerns(letter, district))


def facts_of(feed: Feed, source: str, district: str, last: int) -> Iterator[Placed]:
    """A source's log from its first position to ``last``, each fact as it would be sent today."""
    position = 0
    while position < last and (bodies := feed.after(source, district, position, min(PAGE, last - position))):
        for body in bodies:
            position = read_envelope(body).sequence
            yield Placed(position, leaf_hash(body))


def _concerns(letter: DeadLetter, district: str) -> bool:
    return letter.envelope is None or letter.envelope.district == district
