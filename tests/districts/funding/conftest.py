"""The whole address with people signed in, and one office for all tests that add something of their own."""

import secrets

import pytest
from starlette.testclient import TestClient

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.api.conftest import OPENING, Town, client
from tests.api.office import Office, office
from tests.pages.conftest import app, sessions, signed_in_as

__all__ = ["app", "client", "sessions", "signed_in_as"]


@pytest.fixture(scope="module")
def seat(client: TestClient, settings: Settings) -> Office:
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    town = Town(client, settings, key)
    assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
    town.settle()
    return office(town)
