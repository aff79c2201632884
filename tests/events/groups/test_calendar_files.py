"""Calendars as a program of others reads them: changes of the clocks, umlauts, commas, days, cancellations."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest

from services.events.ical.entry import Entry, When
from services.events.ical.writing import invitation, subscription
from tests.events.groups.calendar_client import understood

CHANGED = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
UID = UUID(int=7)


def entry(**more: Any) -> Entry:
    known = {"uid": UID, "title": "Beirat", "when": When(on=date(2026, 6, 30)), "sequence": 4, "changed_at": CHANGED}
    return Entry(**{**known, **more})


def read(*entries: Entry) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = understood(subscription("Kalender", entries))["events"]
    return found


@pytest.mark.parametrize(
    ("when", "begin", "end"),
    [
        (
            When(on=date(2026, 3, 28), starts=time(14), ends=time(16)),  # the day before clocks go forward
            "2026-03-28T13:00:00.000Z",
            "2026-03-28T15:00:00.000Z",
        ),
        (
            When(on=date(2026, 3, 29), starts=time(1, 30), ends=time(4)),  # the night itself is an hour shorter
            "2026-03-29T00:30:00.000Z",
            "2026-03-29T02:00:00.000Z",
        ),
        (
            When(on=date(2026, 10, 25), starts=time(14)),  # clocks went back that night
            "2026-10-25T13:00:00.000Z",
            None,
        ),
        (
            When(on=date(2026, 10, 24), starts=time(22), ends=time(4)),  # into the longer night
            "2026-10-24T20:00:00.000Z",
            "2026-10-25T03:00:00.000Z",
        ),
        (
            When(on=date(2026, 6, 5), until=date(2026, 6, 7), starts=time(15), ends=time(12)),
            "2026-06-05T13:00:00.000Z",
            "2026-06-07T10:00:00.000Z",
        ),
        (
            When(on=date(2026, 6, 5), until=date(2026, 6, 7), starts=time(15)),
            "2026-06-05T13:00:00.000Z",
            "2026-06-07T22:00:00.000Z",
        ),
        (When(on=date(2026, 6, 5), until=date(2026, 6, 7)), "2026-06-05", "2026-06-08"),
        (When(on=date(2026, 6, 5)), "2026-06-05", "2026-06-06"),
    ],
)
def test_times_are_those_of_the_clock_in_berlin(when: When, begin: str, end: str | None) -> None:
    (found,) = read(entry(when=when))

    assert (found["begin"], found["end"]) == (begin, end)
    assert found["zone"] == (None if when.starts is None else "Europe/Berlin")


def test_words_arrive_as_they_were_typed() -> None:
    said = {
        "title": "Größe, Straße; Fest \\ „Rieth“",
        "place": "Bürgerhaus, Markt 1; Raum 2",
        "description": "TOP 1: Begrüßung\nTOP 2: Ä,Ö;Ü\n" + "Straßenfest und Nachbarschaft " * 20,
    }

    (found,) = read(entry(**said))

    assert {name: found[name] for name in said} == {**said, "description": said["description"]}


def test_no_line_is_longer_than_75_bytes() -> None:
    content = subscription("Straßen" * 30, [entry(title="Größe " * 60)])

    assert content.endswith(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_what_is_cancelled_says_so_and_keeps_its_identity() -> None:
    before, after = read(entry()) + read(entry(is_cancelled=True, sequence=5))

    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]


def test_equal_calendars_are_equal_in_bytes() -> None:
    assert subscription("Kalender", [entry()]) == subscription("Kalender", [entry()])


def test_an_invitation_asks_and_names_no_attendee() -> None:
    asked = understood(invitation(entry(), 'Beirat, "Nord"', UUID(int=9)))
    cancelled = understood(invitation(entry(is_cancelled=True), "Beirat", UUID(int=9)))

    assert (asked["method"], cancelled["method"]) == ("REQUEST", "CANCEL")
    (event,) = asked["events"]
    assert "Beirat" in event["organiser"]
    assert event["attendees"] == 0
