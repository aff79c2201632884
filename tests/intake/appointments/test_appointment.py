"""What is decided about appointments, when two of them clash, and the nights when the clocks change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import product
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from services.contracts.intake import AppointmentEnded, AppointmentMade
from services.intake.domain import appointment
from services.intake.domain.appointment import (
    APPOINTMENT,
    Command,
    EndAppointment,
    MakeAppointment,
    MoveAppointment,
    Span,
    clashes,
)
from services.intake.domain.berlin import TimeSkipped, TimeTwice, instant
from services.intake.domain.case import CaseIsClosed, UnknownCase
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.intake.casework import CASE, CLOSED, OF_CASE, OPENED, PAUSED
from tests.kit.spec import specify

given = specify(APPOINTMENT)

ID, STAFF, CONTACT = UUID(int=1), UUID(int=7), UUID(int=9)
STARTS = datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
AFTER = STARTS + timedelta(hours=2)
AT: dict[str, Any] = {"appointment_id": ID, "starts": STARTS, "minutes": 45, "staff_id": STAFF}

MAKE = MakeAppointment(case_id=CASE, **AT)
MOVE = MoveAppointment(case_id=CASE, **{**AT, "starts": STARTS + timedelta(days=1)})
KEEP = EndAppointment(case_id=CASE, appointment_id=ID, end="kept", contact_id=CONTACT, now=AFTER)
MADE = AppointmentMade(**OF_CASE, **AT)
MOVED = AppointmentMade(**OF_CASE, **{**AT, "starts": STARTS + timedelta(days=1)})
KEPT = AppointmentEnded(**OF_CASE, appointment_id=ID, end="kept", contact_id=CONTACT)
MISSED = AppointmentEnded(**OF_CASE, appointment_id=ID, end="missed")

CASES: dict[str, tuple[Contract, ...]] = {"no case": (), "open": (), "paused": (PAUSED,), "closed": (CLOSED,)}
HISTORIES: dict[str, tuple[Contract, ...]] = {"none": (), "made": (MADE,), "ended": (MADE, KEPT)}
COMMANDS: dict[str, tuple[Command, Contract]] = {"make": (MAKE, MADE), "move": (MOVE, MOVED), "end": (KEEP, KEPT)}
TABLE: dict[str, dict[str, str | type[RuleViolation]]] = {
    "none": {"make": "fact", "move": appointment.UnknownAppointment, "end": appointment.UnknownAppointment},
    "made": {"make": "nothing", "move": "fact", "end": "fact"},
    "ended": {"make": "nothing", "move": appointment.AppointmentIsEnded, "end": "nothing"},
}


@pytest.mark.parametrize(("case", "state", "name"), list(product(CASES, HISTORIES, COMMANDS)))
def test_every_command_in_every_state(case: str, state: str, name: str) -> None:
    command, fact = COMMANDS[name]
    history = () if case == "no case" else (OPENED, *HISTORIES[state], *CASES[case])
    expected: str | type[RuleViolation] = TABLE[state][name]
    if case == "no case":
        expected = UnknownCase
    if case == "closed" and name != "end":
        expected = CaseIsClosed
    decided = given(*history).when(command)
    if isinstance(expected, type):
        decided.then_refused(expected)
    elif expected == "fact":
        decided.then(fact)
    else:
        decided.then_nothing()


def test_the_table_knows_every_command() -> None:
    assert {type(command) for command, _ in COMMANDS.values()} == set(get_args(Command))


def test_nobody_keeps_or_misses_an_appointment_before_it_began() -> None:
    early = replace(KEEP, now=STARTS - timedelta(seconds=1))
    given(OPENED, MADE).when(early).then_refused(appointment.NotYetBegun, field="end")
    given(OPENED, MADE).when(replace(KEEP, now=STARTS)).then(KEPT)


def test_an_appointment_is_called_off_at_any_time() -> None:
    off = EndAppointment(case_id=CASE, appointment_id=ID, end="cancelled", now=STARTS - timedelta(days=9))
    given(OPENED, MADE).when(off).then(AppointmentEnded(**OF_CASE, appointment_id=ID, end="cancelled"))


def test_only_an_appointment_that_was_kept_has_a_contact() -> None:
    given(OPENED, MADE).when(replace(KEEP, end="missed")).then_refused(
        appointment.ContactWithoutMeeting, field="contact"
    )


def test_another_end_is_refused_once_one_is_recorded() -> None:
    given(OPENED, MADE, MISSED).when(KEEP).then_refused(appointment.AppointmentIsEnded)


def test_after_a_move_the_new_time_counts() -> None:
    given(OPENED, MADE, MOVED).when(KEEP).then_refused(appointment.NotYetBegun)


@pytest.mark.parametrize(("minutes", "allowed"), [(0, False), (1, True), (1440, True), (1441, False)])
def test_an_appointment_takes_a_minute_to_a_day(minutes: int, *, allowed: bool) -> None:
    decided = given(OPENED).when(replace(MAKE, minutes=minutes))
    if allowed:
        decided.then(AppointmentMade(**OF_CASE, **{**AT, "minutes": minutes}))
    else:
        decided.then_refused(appointment.MinutesOutOfRange, field="minutes")


def test_the_same_instant_written_with_another_offset_is_no_move() -> None:
    berlin = STARTS.astimezone(timezone(timedelta(hours=1)))
    given(OPENED, MADE).when(MoveAppointment(case_id=CASE, **{**AT, "starts": berlin})).then_nothing()


@drawn(st.lists(st.sampled_from([OPENED, PAUSED, CLOSED, MADE, MOVED, KEPT, MISSED]), max_size=10), st.integers(0, 10))
def test_any_prefix_of_any_history_replays(history: list[Contract], length: int) -> None:
    assert APPOINTMENT.fold(history[length:], APPOINTMENT.fold(history[:length])) == APPOINTMENT.fold(history)


@drawn(st.integers(0, 300), st.integers(1, 200), st.integers(0, 300), st.integers(1, 200))
def test_a_clash_is_the_same_from_both_sides(first: int, long: int, second: int, short: int) -> None:
    one, other = span(1, STARTS + timedelta(minutes=first), long), span(2, STARTS + timedelta(minutes=second), short)
    assert bool(clashes(one, [other])) == bool(clashes(other, [one]))


# --- Two at once --------------------------------------------------------------


def span(number: int, starts: datetime, minutes: int = 60) -> Span:
    return Span(appointment_id=UUID(int=number), starts=starts, minutes=minutes)


def test_appointments_clash_when_they_overlap_and_not_when_they_meet() -> None:
    before, inside, behind = (
        span(2, STARTS - timedelta(hours=1)),
        span(3, AFTER - timedelta(minutes=90)),
        span(4, AFTER),
    )
    assert clashes(span(1, STARTS, 120), [behind, inside, before]) == [inside]


def test_an_appointment_does_not_clash_with_itself_when_it_is_moved() -> None:
    assert clashes(span(1, STARTS), [span(1, STARTS)]) == []


def test_in_the_night_with_the_hour_twice_two_appointments_do_not_clash() -> None:
    """25 October 2026: 02:00 to 03:00 summer time is over when 02:00 winter time begins."""
    summer = instant(datetime.fromisoformat("2026-10-25T02:00:00+02:00"))
    winter = instant(datetime.fromisoformat("2026-10-25T02:00:00+01:00"))
    assert clashes(span(1, summer), [span(2, winter)]) == []
    assert clashes(span(1, summer, 61), [span(2, winter)]) == [span(2, winter)]


# --- The clock in Berlin ----------------------------------------------------------


@pytest.mark.parametrize(
    ("given_time", "utc"),
    [
        ("2026-01-15T14:00:00", "2026-01-15T13:00:00+00:00"),
        ("2026-07-15T14:00:00", "2026-07-15T12:00:00+00:00"),
        ("2026-07-15T14:00:00+05:00", "2026-07-15T09:00:00+00:00"),
        ("2026-03-29T01:59:00", "2026-03-29T00:59:00+00:00"),
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00+00:00"),
        ("2026-10-25T01:59:00", "2026-10-24T23:59:00+00:00"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00+00:00"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00+00:00"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00+00:00"),
    ],
)
def test_a_time_of_day_is_the_clock_in_berlin(given_time: str, utc: str) -> None:
    assert instant(datetime.fromisoformat(given_time)) == datetime.fromisoformat(utc)


@pytest.mark.parametrize("time", ["02:00:00", "02:30:00", "02:59:59"])
def test_an_hour_that_does_not_exist_is_refused(time: str) -> None:
    with pytest.raises(TimeSkipped):
        instant(datetime.fromisoformat(f"2026-03-29T{time}"))


@pytest.mark.parametrize("time", ["02:00:00", "02:30:00", "02:59:59"])
def test_an_hour_that_exists_twice_asks_for_its_offset(time: str) -> None:
    with pytest.raises(TimeTwice):
        instant(datetime.fromisoformat(f"2026-10-25T{time}"))
