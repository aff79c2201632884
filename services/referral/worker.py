"""The worker of ``referral``: reads nobody's facts yet, and waits."""

from services.kernel.worker import Idle


class ReferralWorker:
    """Wiring only."""

    name = "referral"

    idle = Idle()
