"""Facts about what was agreed with a person: goals with steps and reviews, appointments, tasks.

What is agreed, in words, lies in the vault under ``goal_id``, ``step_id``, ``task_id``.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.cases import OfCase
from services.contracts.intake.words import AppointmentEnd, GoalOutcome
from services.kernel.facts import Block, Contract, Erased, SealedBlock, fact


class GoalDetails(Block, frozen=True, kw_only=True, tag="goal"):
    """What the goal is about; a key of the district's topics, None where it is about none of them."""

    topic: Annotated[str | None, Meta(title="Problemlage")] = None


@fact("intake.goal_agreed", sealed=SealedBlock("details", person="person_id", content=GoalDetails))
class GoalAgreed(OfCase, frozen=True, kw_only=True):
    """Person and Fachkraft agreed on a goal."""

    goal_id: UUID
    on: Annotated[dt.date, Meta(title="Vereinbart am")]
    due: Annotated[dt.date | None, Meta(title="Bis")] = None
    details: Annotated[GoalDetails | Erased, Meta(title="Thema (versiegelt)")]


@fact("intake.step_agreed")
class StepAgreed(OfCase, frozen=True, kw_only=True):
    """A step towards a goal; who takes it."""

    goal_id: UUID
    step_id: UUID
    by_client: Annotated[bool, Meta(title="Macht die Person selbst")]
    due: Annotated[dt.date | None, Meta(title="Bis")] = None


@fact("intake.step_done")
class StepDone(OfCase, frozen=True, kw_only=True):
    """A step was taken."""

    goal_id: UUID
    step_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


@fact("intake.goal_reviewed")
class GoalReviewed(OfCase, frozen=True, kw_only=True):
    """Both looked at a goal: how near it is, and when they look again."""

    goal_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    progress: Annotated[int, Meta(title="Fortschritt in Prozent", ge=0, le=100)]
    next_review: Annotated[dt.date | None, Meta(title="Nächste Überprüfung")] = None
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("intake.goal_ended")
class GoalEnded(OfCase, frozen=True, kw_only=True):
    """A goal is done with, one way or another."""

    goal_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    outcome: Annotated[GoalOutcome, Meta(title="Ergebnis")]


@fact("intake.appointment_made")
class AppointmentMade(OfCase, frozen=True, kw_only=True):
    """A time was agreed; with the same id it was moved."""

    appointment_id: UUID
    starts: Annotated[dt.datetime, Meta(title="Beginn", tz=True)]
    minutes: Annotated[int, Meta(title="Dauer in Minuten", gt=0)]
    staff_id: Annotated[UUID | None, Meta(title="Mit (Verweis)")] = None
    site_id: Annotated[UUID | None, Meta(title="Standort (Verweis)")] = None
    note_id: Annotated[UUID | None, Meta(title="Notiz (Verweis)")] = None


@fact("intake.appointment_ended")
class AppointmentEnded(OfCase, frozen=True, kw_only=True):
    """The person came, did not come, or one of both called it off."""

    appointment_id: UUID
    end: Annotated[AppointmentEnd, Meta(title="Ausgang")]
    contact_id: Annotated[UUID | None, Meta(title="Kontakt (Verweis)")] = None


@fact("intake.task_set")
class TaskSet(Contract, frozen=True, kw_only=True):
    """Somebody of the team is to do something; with or without a case."""

    task_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    due: Annotated[dt.date, Meta(title="Bis")]
    case_id: UUID | None = None
    person_id: UUID | None = None
    staff_id: Annotated[UUID | None, Meta(title="Zuständig (Verweis)")] = None


@fact("intake.task_done")
class TaskDone(Contract, frozen=True, kw_only=True):
    """A task, or a reminder that was derived from facts, needs nothing more."""

    task_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
