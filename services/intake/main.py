"""The processes of ``intake``: ``python -m services.intake.main relay|worker``."""

import sys
from typing import Any

from services.kernel.process import run


def load_worker() -> type[Any]:
    """The worker's class; imported late, see kernel.process."""
    from services.intake.worker import IntakeWorker  # noqa: PLC0415

    return IntakeWorker


if __name__ == "__main__":
    sys.exit(run("intake", load_worker))
