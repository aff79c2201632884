"""More populations of 2,000 on the real stack, one a seed; `make campaign` runs them."""

from pathlib import Path

import pytest

from tests.stack.people import STICHTAGE, People
from tests.stack.platform import Platform


@pytest.mark.timeout(1800)  # the last of them ends the platform, too
@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(2, 8))
def test_every_report_of_another_population_equals_the_oracle(platform: Platform, tmp_path: Path, seed: int) -> None:
    people = People.arrive(platform, tmp_path, seed=seed, size=2000)

    people.import_all()

    people.assert_right()
    for moment in people.moments:
        assert people.differences(STICHTAGE[2], known_at=moment) == []
