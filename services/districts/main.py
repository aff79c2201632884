"""The processes of ``districts``: ``python -m services.districts.main relay|worker``."""

import sys
from typing import Any

from services.kernel.process import run


def load_worker() -> type[Any]:
    """The worker's class; imported late, see kernel.process."""
    from services.districts.worker import DistrictsWorker  # noqa: PLC0415

    return DistrictsWorker


if __name__ == "__main__":
    sys.exit(run("districts", load_worker))
