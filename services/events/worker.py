"""The worker of ``events``: its own projections, what districts and referral tell, and what is to be forgotten."""

from collections.abc import Sequence

from services.events.folding import follower
from services.events.reading import PROJECTIONS, projections_reader
from services.events.registrations_clock import follower as registrations_clock
from services.kernel.consume import consume_batch
from services.kernel.delivery import Delivery
from services.kernel.worker import Following, Reading


class EventsWorker:
    """Wiring only."""

    name = "events"

    received = Reading(projections_reader)
    projections = Following(follower)
    forgetting = Following(registrations_clock)

    @consume_batch(PROJECTIONS)
    def receive(self, deliveries: Sequence[Delivery]) -> None:
        self.received.receive(deliveries)
