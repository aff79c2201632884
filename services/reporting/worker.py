"""The worker of ``reporting``: every source's facts into the journal, the journal into the projections, checkpoints."""

from collections.abc import Sequence

from services.kernel.consume import consume_batch
from services.kernel.delivery import Delivery
from services.kernel.worker import Following, Reading
from services.reporting.folding import follower
from services.reporting.proving.daily import follower as checkpoints
from services.reporting.reading import QUEUE, journal_reader


class ReportingWorker:
    """Wiring only."""

    name = "reporting"

    journal = Reading(journal_reader)
    projections = Following(follower)
    checkpoints = Following(checkpoints)

    @consume_batch(QUEUE)
    def receive(self, deliveries: Sequence[Delivery]) -> None:
        self.journal.receive(deliveries)
