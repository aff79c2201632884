"""How often may somebody try? By what is tried (a lock-out for a while) and by who tries (slower and slower)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(minutes=15)
# Offices share an address, so an address is slowed down late.
FREE_OF_AN_ADDRESS: Final = 20
LONGEST_PAUSE_S: Final = 60


def closed_until(failures: Sequence[datetime], now: datetime, most: int) -> datetime | None:
    """When the next try is heard; None: now. ``failures`` ascend; at most ``most`` count in any quarter of an hour."""
    recent = [at for at in failures if at > now - WINDOW]
    return recent[-most] + WINDOW if len(recent) >= most else None


def slowed_until(failures: Sequence[datetime], now: datetime) -> datetime | None:
    """When an address is heard again: after twenty failures 2, 4, 8 seconds after the last one, at most a minute."""
    recent = [at for at in failures if at > now - WINDOW]
    beyond = len(recent) - FREE_OF_AN_ADDRESS
    if beyond < 0:
        return None
    until = recent[-1] + timedelta(seconds=min(2.0 ** min(beyond + 1, 10), LONGEST_PAUSE_S))
    return until if until > now else None
