"""How often everything is looked at, in case a NOTIFY was lost."""

import pytest

from services.kernel.watch import poll_period


@pytest.mark.parametrize(("districts", "seconds"), [(0, 1.0), (1, 1.0), (22, 1.0), (33, 1.0), (100, 3.0), (300, 9.0)])
def test_the_poll_gives_way_to_the_number_of_districts_but_stays_within_ten_seconds(
    districts: int, seconds: float
) -> None:
    assert poll_period(districts) == pytest.approx(seconds)
    assert poll_period(districts) < 10
