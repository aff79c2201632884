"""What is due, derived from facts and a day, never stored. A reminder is gone once the fact it asks for exists."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias
from uuid import UUID

from services.contracts.intake import ConsentPurpose, StatusKind
from services.intake.domain.operation import OperationRules
from services.kernel.times import BERLIN

Kind: TypeAlias = Literal[
    "exit_status",
    "followup",
    "consent_expiring",
    "consent_expired",
    "questionnaire",
    "silent_case",
    "goal",
    "step",
    "review",
    "appointment_end",
]

WHAT: Final[dict[Kind, str]] = {
    "exit_status": "Verbleib nach Austritt erfassen",
    "followup": "Nachbefragung durchführen",
    "consent_expiring": "Einwilligung läuft ab",
    "consent_expired": "Einwilligung ist abgelaufen",
    "questionnaire": "Fragebogen ausfüllen",
    "silent_case": "Lange kein Kontakt",
    "goal": "Frist eines Ziels",
    "step": "Frist eines Schritts",
    "review": "Ziel überprüfen",
    "appointment_end": "Ausgang des Termins erfassen",
}

PURPOSES: Final[dict[ConsentPurpose, str]] = {
    "pseudonymous_file": "Einwilligung in die pseudonyme Akte",
    "named_file": "Einwilligung in die namentliche Akte",
    "esf_data": "Einwilligung in die ESF-Daten",
    "follow_up_survey": "Einwilligung in die Nachbefragung",
    "referral": "Einwilligung in die Vermittlung",
}


# --- What is known ------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose reminder it is; a participation that belongs to no case has nobody but its operation."""

    operation: str
    case_id: UUID | None = None
    person_id: UUID | None = None
    team_id: UUID | None = None
    staff_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftParticipation:
    """A participation with an exit date, the rules of its operation, and all its statuses by kind and date."""

    participation_id: UUID
    owner: Owner
    exit_date: date
    rules: OperationRules
    statuses: tuple[tuple[StatusKind, date], ...] = ()

    def lacks(self, kind: StatusKind) -> bool:
        """No status of that kind lies in the window that the exit date gives now; others are kept and not read."""
        first, last = self.rules.window(kind, self.exit_date)
        return not any(each == kind and first <= on <= last for each, on in self.statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingConsent:
    """A consent that was not withdrawn and that no longer one of its purpose replaces."""

    consent_id: UUID
    owner: Owner
    purpose: ConsentPurpose
    until: date
    warning_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCase:
    """An open case: neither paused nor closed, ``since`` it was opened, resumed or reopened."""

    owner: Owner
    case_id: UUID
    since: date
    silent_weeks: int
    last_contact: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCase:
    """A case whose minutes reached the bagatelle limit on ``reached`` and that has no participation."""

    owner: Owner
    case_id: UUID
    minutes: int
    limit: int
    reached: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DueGoal:
    """A goal that runs, its open steps with a due date (step, due), and the next review where one is planned."""

    goal_id: UUID
    owner: Owner
    due: date | None = None
    next_review: date | None = None
    steps: tuple[tuple[UUID, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAppointment:
    """An appointment without an end."""

    appointment_id: UUID
    owner: Owner
    starts: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that reminders are derived from."""

    participations: tuple[LeftParticipation, ...] = ()
    consents: tuple[StandingConsent, ...] = ()
    running: tuple[RunningCase, ...] = ()
    full: tuple[FullCase, ...] = ()
    goals: tuple[DueGoal, ...] = ()
    appointments: tuple[OpenAppointment, ...] = ()


# --- What follows from it -----------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What is to be done, whose it is, from which day on it shows, and until when it should be done.

    ``why`` names the facts in German. With another ``due`` it is another one: settled once is not for ever.
    """

    kind: Kind
    subject: UUID
    owner: Owner
    shown_from: date
    due: date
    why: str = field(compare=False)

    @property
    def what(self) -> str:
        return WHAT[self.kind]


def reminders(known: Known, day: date) -> tuple[Reminder, ...]:
    """What shows on that day (Europe/Berlin), by due date."""
    found = (each for each in _all(known, day) if each.shown_from <= day)
    return tuple(sorted(found, key=lambda each: (each.due, each.kind, each.subject)))


def _all(known: Known, day: date) -> Iterator[Reminder]:
    for left in known.participations:
        yield from _of_participation(left)
    yield from (_of_consent(consent, day) for consent in known.consents)
    yield from map(_of_running, known.running)
    yield from map(_of_full, known.full)
    for goal in known.goals:
        yield from _of_goal(goal)
    yield from map(_of_appointment, known.appointments)


def _of_participation(left: LeftParticipation) -> Iterator[Reminder]:
    """Both windows include their ends; months are clamped (31 August + 6 months is the last of February)."""
    since = f"Austritt am {_day(left.exit_date)}"
    if left.lacks("exit"):
        first, last = left.rules.window("exit", left.exit_date)
        why = f"{since}; Angaben binnen {left.rules.exit_days} Tagen (bis {_day(last)}) fehlen."
        yield _asked("exit_status", left, (first, last), why)
    if left.lacks("followup"):
        first, last = left.rules.window("followup", left.exit_date)
        why = f"{since}; Nachbefragung vom {_day(first)} bis {_day(last)} fehlt."
        yield _asked("followup", left, (first, last), why)


def _asked(kind: Kind, left: LeftParticipation, window: tuple[date, date], why: str) -> Reminder:
    first, last = window
    return Reminder(kind=kind, subject=left.participation_id, owner=left.owner, shown_from=first, due=last, why=why)


def _of_consent(consent: StandingConsent, day: date) -> Reminder:
    """The last day is still covered."""
    expired = consent.until < day
    return Reminder(
        kind="consent_expired" if expired else "consent_expiring",
        subject=consent.consent_id,
        owner=consent.owner,
        shown_from=consent.until - timedelta(days=consent.warning_days),
        due=consent.until,
        why=f"{PURPOSES[consent.purpose]}: {'galt' if expired else 'gilt'} bis {_day(consent.until)}.",
    )


def _of_running(case: RunningCase) -> Reminder:
    last = case.since if case.last_contact is None else max(case.since, case.last_contact)
    due = last + timedelta(weeks=case.silent_weeks)
    since = f"Fall offen seit {_day(last)}" if last != case.last_contact else f"Letzter Kontakt am {_day(last)}"
    return Reminder(
        kind="silent_case",
        subject=case.case_id,
        owner=case.owner,
        shown_from=due,
        due=due,
        why=f"{since}; seit {case.silent_weeks} Wochen kein Kontakt.",
    )


def _of_full(case: FullCase) -> Reminder:
    return Reminder(
        kind="questionnaire",
        subject=case.case_id,
        owner=case.owner,
        shown_from=case.reached,
        due=case.reached,
        why=f"{case.minutes} Minuten Beratung; ab {case.limit} Minuten ist der Fragebogen fällig.",
    )


def _of_goal(goal: DueGoal) -> Iterator[Reminder]:
    if goal.due is not None:
        yield _on_day("goal", goal.goal_id, goal.owner, goal.due, f"Ziel vereinbart bis {_day(goal.due)}, offen.")
    if goal.next_review is not None:
        why = f"Überprüfung vereinbart für {_day(goal.next_review)}."
        yield _on_day("review", goal.goal_id, goal.owner, goal.next_review, why)
    for step, due in goal.steps:
        yield _on_day("step", step, goal.owner, due, f"Schritt vereinbart bis {_day(due)}, offen.")


def _of_appointment(appointment: OpenAppointment) -> Reminder:
    """Asked from the day after, as days are counted in Berlin: an appointment of today may still be going on."""
    day = appointment.starts.astimezone(BERLIN).date()
    return Reminder(
        kind="appointment_end",
        subject=appointment.appointment_id,
        owner=appointment.owner,
        shown_from=day + timedelta(days=1),
        due=day + timedelta(days=1),
        why=f"Termin am {_day(day)}; ob er stattfand, ist nicht erfasst.",
    )


def _on_day(kind: Kind, subject: UUID, owner: Owner, due: date, why: str) -> Reminder:
    return Reminder(kind=kind, subject=subject, owner=owner, shown_from=due, due=due, why=why)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
