"""What a site decides about its hours."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from msgspec.structs import replace as but

from services.contracts.districts import Hours, OfficeHoursExcepted, OfficeHoursSet, SiteClosed, SiteOpened
from services.contracts.names import NameMissing
from services.contracts.office_hours import ClosesBeforeItOpens, HoursOverlap, UnknownContactKind, WrongWeekday
from services.districts.domain.site import (
    SITE,
    CloseSite,
    CorrectSite,
    ExceptOfficeHours,
    OpenedOtherwise,
    OpenSite,
    SetOfficeHours,
    SiteIsClosed,
    SozialraumMissing,
    UnknownSite,
)
from services.districts.domain.traeger import Traeger, UnknownTraeger
from tests.districts.people import CARITAS, REGISTERED, SITE_ID, hours
from tests.kit.spec import specify

given = specify(SITE)

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
OPEN = OpenSite(
    site_id=SITE_ID, traeger=Traeger(REGISTERED), name="KOMPASS", sozialraum="arnstadt", kind="office", address=" "
)
OPENED = SiteOpened(site_id=SITE_ID, traeger_id=CARITAS, name="KOMPASS", sozialraum="arnstadt", kind="office")
CLOSED = SiteClosed(site_id=SITE_ID, on=MONDAY)
WEEK = (hours(1, "09:00", "12:00"), hours(4, "14:00", "18:00"))
SET = OfficeHoursSet(site_id=SITE_ID, start=MONDAY, hours=WEEK)


def test_a_site_of_a_known_traeger_is_opened() -> None:
    given().when(OPEN).then(OPENED)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"traeger": Traeger()}, UnknownTraeger),
        ({"name": " "}, NameMissing),
        ({"sozialraum": " "}, SozialraumMissing),
    ],
    ids=["unknown Träger", "no name", "no Sozialraum"],
)
def test_a_site_has_a_traeger_a_name_and_a_sozialraum(change: dict[str, object], rule: type[NameMissing]) -> None:
    given().when(replace(OPEN, **change)).then_refused(rule)


def test_a_site_is_not_opened_again_with_other_details_but_corrected() -> None:
    given(OPENED).when(replace(OPEN, kind="outpost")).then_refused(OpenedOtherwise, field="name")
    corrected = CorrectSite(name="KOMPASS", sozialraum="arnstadt", kind="outpost", address="Marktstraße 1")
    given(OPENED).when(corrected).then(but(OPENED, kind="outpost", address="Marktstraße 1"))


def test_a_closed_site_is_not_corrected_but_opened_again() -> None:
    given(OPENED, CLOSED).when(CorrectSite(name="KOMPASS", sozialraum="arnstadt", kind="outpost")).then_refused(
        SiteIsClosed
    )
    given(OPENED, CLOSED).when(OPEN).then(OPENED)


def test_a_site_closes_and_the_day_is_corrected() -> None:
    given(OPENED).when(CloseSite(on=MONDAY)).then(CLOSED)
    given(OPENED, CLOSED).when(CloseSite(on=MONDAY + DAY)).then(but(CLOSED, on=MONDAY + DAY))


@pytest.mark.parametrize(
    "command",
    [
        CorrectSite(name="KOMPASS", sozialraum="arnstadt", kind="office"),
        CloseSite(on=MONDAY),
        SetOfficeHours(start=MONDAY, hours=WEEK),
        ExceptOfficeHours(on=MONDAY),
    ],
    ids=lambda command: type(command).__name__,
)
def test_nothing_happens_at_an_unknown_site(command: CorrectSite | CloseSite) -> None:
    given().when(command).then_refused(UnknownSite, field="site")


def test_hours_are_set_in_the_order_of_the_week() -> None:
    given(OPENED).when(SetOfficeHours(start=MONDAY, hours=WEEK[::-1])).then(SET)


def test_no_hours_at_all_are_hours_too() -> None:
    given(OPENED, SET).when(SetOfficeHours(start=MONDAY, hours=())).then(but(SET, hours=()))


def test_hours_begin_and_are_excepted_while_the_site_is_open() -> None:
    given(OPENED, CLOSED).when(SetOfficeHours(start=MONDAY, hours=WEEK)).then(SET)
    given(OPENED, CLOSED).when(SetOfficeHours(start=MONDAY + DAY, hours=WEEK)).then_refused(SiteIsClosed)
    given(OPENED, CLOSED).when(ExceptOfficeHours(on=MONDAY)).then(OfficeHoursExcepted(site_id=SITE_ID, on=MONDAY))
    given(OPENED, CLOSED).when(ExceptOfficeHours(on=MONDAY + DAY)).then_refused(SiteIsClosed)


MALFORMED = [
    ([hours(1, "12:00", "09:00")], ClosesBeforeItOpens),
    ([hours(1, "09:00", "09:00")], ClosesBeforeItOpens),
    ([hours(1, "09:00", "12:00"), hours(1, "11:59", "14:00")], HoursOverlap),
    ([hours(1, "09:00", "00:00"), hours(1, "20:00", "21:00")], HoursOverlap),
    ([hours(1, "09:00", "12:00"), hours(1, "09:00", "12:00")], HoursOverlap),
    ([hours(1, "09:00", "12:00", "flaschenpost")], UnknownContactKind),
]
WELL_FORMED = [
    [hours(1, "09:00", "12:00"), hours(1, "12:00", "14:00")],
    [hours(1, "09:00", "12:00"), hours(2, "11:00", "14:00")],
    [hours(1, "09:00", "12:00"), hours(1, "11:00", "14:00", "telefon")],
    [hours(1, "00:00", "00:00")],
    [hours(1, "20:00", "00:00"), hours(2, "00:00", "02:00")],
]


@pytest.mark.parametrize(("week", "rule"), MALFORMED)
def test_hours_that_cannot_be_kept_are_refused(week: list[Hours], rule: type[HoursOverlap]) -> None:
    given(OPENED).when(SetOfficeHours(start=MONDAY, hours=tuple(week))).then_refused(rule, field="hours")
    given(OPENED).when(ExceptOfficeHours(on=MONDAY, hours=tuple(week))).then_refused(rule, field="hours")


@pytest.mark.parametrize("week", WELL_FORMED)
def test_hours_that_can_be_kept_are_set(week: list[Hours]) -> None:
    given(OPENED).when(SetOfficeHours(start=MONDAY, hours=tuple(week))).then(but(SET, hours=tuple(week)))


def test_an_exception_is_about_its_own_weekday_and_replaces_the_one_before() -> None:
    evening = ExceptOfficeHours(on=MONDAY, hours=(hours(1, "16:00", "20:00"),))
    excepted = OfficeHoursExcepted(site_id=SITE_ID, on=MONDAY, hours=evening.hours)
    given(OPENED, OfficeHoursExcepted(site_id=SITE_ID, on=MONDAY)).when(evening).then(excepted)
    given(OPENED).when(replace(evening, on=MONDAY + DAY)).then_refused(WrongWeekday, field="hours")
