"""Instants as people write them."""

from datetime import UTC, datetime, timedelta

import pytest

from services.kernel.times import NotAnInstant, now, read_instant, read_known_at, rfc3339


def test_an_instant_without_offset_is_meant_in_berlin() -> None:
    assert datetime(2026, 7, 1, 10, 0, tzinfo=UTC) == read_instant("2026-07-01T12:00:00")
    assert datetime(2026, 1, 1, 11, 0, tzinfo=UTC) == read_instant("2026-01-01T12:00:00")


def test_an_offset_counts() -> None:
    assert datetime(2026, 7, 1, 12, 0, tzinfo=UTC) == read_instant("2026-07-01T12:00:00Z")
    assert datetime(2026, 7, 1, 9, 30, tzinfo=UTC) == read_instant("2026-07-01T12:00:00+02:30")


def test_the_letters_of_an_instant_may_be_small() -> None:
    assert read_instant("2026-07-01T12:00:00Z") == read_instant("2026-07-01t12:00:00z")


def test_an_hour_that_the_clocks_give_twice_or_never_is_an_instant() -> None:
    assert datetime(2026, 10, 25, 0, 30, tzinfo=UTC) == read_instant("2026-10-25T02:30:00")
    assert datetime(2026, 3, 29, 1, 30, tzinfo=UTC) == read_instant("2026-03-29T02:30:00")


@pytest.mark.parametrize("text", ["", "gestern", "2026-07-01", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00"])
def test_what_is_no_instant_is_named(text: str) -> None:
    with pytest.raises(NotAnInstant):
        read_instant(text)


def test_nobody_knows_the_future() -> None:
    at = now()

    assert at == read_known_at(rfc3339(at), at)
    with pytest.raises(NotAnInstant, match="Zukunft"):
        read_known_at(rfc3339(at + timedelta(microseconds=1)), at)
