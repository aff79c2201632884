"""Drawing a sample: anybody with the ids and the seed draws the same."""

import hashlib
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.auditing.drawing import drawn
from tests.reporting.history import id_of

SOME = [id_of("participation", number) for number in range(50)]


def test_the_sample_is_what_the_documented_rule_says() -> None:
    """A second writing of the rule: sorted by the hex digest of "seed|id"."""
    by_hand = sorted(SOME, key=lambda each: hashlib.sha256(b"2026|" + str(each).encode("ascii")).hexdigest())

    assert drawn(2026, SOME, 7) == by_hand[:7]


def test_a_released_seed_draws_the_same_for_ever() -> None:
    ids = [UUID(int=number) for number in range(5)]

    assert [each.int for each in drawn(17, ids, 5)] == [3, 4, 1, 0, 2]


@given(st.permutations(SOME), st.integers(0, 2**63 - 1), st.integers(1, 60))
def test_neither_the_order_nor_the_size_changes_who_comes_first(mixed: list[UUID], seed: int, size: int) -> None:
    found = drawn(seed, mixed, size)

    assert found == drawn(seed, SOME, 60)[:size]
    assert len(set(found)) == len(found) == min(size, len(SOME))
