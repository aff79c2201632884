"""The whole address on a real database; a district with a partner, and the partner's browser."""

from collections.abc import Callable
from secrets import token_hex

import pytest
from starlette.testclient import TestClient

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.referral.application import referral
from tests.api.conftest import app, client
from tests.referral.links.partnership import Guest, Partnership

__all__ = ["app", "client"]


@pytest.fixture(scope="session")
def at(settings: Settings) -> Partnership:
    """One district for all tests that bear what others stored."""
    key = f"partner-{token_hex(4)}"
    open_district(settings, key, "Partnerkreis")
    return Partnership(settings, key)


@pytest.fixture
def elsewhere(settings: Settings, new_district: Callable[[], str]) -> Partnership:
    """A district of a test's own."""
    return Partnership(settings, new_district())


@pytest.fixture
def guest(client: TestClient, settings: Settings) -> Guest:
    """Nobody tried anything before: what counts against guessing is forgotten between tests."""
    with referral(settings).pool.connection() as connection:
        connection.execute("DELETE FROM platform.attempts")
    return Guest(client)
