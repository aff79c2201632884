"""Pages that everybody may open look at how often one address asks; nobody has to think of it twice."""

from collections.abc import Iterator
from typing import Any

from fastapi.dependencies.models import Dependant

from services.kernel.public_answers import not_too_often
from services.web import ROOMS
from tests.attack.pages import who_may

# Log-ins and partners' links count attempts of their own.
HELD_BACK_OTHERWISE = ("/anmeldung", "/einladung", "/antwort")


def test_every_page_for_everybody_slows_down_whoever_asks_too_often() -> None:
    public = [page for page in opened() if who_may(page.path) is None]

    assert len(public) > 10
    assert [page.path for page in public if not_too_often not in asked(page.dependant)] == []


def opened() -> Iterator[Any]:
    """Every page that is opened by a link, as FastAPI answers it."""
    for room in ROOMS:
        for included in room.pages.routes:
            for page in included.effective_route_contexts():  # type: ignore[attr-defined]
                if "GET" in page.methods and not page.path.startswith(HELD_BACK_OTHERWISE):
                    yield page


def asked(dependant: Dependant) -> Iterator[object]:
    """All that a page depends on, at any depth."""
    for each in dependant.dependencies:
        yield each.call
        yield from asked(each)
