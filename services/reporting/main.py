"""The processes of ``reporting``: ``python -m services.reporting.main relay|worker|publisher``."""

import sys
from typing import Any

from services.kernel.process import run


def load_worker() -> type[Any]:
    """The worker's class; imported late, see kernel.process."""
    from services.reporting.worker import ReportingWorker  # noqa: PLC0415

    return ReportingWorker


def publisher(settings: Any) -> int:
    """Publishes the figures that BI tools read."""
    from services.reporting.bi.process import run_publisher  # noqa: PLC0415

    return run_publisher(settings)


if __name__ == "__main__":
    sys.exit(run("reporting", load_worker, {"publisher": publisher}))
