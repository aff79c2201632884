"""The worker of ``districts``: its own projections, and the policies that react to intake."""

from collections.abc import Sequence

from services.districts.folding import follower
from services.districts.reacting import READER, policy_runner
from services.kernel.consume import consume_batch
from services.kernel.database import pool
from services.kernel.delivery import Delivery
from services.kernel.http_feed import HttpFeed
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.kernel.worker import Following, Reading


def policy_reader(settings: Settings) -> BatchReader:
    """Hands intake's facts to the policies."""
    return BatchReader(
        READER,
        "districts",
        policy_runner(settings).apply,
        HttpFeed(settings, "districts"),
        database=SqlReaderDatabase(pool(settings.service_database_url("districts"))),
        key_of=settings.secrets.signing_key,
    )


class DistrictsWorker:
    """Wiring only."""

    name = "districts"

    policies = Reading(policy_reader)
    projections = Following(follower)

    @consume_batch(READER)
    def receive(self, deliveries: Sequence[Delivery]) -> None:
        self.policies.receive(deliveries)
