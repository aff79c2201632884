"""Directories on a real database, far from any broker; and the whole address for those who ask without a log-in."""

from collections.abc import Callable

import pytest

from services.kernel.settings import Settings
from tests.api.conftest import app, client
from tests.referral.exchange.house import House

__all__ = ["app", "client"]


@pytest.fixture
def house(settings: Settings, new_district: Callable[[], str]) -> House:
    """A district of the test's own."""
    return House(settings, new_district())
