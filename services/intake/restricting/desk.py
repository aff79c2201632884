"""Restricting the processing of a person's data, and lifting it again, for all records of hers."""

from dataclasses import dataclass, replace
from uuid import UUID

from services.contracts.intake import RestrictionGrounds
from services.intake.application import Intake
from services.intake.domain.restriction import RESTRICTION, Command, LiftRestriction, RestrictProcessing
from services.intake.erasing.persons import Linked
from services.intake.restricting.queries import restriction_stream
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.times import today


@dataclass(frozen=True, slots=True)
class RestrictingDesk:
    """One person, by the record by which she was named, with everybody who is one with her."""

    service: Intake
    district: str
    linked: Linked

    def restrict(self, grounds: RestrictionGrounds, context: Context) -> int | None:
        """Said once, of the record by which she was named: that it holds for all follows from the links.

        The position of the fact; None where nothing new was said.
        """
        stream, of = self._named()
        return self._execute(stream, RestrictProcessing(**of, grounds=grounds, on=today()), context)

    def lift(self, context: Context) -> int | None:
        """Wherever it stands among her records. The position of the last fact; None where it stood nowhere."""
        of_cases = {case: LiftRestriction(case_id=case, on=today()) for case in self.linked.cases}
        of_persons = {
            restriction_stream(self._ids, person): LiftRestriction(person_id=person, on=today())
            for person in self.linked.persons
        }
        positions = [self._execute(stream, command, context) for stream, command in {**of_cases, **of_persons}.items()]
        return max((each for each in positions if each is not None), default=None)

    def _named(self) -> tuple[UUID, dict[str, UUID]]:
        """The stream, and whose it is. Nothing stands in a case that nobody opened, as files of contacts name them."""
        case, person = self.linked.own_case, self.linked.named
        if case is not None and self.service.store.log.streams(self.district, [case])[case]:
            return case, {"case_id": case}
        return restriction_stream(self._ids, person), {"person_id": person}

    def _execute(self, stream: UUID, command: Command, context: Context) -> int | None:
        """Each under an id of its own, the same when it comes again: what broke off is completed then."""
        command_id = self._ids.derive("restriction", str(context.command_id), str(stream))
        asked = replace(context, command_id=command_id, causation_id=context.command_id)
        return self.service.desk.execute(self.district, RESTRICTION, (stream, command, asked)).position

    @property
    def _ids(self) -> DistrictIds:
        return self.service.ids(self.district)
