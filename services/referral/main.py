"""The processes of ``referral``: ``python -m services.referral.main relay|worker``."""

import sys
from typing import Any

from services.kernel.process import run


def load_worker() -> type[Any]:
    """The worker's class; imported late, see kernel.process."""
    from services.referral.worker import ReferralWorker  # noqa: PLC0415

    return ReferralWorker


if __name__ == "__main__":
    sys.exit(run("referral", load_worker))
