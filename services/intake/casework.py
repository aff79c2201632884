"""One case on the desk: its person, ids and texts, for every subject that records in the case's stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from services.intake.access_desk import access_history, restriction_standing
from services.intake.application import Intake
from services.intake.domain.access import fold
from services.intake.domain.case import expect_known
from services.intake.domain.restriction import ProcessingIsRestricted
from services.kernel.deciders import Context, Decider
from services.kernel.mapper import KeyDestroyed
from services.kernel.store import Outcome
from services.kernel.vault import Entry

C = TypeVar("C")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Given:
    """The id of what a command made, and what became of the command."""

    id: UUID
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Casework:
    """A case that is known and whose person is not erased."""

    service: Intake
    district: str
    case_id: UUID
    person: UUID
    operation: str

    def new_id(self, kind: str, context: Context) -> UUID:
        """A command that comes again makes the same thing, not another one."""
        return self.service.ids(self.district).derive(kind, str(self.case_id), str(context.command_id))

    def note(self, field: str, words: str | None) -> Entry | None:
        """A text of the case's person; equal words are one entry."""
        if words is None:
            return None
        entry = self.service.ids(self.district).derive(field, str(self.person), words)
        return Entry(self.person, field, entry, words)

    def text(self, field: str, of: UUID, words: str) -> Entry:
        """What ``of`` says in words."""
        return Entry(self.person, field, of, words)

    def execute(
        self, decider: Decider[C, S], command: C, context: Context, texts: Sequence[Entry | None] = ()
    ) -> Outcome:
        """Decide on the case's stream. Raises the decider's refusals, KeyDestroyed, CommandReused."""
        kept = [text for text in texts if text is not None]
        return self.service.desk.execute(self.district, decider, (self.case_id, command, context), kept)


def casework(service: Intake, district: str, case_id: UUID) -> Casework:
    """The case of somebody whose data may be worked on.

    Raises UnknownCase, KeyDestroyed once its person is erased (not every fact has a sealed block), and
    ProcessingIsRestricted.
    """
    access = fold(access_history(service, district, case_id))
    case, person = access.case, expect_known(access.case)
    if service.ring.destroyed(district, [person]):
        raise KeyDestroyed
    if restriction_standing(service, district, case_id, access) is not None:
        raise ProcessingIsRestricted
    assert case.operation is not None, "every opened case has its operation"
    return Casework(service=service, district=district, case_id=case_id, person=person, operation=case.operation)
