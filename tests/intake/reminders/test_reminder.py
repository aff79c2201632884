"""What is due, derived from facts and a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.intake import StatusKind
from services.intake.domain.reminder import (
    WHAT,
    DueGoal,
    FullCase,
    Known,
    LeftParticipation,
    OpenAppointment,
    Owner,
    Reminder,
    RunningCase,
    StandingConsent,
    reminders,
)
from tests.intake.casework import CASE
from tests.intake.memory import THINKA

OWNER = Owner(operation="thinka", case_id=CASE, staff_id=UUID(int=7))
SUBJECT = UUID(int=1)


def left(exit_date: date, *statuses: tuple[StatusKind, date]) -> Known:
    one = LeftParticipation(
        participation_id=SUBJECT, owner=OWNER, exit_date=exit_date, rules=THINKA, statuses=tuple(statuses)
    )
    return Known(participations=(one,))


def found(known: Known, day: date, kind: str) -> Reminder | None:
    return next((each for each in reminders(known, day) if each.kind == kind), None)


# --- The 28 days after exit -------------------------------------------------------


def test_an_exit_status_is_asked_for_from_the_exit_on_until_28_days_later() -> None:
    exit_date = date(2024, 3, 1)
    assert found(left(exit_date), exit_date - timedelta(days=1), "exit_status") is None
    due = found(left(exit_date), exit_date, "exit_status")
    assert due is not None
    assert (due.what, due.due, due.owner) == ("Verbleib nach Austritt erfassen", date(2024, 3, 29), OWNER)
    assert due.why == "Austritt am 01.03.2024; Angaben binnen 28 Tagen (bis 29.03.2024) fehlen."


def test_example_a_searching_at_exit_and_a_job_on_day_20_asks_no_more() -> None:
    exit_date = date(2024, 3, 1)
    searching, job = ("exit", exit_date), ("exit", exit_date + timedelta(days=20))
    assert found(left(exit_date, searching), exit_date, "exit_status") is None
    assert found(left(exit_date, searching, job), date(2024, 4, 30), "exit_status") is None


def test_example_b_a_job_at_once_and_unemployed_within_28_days_asks_no_more() -> None:
    exit_date = date(2024, 3, 1)
    job, unemployed = ("exit", exit_date), ("exit", exit_date + timedelta(days=28))
    assert found(left(exit_date, job, unemployed), date(2024, 4, 30), "exit_status") is None


@pytest.mark.parametrize(("days", "asked"), [(-1, True), (0, False), (28, False), (29, True)])
def test_only_a_status_inside_the_window_answers(days: int, *, asked: bool) -> None:
    exit_date = date(2024, 3, 1)
    status: tuple[StatusKind, date] = ("exit", exit_date + timedelta(days=days))
    assert (found(left(exit_date, status), date(2024, 6, 1), "exit_status") is not None) is asked


def test_after_re_entry_the_new_exit_asks_again() -> None:
    answered = ("exit", date(2024, 3, 10))
    assert found(left(date(2024, 3, 1), answered), date(2024, 12, 1), "exit_status") is None
    assert found(left(date(2024, 11, 1), answered), date(2024, 12, 1), "exit_status") is not None


# --- Six to nine months -----------------------------------------------------------


@pytest.mark.parametrize(
    ("exit_date", "first", "last"),
    [
        (date(2023, 8, 31), date(2024, 2, 29), date(2024, 5, 31)),
        (date(2024, 8, 31), date(2025, 2, 28), date(2025, 5, 31)),
        (date(2024, 2, 29), date(2024, 8, 29), date(2024, 11, 29)),
        (date(2024, 5, 31), date(2024, 11, 30), date(2025, 2, 28)),
        (date(2024, 12, 31), date(2025, 6, 30), date(2025, 9, 30)),
        (date(2024, 3, 1), date(2024, 9, 1), date(2024, 12, 1)),
    ],
)
def test_a_followup_is_asked_for_from_six_to_nine_months_after_exit(exit_date: date, first: date, last: date) -> None:
    known = left(exit_date, ("exit", exit_date))
    assert reminders(known, first - timedelta(days=1)) == ()
    (only,) = reminders(known, first)
    assert (only.kind, only.shown_from, only.due) == ("followup", first, last)
    for day in (first, last):
        assert reminders(left(exit_date, ("exit", exit_date), ("followup", day)), last) == ()
    outside = last + timedelta(days=1)
    assert reminders(left(exit_date, ("exit", exit_date), ("followup", outside)), outside) != ()


# --- Consents -----------------------------------------------------------------------


def test_a_consent_warns_four_weeks_before_its_last_day_and_is_expired_the_day_after() -> None:
    last = date(2026, 3, 31)
    consent = StandingConsent(consent_id=SUBJECT, owner=OWNER, purpose="esf_data", until=last, warning_days=28)
    known = Known(consents=(consent,))
    assert [each.kind for each in reminders(known, date(2026, 3, 2))] == []
    assert [each.kind for each in reminders(known, date(2026, 3, 3))] == ["consent_expiring"]
    assert [each.kind for each in reminders(known, last)] == ["consent_expiring"]
    (expired,) = reminders(known, date(2026, 4, 1))
    assert (expired.kind, expired.due) == ("consent_expired", last)
    assert expired.why == "Einwilligung in die ESF-Daten: galt bis 31.03.2026."


# --- Cases ----------------------------------------------------------------------------


def running(last_contact: date | None = None, opened: date = date(2026, 1, 5)) -> Known:
    case = RunningCase(owner=OWNER, case_id=CASE, since=opened, silent_weeks=8, last_contact=last_contact)
    return Known(running=(case,))


@pytest.mark.parametrize(
    ("last_contact", "due", "why"),
    [
        (None, date(2026, 3, 2), "Fall offen seit 05.01.2026; seit 8 Wochen kein Kontakt."),
        (date(2026, 2, 1), date(2026, 3, 29), "Letzter Kontakt am 01.02.2026; seit 8 Wochen kein Kontakt."),
        # contacts that were joined from the time before the case do not make it silent at once
        (date(2025, 6, 1), date(2026, 3, 2), "Fall offen seit 05.01.2026; seit 8 Wochen kein Kontakt."),
        (date(2026, 1, 5), date(2026, 3, 2), "Letzter Kontakt am 05.01.2026; seit 8 Wochen kein Kontakt."),
    ],
)
def test_a_case_is_silent_after_eight_weeks_over_the_change_of_the_clocks(
    last_contact: date | None, due: date, why: str
) -> None:
    assert reminders(running(last_contact), due - timedelta(days=1)) == ()
    (only,) = reminders(running(last_contact), due)
    assert (only.kind, only.due, only.why) == ("silent_case", due, why)


def test_a_questionnaire_is_due_from_the_day_the_minutes_reached_the_limit() -> None:
    full = FullCase(owner=OWNER, case_id=CASE, minutes=495, limit=480, reached=date(2026, 5, 4))
    assert reminders(Known(full=(full,)), date(2026, 5, 3)) == ()
    (only,) = reminders(Known(full=(full,)), date(2026, 5, 4))
    assert only.why == "495 Minuten Beratung; ab 480 Minuten ist der Fragebogen fällig."


# --- Goals and appointments --------------------------------------------------------------


def test_goals_steps_and_reviews_show_on_their_day() -> None:
    day = date(2026, 4, 1)
    goal = DueGoal(goal_id=SUBJECT, owner=OWNER, due=day, next_review=day, steps=((UUID(int=2), day),))
    assert reminders(Known(goals=(goal,)), day - timedelta(days=1)) == ()
    assert [each.kind for each in reminders(Known(goals=(goal,)), day)] == ["goal", "review", "step"]


def test_a_goal_without_dates_reminds_of_nothing() -> None:
    assert reminders(Known(goals=(DueGoal(goal_id=SUBJECT, owner=OWNER),)), date(2030, 1, 1)) == ()


@pytest.mark.parametrize(
    ("starts", "asked_on"),
    [
        (datetime(2026, 3, 2, 13, tzinfo=UTC), date(2026, 3, 3)),
        (datetime(2026, 1, 31, 22, 59, tzinfo=UTC), date(2026, 2, 1)),  # 23:59 in Berlin
        (datetime(2026, 1, 31, 23, 0, tzinfo=UTC), date(2026, 2, 2)),  # midnight: the next day in Berlin
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 30)),  # 00:30 in the night that loses an hour
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 26)),  # 00:30 in the night that gains one
    ],
)
def test_the_end_of_an_appointment_is_asked_for_the_day_after_in_berlin(starts: datetime, asked_on: date) -> None:
    known = Known(appointments=(OpenAppointment(appointment_id=SUBJECT, owner=OWNER, starts=starts),))
    assert reminders(known, asked_on - timedelta(days=1)) == ()
    assert [each.kind for each in reminders(known, asked_on)] == ["appointment_end"]


# --- All of them --------------------------------------------------------------------------

dates = st.dates(date(2022, 1, 1), date(2027, 12, 31))
everything = st.builds(
    lambda exit_date, until, opened, due: Known(
        participations=left(exit_date).participations,
        consents=(
            StandingConsent(consent_id=SUBJECT, owner=OWNER, purpose="named_file", until=until, warning_days=28),
        ),
        running=running(opened=opened).running,
        goals=(DueGoal(goal_id=SUBJECT, owner=OWNER, due=due, next_review=due, steps=((SUBJECT, due),)),),
        appointments=(
            OpenAppointment(
                appointment_id=SUBJECT, owner=OWNER, starts=datetime(due.year, due.month, due.day, 12, tzinfo=UTC)
            ),
        ),
    ),
    dates,
    dates,
    dates,
    dates,
)


@given(everything, dates, st.integers(0, 500))
def test_what_is_not_done_goes_on_showing(known: Known, day: date, later: int) -> None:
    def open_on(when: date) -> set[tuple[Any, ...]]:
        as_one = {"consent_expired": "consent_expiring"}
        return {(as_one.get(each.kind, each.kind), each.subject, each.due) for each in reminders(known, when)}

    assert open_on(day) <= open_on(day + timedelta(days=later))


@given(everything, dates)
def test_reminders_are_shown_by_due_date_and_never_twice(known: Known, day: date) -> None:
    told = reminders(known, day)
    assert [each.due for each in told] == sorted(each.due for each in told)
    assert len({(each.kind, each.subject, each.due) for each in told}) == len(told)
    assert all(each.what == WHAT[each.kind] and each.why.endswith(".") for each in told)


def test_the_order_of_facts_does_not_matter() -> None:
    one, other = (replace(left(date(2024, day, 1)).participations[0], participation_id=UUID(int=day)) for day in (3, 4))
    day = date(2025, 6, 1)
    assert reminders(Known(participations=(one, other)), day) == reminders(Known(participations=(other, one)), day)
