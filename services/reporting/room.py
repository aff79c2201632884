"""What ``reporting`` brings to the one address: routes for programs, pages for people, and what they need to run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from services.kernel.settings import Settings
from services.kernel.web import Room
from services.reporting.api import all_routes
from services.reporting.application import SERVICE, Reporting
from services.reporting.pages import MENU, all_pages
from services.reporting.problems import PROBLEMS
from services.reporting.told_persons import PartsOfReporting

ARRIVAL_S: Final = 10.0  # a program asks again, a person at the command line waits


@contextmanager
def open_reporting(settings: Settings) -> Iterator[Reporting]:
    yield Reporting.of(settings, ARRIVAL_S)


ROOM: Final = Room(
    SERVICE,
    "Berichte",
    all_routes(),
    open_reporting,
    cast("Mapping[type[Exception], Any]", PROBLEMS),
    pages=all_pages(),
    menu=MENU,
    tells_of_persons=PartsOfReporting.of,
)
