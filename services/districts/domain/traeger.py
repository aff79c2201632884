"""A Träger: a body that carries operations and employs the people who work in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.districts import OperationOpened, TraegerEngaged, TraegerRegistered
from services.contracts.names import expect_name
from services.districts.domain.periods import Period, expect_period
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterTraeger:
    """Let a body work in the district."""

    traeger_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTraeger:
    """It has another name, or it was written wrongly."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngageTraeger:
    """Let it carry an operation; ``opened`` None is an operation that nobody opened."""

    operation: str
    opened: OperationOpened | None
    start: date
    end: date | None = None


Command: TypeAlias = RegisterTraeger | RenameTraeger | EngageTraeger


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Traeger:
    """None is not registered yet; engagements by operation and first day, with the last day."""

    registered: TraegerRegistered | None = None
    engagements: Mapping[tuple[str, date], date | None] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class UnknownTraeger(RuleViolation):
    title = "Diesen Träger gibt es nicht."
    field = "traeger"


class RegisteredOtherwise(RuleViolation):
    title = "Diesen Träger gibt es schon; er heißt inzwischen anders."
    field = "name"


class UnknownOperation(RuleViolation):
    title = "Dieses Vorhaben gibt es nicht."
    field = "operation"


class OutsideOperation(RuleViolation):
    title = "Der Zeitraum liegt nicht im Zeitraum des Vorhabens."
    field = "start"


class EngagedAlready(RuleViolation):
    title = "Der Träger führt dieses Vorhaben in diesem Zeitraum schon durch."
    field = "start"


def expect_registered(traeger: Traeger) -> TraegerRegistered:
    """How it is registered; raises UnknownTraeger."""
    if traeger.registered is None:
        raise UnknownTraeger
    return traeger.registered


def register(command: RegisterTraeger, traeger: Traeger) -> Sequence[Contract]:
    name = expect_name(command.name)
    if traeger.registered is None:
        return [TraegerRegistered(traeger_id=command.traeger_id, name=name)]
    if traeger.registered.name != name:
        raise RegisteredOtherwise
    return []


def rename(command: RenameTraeger, traeger: Traeger) -> Sequence[Contract]:
    known, name = expect_registered(traeger), expect_name(command.name)
    return [] if known.name == name else [TraegerRegistered(traeger_id=known.traeger_id, name=name)]


def engage(command: EngageTraeger, traeger: Traeger) -> Sequence[Contract]:
    """The same first day again corrects the last one."""
    known, period = expect_registered(traeger), expect_period(command.start, command.end)
    if command.opened is None:
        raise UnknownOperation
    if not command.opened.start <= period.start <= (period.end or period.start) <= command.opened.end:
        raise OutsideOperation
    before = (command.operation, period.start)
    if before in traeger.engagements and traeger.engagements[before] == period.end:
        return []
    for (operation, start), end in traeger.engagements.items():
        if (operation, start) != before and operation == command.operation and Period(start, end).overlaps(period):
            raise EngagedAlready
    engaged = TraegerEngaged(
        traeger_id=known.traeger_id, operation=command.operation, start=period.start, end=period.end
    )
    return [engaged]


def decide(command: Command, traeger: Traeger) -> Sequence[Contract]:
    match command:
        case RegisterTraeger():
            return register(command, traeger)
        case RenameTraeger():
            return rename(command, traeger)
        case EngageTraeger():
            return engage(command, traeger)
        case _:
            assert_never(command)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(traeger: Traeger, fact: Contract) -> Traeger:
    match fact:
        case TraegerRegistered():
            return replace(traeger, registered=fact)
        case TraegerEngaged():
            return replace(traeger, engagements={**traeger.engagements, (fact.operation, fact.start): fact.end})
        case _:
            return traeger


TRAEGER: Final = Decider(initial=Traeger(), decide=decide, evolve=evolve)
