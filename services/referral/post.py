"""The post of every district, in the worker: it records what was carried, opens what came, and seals what is due.

What was recalled before it was carried it destroys.
"""

from functools import cache, partial

from services.kernel.follow import LogFollower
from services.kernel.settings import Settings
from services.kernel.watch import LogWatch
from services.referral.application import Referral, referral
from services.referral.letters_in import LettersIn
from services.referral.letters_out import LettersOut
from services.referral.opening import SERVICE


def work(service: Referral, district: str) -> None:
    """All of it once; what was done before is not done again."""
    out = LettersOut(service, district)
    out.record_receipts()
    LettersIn(service, district).take_in()
    out.seal_due()
    out.release_or_destroy()


def follower(settings: Settings) -> LogFollower:
    """Works whenever the log grew or the carrier was there."""
    opened = cache(lambda: referral(settings))  # late: in the worker's own thread
    watch = partial(LogWatch, settings.service_database_url(SERVICE))
    return LogFollower(watch, lambda district: work(opened(), district))
