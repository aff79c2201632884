"""The worker of ``reporting``: every source's facts into the journal, and the journal into the projections."""

from collections.abc import Sequence

from services.kernel.consume import consume_batch
from services.kernel.database import pool
from services.kernel.delivery import Delivery
from services.kernel.http_feed import HttpFeed
from services.kernel.notifier import Notifier
from services.kernel.reader import BatchReader
from services.kernel.reader_database import SqlReaderDatabase
from services.kernel.settings import Settings
from services.kernel.worker import Following, Reading
from services.reporting import journal
from services.reporting.folding import follower

QUEUE = "reporting.journal"


def journal_reader(settings: Settings) -> BatchReader:
    """Appends what arrives to the journal, and wakes the folding."""
    connections = pool(settings.service_database_url("reporting"))
    return BatchReader(
        QUEUE,
        "reporting",
        journal.append,
        HttpFeed(settings, "reporting"),
        database=SqlReaderDatabase(connections),
        key_of=settings.secrets.signing_key,
        stored=Notifier(connections).tell,
    )


class ReportingWorker:
    """Wiring only."""

    name = "reporting"

    journal = Reading(journal_reader)
    projections = Following(follower)

    @consume_batch(QUEUE)
    def receive(self, deliveries: Sequence[Delivery]) -> None:
        self.journal.receive(deliveries)
