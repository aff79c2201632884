"""Linking a case with an ESF participation on the desk: the participation looked up by its number, then decided.

That no other case holds the participation is read from a projection, a moment behind the log: two cases that link it
within that moment both have it, until one of them takes its edge away.
"""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from services.intake.application import Intake
from services.intake.casework import Given, casework
from services.intake.domain.participant_link import LINK, LinkParticipation, UnlinkParticipation, lacks_notice
from services.intake.domain.restriction import ProcessingIsRestricted
from services.intake.duplicates.queries import together
from services.intake.identity_reading import known_person
from services.intake.participation_file import case_of
from services.intake.restricting.queries import restricted_persons
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import today

NOTICE_MISSING: Final = "Der Empfang des Merkblatts ist noch nicht erfasst."


@dataclass(frozen=True, slots=True)
class Linked:
    """The participation, what became of the command, and what is still owed."""

    given: Given
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinksDesk:
    """One case's participations. Raises UnknownCase, ProcessingIsRestricted and the decider's refusals."""

    service: Intake
    district: str
    case_id: UUID

    def link(self, operation: str, participant_no: str, context: Context) -> Linked:
        """The person of the case is that participant. Raises KeyDestroyed."""
        case = casework(self.service, self.district, self.case_id)
        command = self._command(operation, participant_no)
        outcome = case.execute(LINK, command, context)
        return Linked(Given(command.participation_id, outcome), self._warnings())

    def expect_linkable(self, operation: str, participant_no: str) -> None:
        """Raises what :meth:`link` would, were the participation there already: before it is entered for a case."""
        command = replace(self._command(operation, participant_no), known=True)
        LINK.decide(command, LINK.fold(self.service.store.load(self.district, [self.case_id])[self.case_id]))

    def _command(self, operation: str, participant_no: str) -> LinkParticipation:
        ids = self.service.ids(self.district)
        participation = ids.derive("participation", operation, participant_no)
        participant = ids.derive("person", operation, participant_no)
        pool = self.service.pool
        if restricted_persons(pool, self.district, [participant]):
            raise ProcessingIsRestricted
        return LinkParticipation(
            case_id=self.case_id,
            participation_id=participation,
            participant_id=participant,
            operation=operation,
            today=today(),
            known=bool(self.service.store.log.streams(self.district, [participation])[participation]),
            held_by=case_of(self.service, self.district, participation),
            erased=bool(self.service.ring.destroyed(self.district, together(pool, self.district, [participant]))),
        )

    def unlink(self, participation: UUID, context: Context) -> Outcome:
        """The edge was wrong."""
        command = UnlinkParticipation(case_id=self.case_id, participation_id=participation)
        return self.service.desk.execute(self.district, LINK, (self.case_id, command, context))

    def _warnings(self) -> tuple[str, ...]:
        ledger = known_person(self.service, self.district, self.case_id).person.ledger
        return (NOTICE_MISSING,) if lacks_notice(ledger) else ()
