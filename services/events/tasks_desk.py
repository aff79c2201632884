"""The desk for tasks of an event, a meeting or a measure; the same for all three."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events.words import TaskOf
from services.events.application import Events
from services.events.domain.task import TASK, DropTask, FinishTask, SetTask, Task, UnknownTask
from services.events.homes import expect_home
from services.events.known import listed_partners, staff_of
from services.events.made import Made
from services.events.texts import texts_kept
from services.kernel.deciders import Context, RuleViolation
from services.kernel.store import Outcome
from services.kernel.times import today

WHAT: Final = "what"
TASK_FIELDS: Final = (WHAT,)


class UnknownPersonInCharge(RuleViolation):
    title = "Diese Person arbeitet hier nicht, oder nicht mehr."
    field = "staff_id"


class UnknownPartnerInCharge(RuleViolation):
    title = "Dieser Partner steht nicht im Verzeichnis."
    field = "partner_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be done in words, until when, and by whom: somebody of the team, a partner, or nobody yet."""

    what: str
    due: date | None = None
    staff_id: UUID | None = None
    partner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TaskDesk:
    """One district's tasks. Every command raises the refusals of ``domain.task``, and the two above."""

    events: Events
    district: str

    def set_task(self, of: TaskOf, of_id: UUID, errand: Errand, context: Context) -> Made:
        """Raises UnknownHome, too."""
        expect_home(self.events, self.district, of, of_id)
        task_id = self.events.ids(self.district).derive("task", str(context.command_id))
        return Made(task_id, self._set(task_id, of, of_id, errand, context))

    def correct_task(self, task_id: UUID, errand: Errand, context: Context) -> Outcome:
        """One that was dropped is back. Raises UnknownTask."""
        known = self.task(task_id).task
        if known is None:
            raise UnknownTask
        return self._set(task_id, known.of, known.of_id, errand, context)

    def finish_task(self, task_id: UUID, on: date, context: Context) -> Outcome:
        return self.events.desk.execute(self.district, TASK, (task_id, FinishTask(on=on, today=today()), context))

    def drop_task(self, task_id: UUID, context: Context) -> Outcome:
        return self.events.desk.execute(self.district, TASK, (task_id, DropTask(), context))

    def task(self, task_id: UUID) -> Task:
        """What the log says of it now."""
        return self.events.state(self.district, TASK, task_id)

    def _set(self, task_id: UUID, of: TaskOf, of_id: UUID, errand: Errand, context: Context) -> Outcome:
        self._expect_known(errand)
        details_id, words = texts_kept(self.events, self.district, task_id, {WHAT: errand.what})
        command = SetTask(
            task_id=task_id,
            of=of,
            of_id=of_id,
            due=errand.due,
            staff_id=errand.staff_id,
            partner_id=errand.partner_id,
            details_id=details_id,
        )
        return self.events.desk.execute(self.district, TASK, (task_id, command, context), words)

    def _expect_known(self, errand: Errand) -> None:
        pool = self.events.pool
        if errand.staff_id is not None and errand.staff_id not in staff_of(pool, self.district, today()):
            raise UnknownPersonInCharge
        if errand.partner_id is not None and errand.partner_id not in listed_partners(pool, self.district, today()):
            raise UnknownPartnerInCharge
