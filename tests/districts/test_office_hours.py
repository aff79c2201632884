"""Which hours count on a day: weekly ones, holidays of Thuringia, exceptions, closed sites; midnight, clock changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st

from services.contracts.districts import Hours, OfficeHoursSet
from services.contracts.hours_text import HoursUnreadable, hours_text, read_hours
from services.contracts.office_hours import Timetable, contains, hours_on, span
from services.kernel.public_holidays import public_holiday
from tests.districts.people import SITE_ID, hours

DAY = timedelta(days=1)
EVERY_DAY = tuple(hours(weekday, "09:00", "12:00") for weekday in range(1, 8))
SINCE = date(2017, 1, 1)
WEEKLY = OfficeHoursSet(site_id=SITE_ID, start=SINCE, hours=EVERY_DAY)
ALWAYS = OfficeHoursSet(site_id=SITE_ID, start=SINCE, hours=EVERY_DAY, on_holidays=True)

# (day, the holiday of Thuringia that falls on it or None)
CALENDAR = [
    (date(2026, 1, 1), "Neujahr"),
    (date(2026, 1, 6), None),  # Epiphany is a holiday elsewhere
    (date(2026, 4, 3), "Karfreitag"),
    (date(2026, 4, 5), None),  # Easter Sunday is one in Brandenburg only
    (date(2026, 4, 6), "Ostermontag"),
    (date(2026, 5, 1), "Erster Mai"),
    (date(2026, 5, 14), "Christi Himmelfahrt"),
    (date(2026, 5, 25), "Pfingstmontag"),
    (date(2026, 6, 4), None),  # Corpus Christi: in some municipalities only
    (date(2018, 9, 20), None),
    (date(2019, 9, 20), "Weltkindertag"),
    (date(2026, 9, 20), "Weltkindertag"),
    (date(2026, 10, 3), "Tag der Deutschen Einheit"),
    (date(2026, 10, 31), "Reformationstag"),
    (date(2017, 10, 31), "Reformationstag"),
    (date(2026, 11, 1), None),
    (date(2026, 12, 24), None),
    (date(2026, 12, 25), "Erster Weihnachtstag"),
    (date(2026, 12, 26), "Zweiter Weihnachtstag"),
]


def is_holiday(day: date) -> bool:
    return public_holiday(day) is not None


@pytest.mark.parametrize(("day", "holiday"), CALENDAR, ids=str)
def test_on_public_holidays_of_thuringia_nobody_is_met_unless_it_was_set(day: date, holiday: str | None) -> None:
    assert public_holiday(day) == holiday
    assert bool(hours_on(Timetable(weekly=[WEEKLY]), day, is_holiday)) == (holiday is None)
    assert hours_on(Timetable(weekly=[ALWAYS]), day, is_holiday)


def test_before_the_first_hours_and_after_the_last_day_nobody_is_met() -> None:
    closed = Timetable(weekly=[WEEKLY], last_day=date(2026, 3, 3))

    assert not hours_on(closed, SINCE - DAY, is_holiday)
    assert hours_on(closed, date(2026, 3, 3), is_holiday)
    assert not hours_on(closed, date(2026, 3, 4), is_holiday)


def test_later_hours_replace_earlier_ones_from_their_first_day_on() -> None:
    later = OfficeHoursSet(site_id=SITE_ID, start=date(2026, 3, 3), hours=(hours(3, "14:00", "18:00"),))
    timetable = Timetable(weekly=[later, WEEKLY])

    assert hours_on(timetable, date(2026, 3, 2), is_holiday) == (hours(1, "09:00", "12:00"),)
    assert hours_on(timetable, date(2026, 3, 3), is_holiday) == ()
    assert hours_on(timetable, date(2026, 3, 4), is_holiday) == (hours(3, "14:00", "18:00"),)


def test_an_exception_wins_over_week_and_holiday_but_not_over_a_closed_site() -> None:
    easter_monday, evening = date(2026, 4, 6), (hours(1, "16:00", "20:00"),)
    excepted = {easter_monday: evening, date(2026, 4, 7): ()}

    assert hours_on(Timetable(weekly=[WEEKLY], exceptions=excepted), easter_monday, is_holiday) == evening
    assert not hours_on(Timetable(weekly=[WEEKLY], exceptions=excepted), date(2026, 4, 7), is_holiday)
    closed = Timetable(weekly=[WEEKLY], exceptions=excepted, last_day=easter_monday - DAY)
    assert not hours_on(closed, easter_monday, is_holiday)


@pytest.mark.parametrize(
    ("opens", "closes", "at", "within"),
    [
        ("09:00", "12:00", "08:59", False),
        ("09:00", "12:00", "09:00", True),
        ("09:00", "12:00", "11:59", True),
        ("09:00", "12:00", "12:00", False),
        ("20:00", "00:00", "23:59", True),
        ("20:00", "00:00", "00:00", False),
        ("00:00", "00:00", "00:00", True),
        ("00:00", "00:00", "23:59", True),
    ],
)
def test_opening_time_belongs_to_the_hours_and_closing_time_does_not(
    opens: str, closes: str, at: str, *, within: bool
) -> None:
    assert contains(hours(1, opens, closes), time.fromisoformat(at)) == within


@pytest.mark.parametrize(
    ("day", "opens", "closes", "length"),
    [
        (date(2026, 3, 2), "00:00", "00:00", 24),
        (date(2026, 3, 29), "00:00", "00:00", 23),  # clocks go forward
        (date(2026, 3, 29), "01:00", "04:00", 2),
        (date(2026, 10, 25), "00:00", "00:00", 25),  # clocks go back
        (date(2026, 10, 25), "01:00", "04:00", 4),
        (date(2026, 10, 25), "02:00", "03:00", 2),  # the hour that comes twice
        (date(2026, 10, 25), "09:00", "12:00", 3),
    ],
)
def test_hours_last_as_long_as_the_clock_of_that_day_says(day: date, opens: str, closes: str, length: int) -> None:
    first, last = span(hours(day.isoweekday(), opens, closes), day)

    assert last - first == timedelta(hours=length)


def test_hours_are_local_time() -> None:
    winter, summer = hours(1, "09:00", "12:00"), hours(1, "09:00", "12:00")

    assert span(winter, date(2026, 3, 2))[0] == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert span(summer, date(2026, 7, 6))[0] == datetime(2026, 7, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize("text", ["Mo 09:00-12:00 sprechstunde", "So 00:00-24:00 telefon"])
def test_hours_are_read_as_they_are_written(text: str) -> None:
    assert hours_text(read_hours(text)) == text


def test_hours_of_one_day_have_the_weekday_of_that_day() -> None:
    assert read_hours("09:00-12:00 telefon", date(2026, 3, 4)) == hours(3, "09:00", "12:00", "telefon")


@pytest.mark.parametrize("text", ["Mo", "Mo 9-12", "Mo 24:00-25:00", "09:00-12:00", "Xx 09:00-12:00", "Mo 09:00 12:00"])
def test_what_is_no_office_hour_is_said_in_german(text: str) -> None:
    with pytest.raises(HoursUnreadable, match="ist keine Sprechzeit"):
        read_hours(text)


times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@generated(weekday=st.integers(1, 7), opens=times, closes=times, kind=st.sampled_from(["sprechstunde", "telefon"]))
def test_every_office_hour_survives_being_written(weekday: int, opens: time, closes: time, kind: str) -> None:
    one = Hours(weekday=weekday, opens=opens, closes=closes, kind=kind)

    assert read_hours(hours_text(one)) == one
