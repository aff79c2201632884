"""Telling what is worked on: contacts, situations, strengths, goals, appointments, tasks."""

from datetime import datetime

from demo.casework import Appointment, Assessed, Goal, Met, Rated, Step, Task
from demo.commands import Commands
from demo.scene import CaseScene, Scene
from services.contracts.intake import AnswerGiven
from services.intake.appointments_desk import AppointmentDesk, Wanted
from services.intake.casework import Given
from services.intake.contacts_desk import ContactDesk, OfCase, Texts
from services.intake.domain.contact import ContactChange
from services.intake.goals_desk import GoalDesk, Review
from services.intake.situations_desk import assess_situations
from services.intake.strengths_desk import AnsweredSheet, assess_strengths
from services.intake.tasks_desk import NewTask, TaskDesk

INSTRUMENT = "staerken"


def meet(case: CaseScene, step: Met) -> None:
    """A contact of the case, by who works on it or somebody else."""
    record(case.scene, step, case.commands, step.by or case.told.staff, case.of_case)


def record(scene: Scene, step: Met, commands: Commands, staff: str, of: OfCase | None) -> None:
    """A contact, of a case or of nobody."""
    given = ContactChange(
        date=scene.loading.plus(step.day),
        kind=step.kind,
        minutes=step.minutes,
        topics=tuple(step.topics),
        staff_id=scene.placed.people[staff],
        site_id=scene.site(step.site),
        starts_at=step.at,
        next_on=None if step.next_day is None else scene.loading.plus(step.next_day),
        situations=tuple(step.situations),
        present=tuple(step.present),
    )
    texts = Texts(note=step.note, next_step=step.next_step)
    ContactDesk(scene.service, scene.district, commands.next()).record(scene.operation, given, texts, of)


def assess(case: CaseScene, step: Assessed) -> None:
    assess_situations(case.desk, case.scene.loading.plus(step.day), step.situations, case.commands.next())


def rate(case: CaseScene, step: Rated) -> None:
    answers = [AnswerGiven(item=item, value=value) for item, value in step.answers.items()]
    sheet = AnsweredSheet(
        instrument=INSTRUMENT, version=None, stage=step.stage, on=case.scene.loading.plus(step.day), answers=answers
    )
    assess_strengths(case.desk, sheet, case.commands.next())


def agree(case: CaseScene, step: Goal) -> None:
    """The goal, its steps, and the last review."""
    desk, loading = GoalDesk(case.desk), case.scene.loading
    due = None if step.due is None else loading.plus(step.due)
    goal = desk.agree(step.words, loading.plus(step.day), due, step.topic, case.commands.next())
    for each in step.steps:
        _agree_step(case, desk, goal, each)
    if step.reviewed is not None:
        following = None if step.next_review is None else loading.plus(step.next_review)
        review = Review(on=loading.plus(step.reviewed), progress=step.progress, next_review=following)
        desk.review(goal.id, review, case.commands.next())


def _agree_step(case: CaseScene, desk: GoalDesk, goal: Given, step: Step) -> None:
    due = None if step.due is None else case.scene.loading.plus(step.due)
    agreed = desk.agree_step(goal.id, step.words, due, case.commands.next(), by_client=step.by_client)
    if step.done is not None:
        desk.finish_step(goal.id, agreed.id, case.scene.loading.plus(step.done), case.commands.next())


def make(case: CaseScene, step: Appointment) -> None:
    """With who works on the case."""
    desk = AppointmentDesk(case.desk)
    wanted = Wanted(
        starts=datetime.combine(case.scene.loading.plus(step.day), step.at),
        minutes=step.minutes,
        staff=case.staff,
        site=case.scene.site(step.site),
        note=step.note,
    )
    fixed = desk.make(wanted, case.commands.next())
    if step.end is not None:
        desk.end(fixed.id, step.end, None, case.commands.next())


def set_task(case: CaseScene, step: Task) -> None:
    wanted = NewTask(words=step.words, due=case.scene.loading.plus(step.due), staff=case.staff)
    TaskDesk(case.scene.service, case.scene.district).set_for_case(case.desk, wanted, case.commands.next())
