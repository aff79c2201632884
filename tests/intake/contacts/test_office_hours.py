"""Outside office hours is a remark, and only where hours are known and the kind keeps them."""

from datetime import time

import pytest

from services.contracts.districts import Hours
from services.intake.domain.office_hours import NOBODY_THERE, OTHER_HOURS, Hint, outside_hours

MORNING = Hours(weekday=1, opens=time(9), closes=time(12))
EVENING = Hours(weekday=1, opens=time(16), closes=time(18))


@pytest.mark.parametrize(
    ("kind", "starts_at", "hours", "expected"),
    [
        ("sprechstunde", time(9), (MORNING, EVENING), []),
        ("sprechstunde", time(11, 59), (MORNING, EVENING), []),
        ("sprechstunde", time(17), (MORNING, EVENING), []),
        ("sprechstunde", time(12), (MORNING, EVENING), [Hint("starts_at", OTHER_HOURS)]),
        ("aussensprechstunde", time(8, 59), (MORNING,), [Hint("starts_at", OTHER_HOURS)]),
        ("sprechstunde", None, (MORNING,), []),
        ("sprechstunde", None, (), [Hint("date", NOBODY_THERE)]),
        ("sprechstunde", time(9), None, []),
        ("telefon", time(22), (MORNING,), []),
        ("aufsuchend", time(22), (), []),
        (None, time(22), (MORNING,), []),
    ],
)
def test_a_contact_is_held_against_the_hours_of_its_day(
    kind: str | None, starts_at: time | None, hours: tuple[Hours, ...] | None, expected: list[Hint]
) -> None:
    assert list(outside_hours(kind, starts_at, hours)) == expected
