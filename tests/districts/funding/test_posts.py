"""Posts and who has them: never more than a post, never more than one person."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from msgspec.structs import replace as but

from services.contracts.districts import EntryWithdrawn, PostFilled, StaffJoined, StaffLeft
from services.districts.domain.funding import FUNDING, PostStillFilled, WithdrawEntry
from services.districts.domain.funding_state import Funding
from services.districts.domain.periods import EndsBeforeStart, Period
from services.districts.domain.posts import (
    FillPost,
    MoreThanOnePerson,
    NoPartOfAPost,
    OutsidePost,
    PlanPost,
    PostTooSmall,
    UnknownPost,
    days_of,
)
from services.districts.domain.staff_state import BeforeJoining, HasLeft, Staff, UnknownStaff
from services.kernel.deciders import RuleViolation
from tests.districts.funding.grant import OTHER_POST_ID, POST, POST_ID, filled
from tests.districts.people import ANNA, BERND, CARITAS, NAME_ID, OPENED
from tests.kit.spec import specify

given = specify(FUNDING)
YEAR_BEGINS, YEAR_ENDS = date(2026, 1, 1), date(2026, 12, 31)
AT_WORK = Staff(joined=StaffJoined(staff_id=ANNA, traeger_id=CARITAS, name_id=NAME_ID, start=YEAR_BEGINS))
PLAN = PlanPost(
    post_id=POST_ID,
    opened=OPENED,
    title="Sozialarbeit",
    hundredths=75,
    first_day=YEAR_BEGINS,
    last_day=YEAR_ENDS,
)
FILL = FillPost(post_id=POST_ID, staff_id=ANNA, staff=AT_WORK, opened=OPENED, hundredths=75, first_day=YEAR_BEGINS)


def test_a_post_is_planned_and_changed() -> None:
    given().when(PLAN).then(POST)
    given(POST).when(replace(PLAN, hundredths=100)).then(but(POST, hundredths=100))


@pytest.mark.parametrize("hundredths", [0, 101])
def test_a_post_is_at_most_a_full_one(hundredths: int) -> None:
    given().when(replace(PLAN, hundredths=hundredths)).then_refused(NoPartOfAPost, field="hundredths")


def test_a_post_does_not_end_before_it_begins() -> None:
    given().when(replace(PLAN, last_day=date(2025, 12, 31))).then_refused(EndsBeforeStart, field="last_day")


def test_somebody_at_work_has_a_post() -> None:
    given(POST).when(FILL).then(filled(75, YEAR_BEGINS))


def test_the_same_person_and_day_again_is_corrected() -> None:
    until_june = replace(FILL, last_day=date(2026, 6, 30))
    given(POST, filled(75, YEAR_BEGINS)).when(until_june).then(filled(75, YEAR_BEGINS, date(2026, 6, 30)))


def test_a_post_is_shared_to_the_last_hundredth_and_not_beyond() -> None:
    others = filled(50, YEAR_BEGINS, staff=BERND)
    given(POST, others).when(replace(FILL, hundredths=25)).then(filled(25, YEAR_BEGINS))
    given(POST, others).when(replace(FILL, hundredths=26)).then_refused(PostTooSmall, field="hundredths")


def test_a_post_is_handed_over_the_day_after_and_not_a_day_before() -> None:
    until_june = filled(75, YEAR_BEGINS, date(2026, 6, 30), staff=BERND)
    in_july = replace(FILL, first_day=date(2026, 7, 1))
    given(POST, until_june).when(in_july).then(filled(75, date(2026, 7, 1)))
    given(POST, until_june).when(replace(FILL, first_day=date(2026, 6, 30))).then_refused(PostTooSmall)


def test_a_filling_by_mistake_leaves_room_for_another() -> None:
    mistaken = filled(0, YEAR_BEGINS, staff=BERND)
    given(POST, mistaken).when(FILL).then(filled(75, YEAR_BEGINS))
    given(POST, filled(75, YEAR_BEGINS)).when(replace(FILL, hundredths=0)).then(filled(0, YEAR_BEGINS))


def test_nobody_has_more_than_one_full_post() -> None:
    other = but(POST, post_id=OTHER_POST_ID)
    elsewhere = filled(50, YEAR_BEGINS, post=OTHER_POST_ID)
    given(POST, other, elsewhere).when(replace(FILL, hundredths=51)).then_refused(MoreThanOnePerson)
    given(POST, other, elsewhere).when(replace(FILL, hundredths=50)).then(filled(50, YEAR_BEGINS))


@pytest.mark.parametrize(
    ("first", "last"), [(date(2025, 12, 31), None), (date(2026, 7, 1), date(2027, 1, 1)), (date(2027, 1, 1), None)]
)
def test_nobody_has_a_post_that_is_not_there(first: date, last: date | None) -> None:
    known = replace(AT_WORK, joined=but(AT_WORK.joined, start=date(2020, 1, 1)))
    command = replace(FILL, staff=known, first_day=first, last_day=last)
    given(POST).when(command).then_refused(OutsidePost, field="first_day")


def test_a_post_that_nobody_planned_is_filled_by_nobody() -> None:
    given().when(FILL).then_refused(UnknownPost, field="post_id")


@pytest.mark.parametrize(
    ("staff", "rule"),
    [
        (Staff(), UnknownStaff),
        (replace(AT_WORK, joined=but(AT_WORK.joined, start=date(2026, 1, 2))), BeforeJoining),
        (replace(AT_WORK, left=StaffLeft(staff_id=ANNA, on=date(2025, 12, 31))), HasLeft),
    ],
)
def test_who_has_a_post_is_at_work(staff: Staff, rule: type[RuleViolation]) -> None:
    given(POST).when(replace(FILL, staff=staff)).then_refused(rule)


def test_a_post_is_not_made_smaller_or_shorter_than_who_has_it() -> None:
    until_june = filled(75, YEAR_BEGINS, date(2026, 6, 30))
    given(POST, until_june).when(replace(PLAN, hundredths=74)).then_refused(PostTooSmall)
    given(POST, until_june).when(replace(PLAN, last_day=date(2026, 6, 29))).then_refused(OutsidePost)
    given(POST, until_june).when(replace(PLAN, last_day=date(2026, 6, 30))).then(but(POST, last_day=date(2026, 6, 30)))


def test_a_post_that_somebody_has_is_not_withdrawn() -> None:
    withdraw = WithdrawEntry(entry_id=POST_ID, opened=OPENED)
    withdrawn = EntryWithdrawn(operation_id=OPENED.operation_id, operation="thinka", entry_id=POST_ID)
    given(POST, filled(10, YEAR_BEGINS)).when(withdraw).then_refused(PostStillFilled, field="entry_id")
    given(POST, filled(0, YEAR_BEGINS)).when(withdraw).then(withdrawn)


DAYS = st.dates(YEAR_BEGINS, date(2026, 3, 1))
ATTEMPTS = st.lists(
    st.tuples(st.sampled_from([ANNA, BERND]), st.integers(0, 100), DAYS, st.none() | DAYS), min_size=1, max_size=12
)


@for_all(ATTEMPTS)
def test_whatever_is_tried_no_day_has_more_than_the_post(attempts: list[tuple[object, int, date, date | None]]) -> None:
    now = FUNDING.fold([POST])
    for staff, hundredths, first, last in attempts:
        command = replace(FILL, staff_id=staff, hundredths=hundredths, first_day=first, last_day=last)
        try:
            now = FUNDING.fold(FUNDING.decide(command, now), now)
        except RuleViolation:
            continue
    for number in range(365):
        day = YEAR_BEGINS + timedelta(days=number)
        assert _on(now, day) <= POST.hundredths


def _on(funding: Funding, day: date) -> int:
    return sum(each.hundredths for each in funding.fillings_of(POST_ID) if _counts(each, day))


def _counts(each: PostFilled, day: date) -> bool:
    period: Period = days_of(each, POST)
    return period.includes(day)
