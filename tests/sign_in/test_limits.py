"""How often may somebody try?"""

from datetime import UTC, datetime, timedelta

from services.districts.sign_in.limits import CODES, PASSWORDS
from services.kernel.attempt_limits import WINDOW, closed_until, slowed_until

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def failures(count: int, *, ago: timedelta = timedelta(0), every: timedelta = timedelta(seconds=1)) -> list[datetime]:
    return [NOW - ago - every * (count - n) for n in range(count)]


def test_nine_wrong_passwords_close_nothing() -> None:
    assert closed_until(failures(PASSWORDS - 1), NOW, PASSWORDS) is None


def test_ten_close_a_name_until_the_first_of_them_is_a_quarter_of_an_hour_old() -> None:
    ten = failures(PASSWORDS)
    assert closed_until(ten, NOW, PASSWORDS) == ten[0] + WINDOW
    assert closed_until(ten, ten[0] + WINDOW, PASSWORDS) is None


def test_codes_are_closed_sooner() -> None:
    assert closed_until(failures(CODES), NOW, CODES) is not None


def test_what_is_older_than_a_quarter_of_an_hour_does_not_count() -> None:
    assert closed_until(failures(50, ago=WINDOW), NOW, PASSWORDS) is None


def test_an_office_may_fail_twenty_times_before_it_waits() -> None:
    assert slowed_until(failures(19), NOW) is None


def test_the_pause_of_an_address_doubles_up_to_a_minute() -> None:
    pauses = []
    for count in range(20, 28):
        tried = failures(count)
        until = slowed_until(tried, NOW)
        assert until is not None
        pauses.append((until - tried[-1]).total_seconds())

    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


def test_after_the_pause_an_address_is_heard_again() -> None:
    tried = failures(20)

    assert slowed_until(tried, tried[-1] + timedelta(seconds=3)) is None
