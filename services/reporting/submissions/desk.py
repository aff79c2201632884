"""The desk for submissions: making, approving, returning, withdrawing. Ids are made of the command's."""

from dataclasses import dataclass
from uuid import UUID

from services.contracts.reporting import ReturnGround, SubmissionCreated
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.reporting.application import Reporting
from services.reporting.domain.submission import (
    SUBMISSION,
    ApproveSubmission,
    CreateSubmission,
    Decision,
    Replaced,
    ReturnSubmission,
    WithdrawSubmission,
    expect_created,
)
from services.reporting.knowledge import reading
from services.reporting.reports import Heads
from services.reporting.submissions.decisions import deciding
from services.reporting.submissions.making import Wanted, made


@dataclass(frozen=True, slots=True)
class Created:
    """A submission as it is stored, and where."""

    made: SubmissionCreated
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class SubmissionDesk:
    """One district's submissions; every command raises the refusals of ``domain.submission``.

    ``heads``: where the sources are now. What is decided on has arrived, or NotArrived is raised.
    """

    service: Reporting
    district: str
    heads: Heads

    def create(self, wanted: Wanted, context: Context) -> Created:
        """Raises UnknownOperation, NotArrived."""
        submission_id = self.service.ids(self.district).derive("submission", str(context.command_id))
        self.service.reports.arrived(self.district, self.heads)
        with reading(self.service.pool, self.district) as conn:
            fact = made(conn, self.district, self.service.secrets, submission_id, wanted)
        command = CreateSubmission(made=fact, replaced=self._replaced(wanted.replaces))
        outcome = self.service.store.execute(self.district, SUBMISSION, submission_id, command, context)
        return Created(self._made(submission_id), outcome)

    def approve(self, of: UUID, context: Context) -> Outcome:
        """By another person than who made it. Raises NotArrived."""
        self.service.reports.arrived(self.district, self.heads)
        return self._decide(
            ApproveSubmission(made=self._made(of), approver=context.actor, maker=self._maker(of)), context
        )

    def send_back(self, of: UUID, ground: ReturnGround, context: Context) -> Outcome:
        return self._decide(ReturnSubmission(made=self._made(of), ground=ground), context)

    def withdraw(self, of: UUID, context: Context) -> Outcome:
        return self._decide(WithdrawSubmission(made=self._made(of)), context)

    def _made(self, of: UUID) -> SubmissionCreated:
        """Raises UnknownSubmission."""
        return expect_created(self.service.state(self.district, SUBMISSION, of))

    def _replaced(self, of: UUID | None) -> Replaced | None:
        """None: nothing is to be replaced, or what is named was never made here."""
        named = None if of is None else self.service.state(self.district, SUBMISSION, of).created
        if named is None:
            return None
        stream, decider = deciding(self.service, self.district, named)
        standing = self.service.state(self.district, decider, stream).in_force
        return Replaced(created=named, in_force=standing == named.submission_id)

    def _maker(self, of: UUID) -> str:
        """Who made it: the actor of the stream's first fact."""
        return self.service.store.log.streams(self.district, [of])[of][0].actor

    def _decide(self, command: Decision, context: Context) -> Outcome:
        stream, decider = deciding(self.service, self.district, command.made)
        return self.service.store.execute(self.district, decider, stream, command, context)
