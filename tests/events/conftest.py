"""The whole address with people signed in, and a district in which events happen; readers are driven by hand."""

from collections.abc import Callable
from secrets import token_hex

import pytest
from starlette.testclient import TestClient

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.api.conftest import client
from tests.events.house import House, opened_house
from tests.pages.conftest import app, sessions, signed_in_as

__all__ = ["app", "client", "sessions", "signed_in_as"]

HouseOf = Callable[[], House]


@pytest.fixture(scope="session")
def new_house(settings: Settings, client: TestClient) -> HouseOf:
    """Opens a district with an operation, two Sozialräume and two partners."""

    def open_another() -> House:
        key = f"nachbarn-{token_hex(4)}"
        open_district(settings, key, "Nachbarkreis")
        return opened_house(client, settings, key)

    return open_another


@pytest.fixture(scope="module")
def house(new_house: HouseOf) -> House:
    """One district for all tests of a file: each makes things of its own in it."""
    return new_house()
