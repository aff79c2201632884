"""The desk for tasks, and for reminders that somebody settles."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.intake import TaskDone, TaskSet
from services.intake.application import Intake
from services.intake.casework import Casework, Given
from services.intake.colleagues import expect_colleague
from services.intake.domain.task import TASK, FinishTask, SetTask, SettleReminder
from services.intake.imports.failures import OperationUnknown
from services.intake.queries import operation_rules
from services.intake.tasks_queries import TASK_TEXT
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """What is to be done in words, until when, and by whom; None is nobody in particular."""

    words: str
    due: date
    staff: UUID | None = None


@dataclass(frozen=True, slots=True)
class TaskDesk:
    """Tasks of a district. Every command raises the refusals of ``domain.task``."""

    service: Intake
    district: str

    def set_for_case(self, case: Casework, wanted: NewTask, context: Context) -> Given:
        """A task about a case; its words are erased with the person. Raises UnknownColleague."""
        expect_colleague(self.service, self.district, wanted.staff)
        command = SetTask(
            task_id=self._new_id(context),
            operation=case.operation,
            due=wanted.due,
            case_id=case.case_id,
            person_id=case.person,
            staff_id=wanted.staff,
        )
        return self._set(command, case.person, wanted.words, context)

    def set_for_operation(self, operation: str, wanted: NewTask, context: Context) -> Given:
        """A task about no case; its words belong to nobody in particular. Raises OperationUnknown, UnknownColleague."""
        if operation_rules(self.service.pool, self.district, operation) is None:
            raise OperationUnknown(operation)
        expect_colleague(self.service, self.district, wanted.staff)
        command = SetTask(task_id=self._new_id(context), operation=operation, due=wanted.due, staff_id=wanted.staff)
        return self._set(command, self.service.ids(self.district).derive("nobody"), wanted.words, context)

    def find(self, task: UUID) -> TaskSet | None:
        """The task as it was set."""
        facts = self.service.store.load(self.district, [task])[task]
        return next((fact for fact in facts if isinstance(fact, TaskSet)), None)

    def is_settled(self, reminder: UUID) -> bool:
        """Whether somebody settled that reminder: then it is in no list any more."""
        facts = self.service.store.load(self.district, [reminder])[reminder]
        return any(isinstance(fact, TaskDone) for fact in facts) and self.find(reminder) is None

    def finish(self, task: UUID, on: date, context: Context) -> Outcome:
        """A task is done."""
        return self._execute(task, FinishTask(task_id=task, on=on, today=today()), context)

    def settle(self, reminder: UUID, on: date, context: Context) -> Outcome:
        """A reminder needs nothing more, although the fact it asks for is not there."""
        return self._execute(reminder, SettleReminder(task_id=reminder, on=on, today=today()), context)

    def _new_id(self, context: Context) -> UUID:
        return self.service.ids(self.district).derive("task", str(context.command_id))

    def _set(self, command: SetTask, person: UUID, words: str, context: Context) -> Given:
        text = Entry(person, TASK_TEXT, command.task_id, words)
        request = (command.task_id, command, context)
        return Given(command.task_id, self.service.desk.execute(self.district, TASK, request, [text]))

    def _execute(self, task: UUID, command: FinishTask | SettleReminder, context: Context) -> Outcome:
        return self.service.desk.execute(self.district, TASK, (task, command, context))
