"""Numbers of small areas: none that is too small is told, and none can be found by subtraction."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from services.reporting.domain.small_areas import told

AREAS = ("nord", "sued", "west", "ost")
NUMBERS = st.dictionaries(st.sampled_from(AREAS), st.integers(0, 7), min_size=1)
THRESHOLDS = st.integers(2, 5)


def ways(total: int, count: int, most: int) -> Iterator[tuple[int, ...]]:
    """Every way to share a total out among so many areas, with at most ``most`` each."""
    return (way for way in product(range(min(total, most) + 1), repeat=count) if sum(way) == total)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ({"nord": 5, "sued": 9}, {"nord", "sued"}),
        ({"nord": 2, "sued": 5, "west": 9}, {"west"}),
        ({"nord": 1, "sued": 2, "west": 9}, {"west"}),
        ({"nord": 2, "sued": 2, "west": 5, "ost": 9}, {"ost"}),
        ({"nord": 0, "sued": 5, "west": 9}, {"sued", "west"}),
        ({"nord": 2}, set()),
    ],
)
def test_a_lone_small_number_takes_the_next_one_with_it(numbers: Mapping[str, int], shown: set[str]) -> None:
    assert told(numbers, 3) == shown


@given(NUMBERS, THRESHOLDS)
def test_nothing_below_the_threshold_is_told(numbers: Mapping[str, int], smallest: int) -> None:
    assert all(numbers[area] >= smallest for area in told(numbers, smallest))


@given(NUMBERS, THRESHOLDS)
def test_who_knows_the_total_cannot_find_a_hidden_number(numbers: Mapping[str, int], smallest: int) -> None:
    hidden = [area for area in numbers if area not in told(numbers, smallest)]
    total = sum(numbers[area] for area in hidden)
    assume(total)  # where all are nothing, nobody is found
    assume(len(hidden) < len(numbers))  # where nothing is told, the total is all there is

    for place, _ in enumerate(hidden):
        assert len({way[place] for way in ways(total, len(hidden), total)}) > 1


@given(NUMBERS, THRESHOLDS)
def test_nor_who_takes_every_hidden_number_to_be_small(numbers: Mapping[str, int], smallest: int) -> None:
    hidden = [area for area in numbers if area not in told(numbers, smallest)]
    total = sum(numbers[area] for area in hidden)
    assume(total)
    assume(len(hidden) < len(numbers))

    possible = list(ways(total, len(hidden), smallest - 1))

    for place, _ in enumerate(hidden):
        assert len({way[place] for way in possible}) != 1
