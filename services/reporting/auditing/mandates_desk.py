"""The desk for mandates. Ids are made of the command's, so that a repeated command grants nothing twice."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.kernel.deciders import Context, RuleViolation
from services.kernel.store import Outcome
from services.kernel.times import today
from services.reporting.application import Reporting
from services.reporting.auditing.examiners import examiners_on
from services.reporting.auditing.mandate import MANDATE, Command, GrantMandate, RevokeMandate
from services.reporting.esf import UnknownOperation


class NotAnExaminer(RuleViolation):
    title = "Diese Person hat heute keine Rolle in der Prüfung. Geben Sie ihr zuerst die Rolle."
    field = "staff_id"


class Granted(NamedTuple):
    """The mandate, and what became of the command."""

    mandate_id: UUID
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Who is to examine what; periods include both ends."""

    staff_id: UUID
    operations: tuple[str, ...]
    audited_from: date
    audited_to: date
    expires: date


@dataclass(frozen=True, slots=True)
class MandatesDesk:
    """One district's mandates."""

    service: Reporting
    district: str

    def grant(self, wanted: Wanted, context: Context) -> Granted:
        """Raises the refusals of ``auditing.mandate``, UnknownOperation, NotAnExaminer."""
        self._expect_known(wanted)
        mandate_id = self.service.ids(self.district).derive("mandate", str(context.command_id))
        command = GrantMandate(
            mandate_id=mandate_id,
            staff_id=wanted.staff_id,
            operations=wanted.operations,
            audited_from=wanted.audited_from,
            audited_to=wanted.audited_to,
            expires=wanted.expires,
            today=today(),
        )
        return Granted(mandate_id, self._execute(mandate_id, command, context))

    def revoke(self, mandate_id: UUID, context: Context) -> Outcome:
        """At once. Raises UnknownMandate."""
        return self._execute(mandate_id, RevokeMandate(), context)

    def _expect_known(self, wanted: Wanted) -> None:
        known = {each.operation for each in self.service.reports.operations(self.district)}
        if not known.issuperset(wanted.operations):
            raise UnknownOperation(field="operations")
        if wanted.staff_id not in examiners_on(self.service.pool, self.district, today()):
            raise NotAnExaminer

    def _execute(self, mandate_id: UUID, command: Command, context: Context) -> Outcome:
        return self.service.store.execute(self.district, MANDATE, mandate_id, command, context)
