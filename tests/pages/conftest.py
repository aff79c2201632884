"""The whole address with people signed in, on a real database; readers are driven by hand, as in tests/api."""

from collections.abc import Callable, Iterator
from secrets import token_hex
from uuid import uuid4

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from starlette.testclient import TestClient

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.signed_in import SignedIn
from services.kernel.tokens import Caller
from services.kernel.web import create_app
from services.web import ROOMS
from tests.api.conftest import OPENING, Town, client, new_town, place, quiet_town, town
from tests.api.office import Office, Person, office
from tests.browser.chromium import chromium
from tests.pages.browser import Browser, KnownSessions
from tests.pages.served import served

__all__ = ["client", "new_town", "place", "quiet_town", "town"]

SignedInAs = Callable[..., Browser]


@pytest.fixture(scope="session")
def sessions() -> KnownSessions:
    return KnownSessions()


@pytest.fixture(scope="session")
def app(settings: Settings, sessions: KnownSessions) -> FastAPI:
    return create_app(ROOMS, settings, sign_ins=sessions)


@pytest.fixture(scope="session")
def shared_place(client: TestClient, settings: Settings) -> Office:
    """One town with people at work for all tests that bear what others stored; opening one takes longer than a test."""
    key = f"seiten-{token_hex(4)}"
    open_district(settings, key, "Seitenkreis")
    opened = Town(client, settings, key)
    assert opened.post("/districts/operations", OPENING, "betrieb").status_code == 201
    opened.settle()
    return office(opened)


@pytest.fixture(scope="session")
def address(app: FastAPI, shared_place: Office) -> Iterator[str]:
    """Where a real browser finds the same address."""
    assert shared_place  # the rooms are open once it is there
    with served(app) as at:
        yield at


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    with chromium() as started:
        yield started


@pytest.fixture
def signed_in_as(client: TestClient, sessions: KnownSessions) -> SignedInAs:
    """``signed_in_as(town, "fachkraft", place.anna)``: her browser; without anybody: somebody of no team."""
    assert client  # the rooms are open once it is there

    def sign_in(in_town: Town, role: str = "fachkraft", staff: Person | str = "cli:tester") -> Browser:
        actor = staff.subject if isinstance(staff, Person) else staff
        cookie = uuid4().hex
        caller = Caller(in_town.district, role, actor)
        sessions.by_cookie[cookie] = SignedIn(caller, "Anna Berg", f"Landkreis {in_town.district}", 1)
        return Browser(TestClient(client.app), in_town, cookie)

    return sign_in
