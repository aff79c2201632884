"""The desk for estimates and supported entities: ids and texts around their deciders."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.intake import Counted, EntityKind, EstimateMethod
from services.intake.application import Intake
from services.intake.directory import operation_settings
from services.intake.domain.entity import ENTITY, AddEntity, RetractEntity
from services.intake.domain.estimate import ESTIMATE, RecordEstimate, RetractEstimate
from services.intake.domain.operation import OperationRules
from services.intake.queries import known_operation
from services.kernel.deciders import Context
from services.kernel.ids import DistrictIds
from services.kernel.store import Outcome
from services.kernel.times import today
from services.kernel.vault import Entry

BASE: Final = "estimate_base"
NAME: Final = "entity_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEstimate:
    """An estimate as somebody gives it; ``base`` says in words what it rests on."""

    indicator: str
    on: date
    values: Mapping[Counted, int]
    method: EstimateMethod
    base: str


@dataclass(frozen=True, slots=True)
class Added:
    """The id of an entity, and what became of the command."""

    entity_id: UUID
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class FiguresDesk:
    """One operation's estimates and entities. Every command raises OperationUnknown and its decider's refusals."""

    intake: Intake
    district: str
    operation: str

    def record_estimate(self, given: GivenEstimate, context: Context) -> Outcome:
        """Record or replace one."""
        settings = operation_settings(self.intake.pool, self.district, self.operation)
        text = Entry(owner(self._ids), BASE, self._ids.derive(BASE, self.operation, given.base), given.base)
        command = RecordEstimate(
            rules=self._rules(),
            indicator=given.indicator,
            on=given.on,
            values=given.values,
            method=given.method,
            base_id=text.entry_id,
            today=today(),
            settled=frozenset(trait.field for trait in settings.fixed_traits),
        )
        request = (self._ids.derive("estimates", self.operation), command, context)
        return self.intake.desk.execute(self.district, ESTIMATE, request, [text])

    def retract_estimate(self, indicator: str, on: date, context: Context) -> Outcome:
        """Take one back."""
        self._rules()
        command = RetractEstimate(operation=self.operation, indicator=indicator, on=on)
        request = (self._ids.derive("estimates", self.operation), command, context)
        return self.intake.desk.execute(self.district, ESTIMATE, request)

    def add_entity(self, kind: EntityKind, name: str, on: date, context: Context) -> Added:
        """One entity whatever its capitals and blanks: it counts once an operation."""
        entity = self._ids.derive("entity", self.operation, " ".join(name.casefold().split()))
        text = Entry(owner(self._ids), NAME, self._ids.derive(NAME, self.operation, name), name)
        command = AddEntity(
            entity_id=entity, rules=self._rules(), kind=kind, name_id=text.entry_id, on=on, today=today()
        )
        request = (self._ids.derive("entities", self.operation), command, context)
        return Added(entity, self.intake.desk.execute(self.district, ENTITY, request, [text]))

    def retract_entity(self, entity: UUID, context: Context) -> Outcome:
        """Take one back."""
        self._rules()
        command = RetractEntity(entity_id=entity, operation=self.operation)
        request = (self._ids.derive("entities", self.operation), command, context)
        return self.intake.desk.execute(self.district, ENTITY, request)

    @property
    def _ids(self) -> DistrictIds:
        return self.intake.ids(self.district)

    def _rules(self) -> OperationRules:
        return known_operation(self.intake.pool, self.district, self.operation)


def owner(ids: DistrictIds) -> UUID:
    """Texts about an operation belong to no person; the vault keeps them under this id, as it does places."""
    return ids.derive("nobody")
