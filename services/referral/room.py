"""What ``referral`` brings to the one address: routes for programs, pages for people, and what they need to run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from services.kernel.database import pool
from services.kernel.settings import Settings
from services.kernel.web import Room
from services.referral.api import all_routes
from services.referral.application import Referral
from services.referral.application import referral as open_service
from services.referral.mail_rows import count_waiting
from services.referral.opening import SERVICE
from services.referral.pages import MENU, OPEN_TO_STRANGERS, all_pages
from services.referral.problems import PROBLEMS
from services.referral.told_persons import PartsOfReferral


@contextmanager
def open_referral(settings: Settings) -> Iterator[Referral]:
    yield open_service(settings)


def waiting_mails(settings: Settings) -> int:
    """Mails to partners that are neither sent nor dropped, in all districts."""
    return count_waiting(pool(settings.service_database_url(SERVICE)))


ROOM: Final = Room(
    SERVICE,
    "Partner, Angebote und Weitervermittlungen",
    all_routes(),
    open_referral,
    cast("Mapping[type[Exception], Any]", PROBLEMS),
    pages=all_pages(),
    menu=MENU,
    open_to_strangers=OPEN_TO_STRANGERS,
    tells_of_persons=PartsOfReferral.of,
    waiting_mails=waiting_mails,
)
