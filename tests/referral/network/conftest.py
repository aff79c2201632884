"""Two districts on the real database, far from any broker."""

from collections.abc import Callable

import pytest

from services.kernel.settings import Settings
from tests.referral.network.post_office import House, Somebody


@pytest.fixture
def houses(settings: Settings, new_district: Callable[[], str]) -> tuple[House, House]:
    """Who sends, who receives."""
    return House(settings, new_district()), House(settings, new_district())


@pytest.fixture
def somebody(houses: tuple[House, House]) -> Somebody:
    """Referred from the first district to the second, with a consent; not handed over yet."""
    one = Somebody(houses[0], houses[1].key)
    one.propose()
    return one
