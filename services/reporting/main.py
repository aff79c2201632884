"""The processes of ``reporting``: ``python -m services.reporting.main relay|worker``."""

import sys
from typing import Any

from services.kernel.process import run


def load_worker() -> type[Any]:
    """The worker's class; imported late, see kernel.process."""
    from services.reporting.worker import ReportingWorker  # noqa: PLC0415

    return ReportingWorker


if __name__ == "__main__":
    sys.exit(run("reporting", load_worker))
