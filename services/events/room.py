"""What ``events`` brings to the one address: routes for programs, pages for people, and what they need to run."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from services.events.api import all_routes
from services.events.application import Events
from services.events.application import events as open_service
from services.events.opening import SERVICE
from services.events.pages import MENU, OPEN_TO_STRANGERS, all_pages
from services.events.problems import PROBLEMS
from services.events.told_persons import PartsOfEvents
from services.kernel.settings import Settings
from services.kernel.web import Room


@contextmanager
def open_events(settings: Settings) -> Iterator[Events]:
    yield open_service(settings)


ROOM: Final = Room(
    SERVICE,
    "Veranstaltungen, Netzwerk und Planung im Sozialraum",
    all_routes(),
    open_events,
    cast("Mapping[type[Exception], Any]", PROBLEMS),
    pages=all_pages(),
    menu=MENU,
    open_to_strangers=OPEN_TO_STRANGERS,
    tells_of_persons=PartsOfEvents.of,
)
