"""Supported entities (EECO18, EECO19): each counts once an operation; all of one operation form one stream.

A self-employed person who is supported as a person is a participant (EECO05) and no entity.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import EntityKind, EntityRetracted, EntitySupported
from services.intake.domain.operation import OperationRules
from services.intake.domain.refusals import InTheFuture, Refusal, refuse
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

KINDS: Final[Mapping[EntityKind, str]] = {
    "public_administration": "öffentliche Verwaltung oder öffentlicher Dienst",
    "enterprise": "Unternehmen",
}


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEntity:
    """Record that an entity is supported since ``on``; its id is derived from its name within the operation."""

    entity_id: UUID
    rules: OperationRules
    kind: EntityKind
    name_id: UUID
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractEntity:
    """Take an entity back that was recorded by mistake."""

    entity_id: UUID
    operation: str


Command: TypeAlias = AddEntity | RetractEntity


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EntitiesState:
    """The entities that count, by id."""

    standing: Mapping[UUID, EntitySupported] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class OtherKindRecorded(Refusal):
    title = "Diese Einrichtung ist in diesem Vorhaben schon anders erfasst; sie zählt nur einmal."
    field = "kind"


class OutsideOperation(Refusal):
    title = "Der Tag liegt außerhalb der Laufzeit des Vorhabens."
    field = "on"


class UnknownEntity(RuleViolation):
    title = "Diese Einrichtung ist in diesem Vorhaben nicht erfasst."
    field = "entity_id"


def decide(command: Command, state: EntitiesState) -> Sequence[Contract]:
    match command:
        case AddEntity():
            return _add(command, state)
        case RetractEntity():
            return _retract(command, state)
        case _:
            assert_never(command)


def _add(command: AddEntity, state: EntitiesState) -> Sequence[Contract]:
    """Another day for a known entity corrects it."""
    known = state.standing.get(command.entity_id)
    if known is not None and (known.kind, known.on) == (command.kind, command.on):
        return []
    refuse(_broken(command, known))
    return [
        EntitySupported(
            entity_id=command.entity_id,
            operation=command.rules.operation,
            kind=command.kind,
            name_id=command.name_id,
            on=command.on,
        )
    ]


def _broken(command: AddEntity, known: EntitySupported | None) -> Iterator[Refusal]:
    if known is not None and known.kind != command.kind:
        yield OtherKindRecorded(KINDS[known.kind])
    if command.on > command.today:
        yield InTheFuture(field="on")
    if not command.rules.runs_on(command.on):
        yield OutsideOperation(f"{command.rules.start:%d.%m.%Y} bis {command.rules.end:%d.%m.%Y}")


def _retract(command: RetractEntity, state: EntitiesState) -> Sequence[Contract]:
    if command.entity_id not in state.standing:
        raise UnknownEntity
    return [EntityRetracted(entity_id=command.entity_id, operation=command.operation)]


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: EntitiesState, fact: Contract) -> EntitiesState:
    match fact:
        case EntitySupported():
            return EntitiesState({**state.standing, fact.entity_id: fact})
        case EntityRetracted():
            return EntitiesState({key: one for key, one in state.standing.items() if key != fact.entity_id})
        case _:
            return state


ENTITY: Final = Decider(initial=EntitiesState(), decide=decide, evolve=evolve)
