"""The worker of ``intake``: its own projections, and what districts tell."""

from collections.abc import Sequence

from services.intake.folding import follower
from services.intake.projections.received import apply
from services.kernel.consume import consume_batch
from services.kernel.database import pool
from services.kernel.delivery import Delivery
from services.kernel.http_feed import HttpFeed
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.kernel.worker import Following, Reading

QUEUE = "intake.projections"


def operations_reader(settings: Settings) -> BatchReader:
    """Keeps what intake needs of districts: operations, staff, sites, definitions."""
    return BatchReader(
        QUEUE,
        "intake",
        apply,
        HttpFeed(settings, "intake"),
        database=SqlReaderDatabase(pool(settings.service_database_url("intake"))),
        key_of=settings.secrets.signing_key,
    )


class IntakeWorker:
    """Wiring only."""

    name = "intake"

    operations = Reading(operations_reader)
    projections = Following(follower)

    @consume_batch(QUEUE)
    def receive(self, deliveries: Sequence[Delivery]) -> None:
        self.operations.receive(deliveries)
