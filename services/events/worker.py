"""The worker of ``events``: reads nobody's facts yet, and waits."""

from services.kernel.worker import Idle


class EventsWorker:
    """Wiring only."""

    name = "events"

    idle = Idle()
