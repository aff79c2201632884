"""The clock that forgets: once a day the worker destroys contact details of registrations that nobody needs now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Final

import structlog

from services.events.application import Events
from services.events.application import events as open_service
from services.events.opening import SERVICE
from services.events.registrations_desk import RegistrationsDesk
from services.kernel.follow import LogFollower
from services.kernel.settings import Settings
from services.kernel.times import today
from services.kernel.watch import LogWatch

log: Final = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RegistrationsClock:
    """Forgets once a day and district, and after every start; asking more often changes nothing.

    An event that is moved into the past on the same day waits for the next one.
    """

    service: Events
    day: Callable[[], date] = today
    done: dict[str, date] = field(default_factory=dict)

    def step(self, district: str) -> None:
        """Raises DatabaseDown; then it is tried again."""
        now = self.day()
        if self.done.get(district) == now:
            return
        if forgotten := RegistrationsDesk(self.service, district).forget_old_registrations(now):
            log.info("registrations_forgotten", district=district, count=forgotten)
        self.done[district] = now


def follower(settings: Settings) -> LogFollower:
    """Looks whenever the log grew, and every few seconds."""
    opened = cache(lambda: RegistrationsClock(open_service(settings)))  # late: in the worker's own thread
    watch = partial(LogWatch, settings.service_database_url(SERVICE))
    return LogFollower(watch, lambda district: opened().step(district))
