"""Directories on a real database, far from any broker; and the whole address for those who ask without a log-in."""

from collections.abc import Callable
from secrets import token_hex

import pytest

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.api.conftest import app, client
from tests.referral.exchange.house import House

__all__ = ["app", "client"]


@pytest.fixture
def house(settings: Settings, new_district: Callable[[], str]) -> House:
    """A district of the test's own."""
    return House(settings, new_district())


@pytest.fixture(scope="session")
def shared(settings: Settings) -> House:
    """One district for all tests that bear what others stored."""
    key = f"austausch-{token_hex(4)}"
    open_district(settings, key, "Austauschkreis")
    return House(settings, key)
