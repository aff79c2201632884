"""Restricting the processing of a person's data, and lifting it again: in her cases, or where she has none."""

from collections.abc import Mapping
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
    """All that is stored of one person, whoever she is linked to: each of her cases, and what stands in none."""

    service: Intake
    district: str
    linked: Linked

    def restrict(self, grounds: RestrictionGrounds, context: Context) -> int | None:
        """The position of the last fact; None where nothing new was said."""
        of_cases = {case: RestrictProcessing(case_id=case, grounds=grounds, on=today()) for case in self.linked.cases}
        of_persons = {
            restriction_stream(self._ids, person): RestrictProcessing(person_id=person, grounds=grounds, on=today())
            for person in self.linked.persons
        }
        return self._execute({**of_cases, **of_persons}, context)

    def lift(self, context: Context) -> int | None:
        """The same, of what is lifted."""
        of_cases = {case: LiftRestriction(case_id=case, on=today()) for case in self.linked.cases}
        of_persons = {
            restriction_stream(self._ids, person): LiftRestriction(person_id=person, on=today())
            for person in self.linked.persons
        }
        return self._execute({**of_cases, **of_persons}, context)

    def _execute(self, commands: Mapping[UUID, Command], context: Context) -> int | None:
        """Each under an id of its own, the same when it comes again: what broke off is completed then."""
        positions = []
        for stream, command in commands.items():
            command_id = self._ids.derive("restriction", str(context.command_id), str(stream))
            asked = replace(context, command_id=command_id, causation_id=context.command_id)
            outcome = self.service.desk.execute(self.district, RESTRICTION, (stream, command, asked))
            positions.append(outcome.position)
        return max((each for each in positions if each is not None), default=None)

    @property
    def _ids(self) -> DistrictIds:
        return self.service.ids(self.district)
