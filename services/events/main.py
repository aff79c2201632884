"""The processes of ``events``: ``python -m services.events.main relay|worker``."""

import sys
from typing import Any

from services.kernel.process import run


def load_worker() -> type[Any]:
    """The worker's class; imported late, see kernel.process."""
    from services.events.worker import EventsWorker  # noqa: PLC0415

    return EventsWorker


if __name__ == "__main__":
    sys.exit(run("events", load_worker))
