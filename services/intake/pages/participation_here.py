"""A participation that a page is about: who may see it, and its values as a form shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import Depends, Path, Request

from services.contracts.intake import EntryTraits, Participation
from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.application import Intake
from services.intake.domain.operation import OperationRules
from services.intake.pages.asking import WriterHere
from services.intake.pages.restricted import mark
from services.intake.participation_file import ParticipationFile, visible_participation
from services.intake.queries import known_operation
from services.intake.restricting.queries import restriction_of
from services.kernel.inputs import OperationInPath
from services.kernel.mapper import KeyDestroyed
from services.kernel.problems import not_found
from services.kernel.requests import Session
from services.kernel.roles import Role

NO_SUCH: Final = "Diese Teilnahme gibt es in diesem Vorhaben nicht."
ON_ENTRY: Final = (
    "sozialraum",
    "entry_date",
    "gender",
    "birth_date",
    "employment",
    "unemployed_since",
    "in_education",
    "isced",
    "disability",
    "foreign_background",
    "minority",
    "citizenship",
    "housing",
    "residence_ags",
)


@dataclass(frozen=True, slots=True)
class At:
    """The participation, and who asks; ``restricted``: nobody works on it."""

    request: Request
    service: Intake
    asking: Session
    rules: OperationRules
    file: ParticipationFile
    restricted: bool

    @property
    def values(self) -> Participation:
        return self.file.values

    @property
    def address(self) -> str:
        """Of its page: ids only."""
        return f"/teilnahmen/{self.values.operation}/{self.values.participation_id}"

    @property
    def key(self) -> dict[str, Any]:
        """What every row of a participation names. Raises KeyDestroyed once the person is erased."""
        if self.file.participant_no is None:
            raise KeyDestroyed
        known = {"sozialraum": self.values.sozialraum, "entry_date": str(self.values.entry_date)}
        return {"participant_no": self.file.participant_no, **known}


def participation_here(
    operation: OperationInPath,
    participation: Annotated[UUID, Path(title="Teilnahme")],
    request: Request,
    asking: WriterHere,
    service: Service,
) -> At:
    """Raises a Problem (404) where there is none, or none that the asker may see; a Fachkraft's look is recorded."""
    desk = access_desk(service, asking)
    found = visible_participation(desk, operation, participation)
    if found is None:
        raise not_found(NO_SUCH)
    if found.case_id is not None and asking.caller.role == Role.FACHKRAFT and request.method == "GET":
        desk.record_read_of(found.case_id, request.state.correlation_id)
    person = found.values.person_id
    standing = restriction_of(service.pool, asking.district, person)
    mark(request, standing)
    rules = known_operation(service.pool, asking.district, operation)
    return At(request, service, asking, rules, found, standing is not None)


ParticipationHere = Annotated[At, Depends(participation_here)]


def as_typed(values: Participation) -> Mapping[str, str]:
    """Entry values as a form shows them; what is unknown or erased is empty."""
    traits = values.traits if isinstance(values.traits, EntryTraits) else EntryTraits()
    found = {name: getattr(values if hasattr(values, name) else traits, name) for name in ON_ENTRY}
    return {name: "" if value is None else str(value) for name, value in found.items()}
