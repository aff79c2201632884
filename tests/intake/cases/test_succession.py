"""Whose is a case when somebody left?"""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.succession import Leaving, Leavings, hands_of, responsible

ANNA, BERTA, CARLA = UUID(int=1), UUID(int=2), UUID(int=3)
LAST = date(2026, 3, 31)
ALL_LEAVINGS = st.dictionaries(
    st.sampled_from([ANNA, BERTA, CARLA]),
    st.builds(
        Leaving,
        st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        st.none() | st.sampled_from([ANNA, BERTA, CARLA]),
    ),
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))


def test_on_the_last_day_it_is_still_hers_and_on_the_next_one_the_successors() -> None:
    left = {ANNA: Leaving(LAST, BERTA)}

    assert responsible(ANNA, left, LAST) == ANNA
    assert responsible(ANNA, left, date(2026, 4, 1)) == BERTA


def test_without_a_successor_it_is_the_teams() -> None:
    assert responsible(ANNA, {ANNA: Leaving(LAST, None)}, date(2026, 4, 1)) is None


def test_successors_who_left_pass_it_on() -> None:
    left = {ANNA: Leaving(LAST, BERTA), BERTA: Leaving(date(2026, 5, 31), CARLA)}

    assert responsible(ANNA, left, date(2026, 5, 31)) == BERTA
    assert responsible(ANNA, left, date(2026, 6, 1)) == CARLA
    assert hands_of(CARLA, left, date(2026, 6, 1)) == {ANNA, BERTA, CARLA}


def test_two_who_follow_each_other_leave_it_to_the_team() -> None:
    left = {ANNA: Leaving(LAST, BERTA), BERTA: Leaving(LAST, ANNA)}

    assert responsible(ANNA, left, date(2026, 4, 1)) is None


@given(ALL_LEAVINGS, DAYS)
def test_everybody_has_one_place_and_lists_agree_with_it(left: Leavings, day: date) -> None:
    for staff in (ANNA, BERTA, CARLA):
        found = responsible(staff, left, day)

        assert found is None or found not in left or left[found].last_day >= day
        assert all((staff in hands_of(who, left, day)) == (who == found) for who in (ANNA, BERTA, CARLA))
