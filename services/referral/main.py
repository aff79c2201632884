"""The processes of ``referral``: ``python -m services.referral.main relay|worker|mailer``."""

import sys
from typing import Any

from services.kernel.process import run


def load_worker() -> type[Any]:
    """The worker's class; imported late, see kernel.process."""
    from services.referral.worker import ReferralWorker  # noqa: PLC0415

    return ReferralWorker


def mailer(settings: Any) -> int:
    """Sends mails to partners."""
    from services.referral.mail.process import run_mailer  # noqa: PLC0415

    return run_mailer(settings)


if __name__ == "__main__":
    sys.exit(run("referral", load_worker, {"mailer": mailer}))
