"""Every row of ``docs/seeds.md`` is true: its commands exist, and its pages show something on the loaded demo."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
import typer
from fastapi import FastAPI
from starlette.testclient import TestClient

from demo.districts import DISTRICTS
from services.cli.commands import app_for
from services.districts.folding import fold as fold_districts
from services.events.folding import fold as fold_events
from services.intake.folding import fold as fold_intake
from services.kernel.database import pool
from services.kernel.log import Log
from services.kernel.roles import Role
from services.kernel.settings import Settings
from services.kernel.signed_in import COOKIE, SignedIn
from services.kernel.tokens import Caller
from services.kernel.web import create_app
from services.referral.folding import fold as fold_referral
from services.web import ROOMS
from tests.attack.pages import pages as page_routes
from tests.attack.pages import who_may
from tests.attack.routes import mounted
from tests.demo.conftest import know
from tests.demo.seeds import Row, rows
from tests.pages.browser import FROM_OUR_PAGE, KnownSessions

pytestmark = pytest.mark.server

ROWS: Final = list(rows())
PAGES: Final = sorted({(row.district, page) for row in ROWS for page in row.pages})
# What a place in a page's address names: the stream of the first fact of that topic in the district's log of events.
THINGS: Final[Mapping[str, str]] = {
    "event": "events.event_held.",
    "group": "events.group_founded.",
    "volunteer": "events.volunteer_enlisted.",
}
OPERATION: Final = "thinka"
SESSIONS: Final = KnownSessions()


@pytest.fixture(scope="module")
def app(loaded: Settings) -> FastAPI:
    know(loaded)  # tests before this one may have gone on with the demo
    for district in DISTRICTS:
        for fold in (fold_districts, fold_intake, fold_referral, fold_events):
            fold(loaded, district.key)
    return create_app(ROOMS, loaded, sign_ins=SESSIONS)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app) as made:
        yield made


@pytest.fixture(scope="module")
def commands(app: FastAPI) -> set[str]:
    return {f"{method} {path}" for method, path in mounted(app)}


def test_all_five_seeds_are_told() -> None:
    assert list(dict.fromkeys(row.seed for row in ROWS)) == [f"Seed 00{number}" for number in range(5)]
    assert {row.district for row in ROWS} == {district.key for district in DISTRICTS}
    assert len(ROWS) > 90


def test_a_sentence_without_a_command_says_why() -> None:
    assert all((row.commands and row.pages) or row.note for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.sentence[:60])
def test_every_command_exists(row: Row, commands: set[str]) -> None:
    for command in row.commands:
        assert command in commands or is_on_the_command_line(command), command


def is_on_the_command_line(command: str) -> bool:
    """``lotse import statistics``: a group and its command."""
    program, *names = command.split()
    found: Any = typer.main.get_command(app_for(names))
    for name in names:
        found = getattr(found, "commands", {}).get(name)
    return program == "lotse" and found is not None


@pytest.mark.parametrize(("district", "page"), PAGES)
def test_every_page_answers_to_somebody_who_may_see_it(
    app: FastAPI, client: TestClient, loaded: Settings, district: str, page: str
) -> None:
    template = page.partition("?")[0]
    assert ("GET", template) in page_routes(app)

    answer = client.get(filled(loaded, district, page), headers=headers(district, template))

    assert answer.status_code == 200, answer.text[:500]
    assert "<h1" in answer.text


def filled(settings: Settings, district: str, page: str) -> str:
    """The address with things of the demo in its places."""
    named = {"district": district, "operation": OPERATION}
    log = Log("events", pool(settings.service_database_url("events"))).after(district, 0, 10_000)
    for place, topic in THINGS.items():
        named[place] = str(next(row.stream for row in log if row.topic.startswith(topic)))
    return page.format_map(named)


def headers(district: str, template: str) -> dict[str, str]:
    """Nobody for public pages, else somebody in the first role that may."""
    may = who_may(template)
    if may is None:
        return FROM_OUR_PAGE
    role = next(str(role) for role in (Role.KOORDINATION, Role.FACHKRAFT, Role.PLANUNG, *Role) if str(role) in may)
    cookie = f"{district}-{role}"
    SESSIONS.by_cookie[cookie] = SignedIn(Caller(district, role, "cli:tester"), "Anna Berg", district, 1)
    return {**FROM_OUR_PAGE, "Cookie": f"{COOKIE}={cookie}"}
