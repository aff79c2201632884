"""The rules of an event: days, kinds, places, shares, registration, counting."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from services.contracts.events import AttendanceCount, BudgetLine, CostShare, EventPublished, PlaceReleased
from services.events.domain.attendance import GroupCountedTwice, HoldEvent, MoreThanCame, UnknownGroupOfVisitors
from services.events.domain.budget import SaidTwice, SetBudget, SharesDoNotAddUp
from services.events.domain.days import EndsBeforeItBegins, InTheFuture
from services.events.domain.event import EVENT
from services.events.domain.event_partners import EngagePartner, PartnerNotListed
from services.events.domain.event_plan import (
    EndsBeforeItStarts,
    PlacesAreGiven,
    PlanEvent,
    StartMissing,
    UnknownEventKind,
    UnknownTargetGroup,
)
from services.events.domain.event_publishing import PublishEvent, RegistrationAfterTheEvent, TooLateToPublish
from services.events.domain.known_places import UnknownOperation, UnknownSozialraum
from services.events.domain.registration import MoreThanPlaces, RegistrationOver, RequestPlace
from services.events.event_costs import share_rows
from services.events.event_series import NoDays, TooManyDays, days_of
from services.kernel.deciders import RuleViolation
from tests.events.calendar.stories import (
    AT,
    DAY,
    EVENT_ID,
    FIRST,
    KNOWN,
    PARTNER_ID,
    PLANNED,
    PUBLISHED,
    SECOND,
    TODAY,
    asked,
    details,
)
from tests.kit.spec import specify

given = specify(EVENT)


@pytest.mark.parametrize(
    ("more", "rule", "field"),
    [
        ({"until": TODAY - DAY}, EndsBeforeItBegins, "until"),
        ({"ends": time(14)}, EndsBeforeItStarts, "ends"),
        ({"starts": None}, StartMissing, "starts"),
        ({"kind": "rave"}, UnknownEventKind, "kind"),
        ({"target_groups": ("riesen",)}, UnknownTargetGroup, "target_groups"),
        ({"sozialraeume": ("nord", "west")}, UnknownSozialraum, "sozialraeume"),
        ({"operation": "andere"}, UnknownOperation, "operation"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_its_field(
    more: dict[str, Any], rule: type[RuleViolation], field: str
) -> None:
    command = PlanEvent(event_id=EVENT_ID, details=details(**more), known=KNOWN)

    given().when(command).then_refused(rule, field=field)


def test_an_event_of_several_days_may_end_earlier_in_the_day_than_it_began() -> None:
    several = details(until=TODAY + DAY, starts=time(18), ends=time(12))

    assert EVENT.decide(PlanEvent(event_id=EVENT_ID, details=several, known=KNOWN), EVENT.fold(()))


def test_places_that_were_given_are_not_taken_back() -> None:
    fewer = PlanEvent(event_id=EVENT_ID, details=details(capacity=1), known=KNOWN)

    given(PLANNED, PUBLISHED, asked(FIRST, 2)).when(fewer).then_refused(PlacesAreGiven, field="capacity")


def test_the_difference_between_costs_and_shares_is_named() -> None:
    command = SetBudget(
        lines=(BudgetLine(purpose="rent", cents=20000), BudgetLine(purpose="catering", cents=10000)),
        shares=(CostShare(source="operation", cents=24000),),
    )

    with pytest.raises(SharesDoNotAddUp, match="Es fehlen 60,00 Euro"):
        EVENT.decide(command, EVENT.fold((PLANNED,)))


def test_a_purpose_is_planned_once() -> None:
    twice = SetBudget(lines=(BudgetLine(purpose="rent", cents=1), BudgetLine(purpose="rent", cents=2)))

    given(PLANNED).when(twice).then_refused(SaidTwice, field="lines")


def test_percentages_of_shares_add_up_to_a_hundred() -> None:
    thirds = share_rows([CostShare(source=source, cents=100) for source in ("operation", "municipality", "own")])

    assert [each.percent for each in thirds] == [33.4, 33.3, 33.3]


def test_only_who_stands_in_the_directory_takes_part() -> None:
    command = EngagePartner(partner_id=PARTNER_ID, role="host", is_listed=False)

    given(PLANNED).when(command).then_refused(PartnerNotListed, field="partner_id")


def test_registration_ends_with_the_event_at_the_latest() -> None:
    late = PublishEvent(at=AT, registration=True, register_until=TODAY + DAY)

    given(PLANNED).when(late).then_refused(RegistrationAfterTheEvent, field="register_until")


def test_what_is_over_is_not_announced_and_takes_nobody() -> None:
    evening = AT.replace(hour=18)

    given(PLANNED).when(PublishEvent(at=evening)).then_refused(TooLateToPublish)
    given(PLANNED, PUBLISHED).when(RequestPlace(registration_id=FIRST, persons=1, at=evening)).then_refused(
        RegistrationOver
    )


def test_after_its_last_day_nobody_registers() -> None:
    until_yesterday = EventPublished(event_id=EVENT_ID, registration=True, register_until=TODAY - DAY)

    command = RequestPlace(registration_id=FIRST, persons=1, at=AT)

    given(PLANNED, until_yesterday).when(command).then_refused(RegistrationOver)


def test_nobody_waits_for_more_places_than_there_are() -> None:
    command = RequestPlace(registration_id=FIRST, persons=4, at=AT)

    given(PLANNED, PUBLISHED).when(command).then_refused(MoreThanPlaces, field="persons")


def test_a_place_that_is_given_back_goes_to_whoever_waits_longest() -> None:
    booked = (PLANNED, PUBLISHED, asked(FIRST, 3), asked(SECOND, 2))

    before = EVENT.fold(booked).places.accepted
    after = EVENT.fold((*booked, PlaceReleased(event_id=EVENT_ID, registration_id=FIRST))).places.accepted

    assert (before, after) == ({FIRST: True, SECOND: False}, {SECOND: True})


def count(dimension: Any, key: str, persons: int) -> AttendanceCount:
    return AttendanceCount(dimension=dimension, key=key, persons=persons)


@pytest.mark.parametrize(
    ("counts", "rule"),
    [
        ((count("age_band", "u6", 6), count("age_band", "65plus", 5)), MoreThanCame),
        ((count("gender", "female", 11),), MoreThanCame),
        ((count("target_group", "familien", 11),), MoreThanCame),
        ((count("age_band", "u6", 1), count("age_band", "u6", 1)), GroupCountedTwice),
        ((count("age_band", "7_bis_9", 1),), UnknownGroupOfVisitors),
    ],
)
def test_groups_are_known_counted_once_and_never_more_than_came(
    counts: tuple[AttendanceCount, ...], rule: type[RuleViolation]
) -> None:
    command = HoldEvent(on=TODAY, today=TODAY, attendance=10, counted_by="counted", counts=counts)

    given(PLANNED).when(command).then_refused(rule)


def test_one_person_may_belong_to_two_target_groups() -> None:
    counts = (count("target_group", "familien", 8), count("target_group", "alleinerziehende", 7))

    command = HoldEvent(on=TODAY, today=TODAY, attendance=10, counted_by="counted", counts=counts)

    assert EVENT.decide(command, EVENT.fold((PLANNED,)))


def test_nothing_was_held_tomorrow() -> None:
    command = HoldEvent(on=TODAY + DAY, today=TODAY, attendance=10, counted_by="counted")

    given(PLANNED).when(command).then_refused(InTheFuture, field="on")


def test_a_weekly_series_leaves_holidays_out_where_that_is_wished() -> None:
    friday = date(2026, 4, 24)

    without = days_of(friday, "weekly", date(2026, 5, 8), holidays=False)
    with_them = days_of(friday, "weekly", date(2026, 5, 8), holidays=True)

    assert (without, with_them) == ([date(2026, 5, 8)], [date(2026, 5, 1), date(2026, 5, 8)])


def test_a_monthly_series_keeps_the_weekday() -> None:
    second_tuesday = date(2026, 11, 10)

    assert days_of(second_tuesday, "monthly", date(2027, 1, 31), holidays=True) == [
        date(2026, 12, 8),
        date(2027, 1, 12),
    ]


def test_a_series_has_days_and_not_too_many() -> None:
    with pytest.raises(NoDays):
        days_of(TODAY, "weekly", TODAY, holidays=True)
    with pytest.raises(TooManyDays):
        days_of(TODAY, "weekly", TODAY + timedelta(weeks=61), holidays=True)
