"""Estimates of the traits of Annex I, point 1.2: one an indicator and day; all of one operation form one stream.

A later estimate for the same indicator and day replaces the earlier one; equal values say nothing new.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import Counted, EstimateMethod, EstimateRecorded, EstimateRetracted
from services.intake.domain.operation import OperationRules
from services.intake.domain.refusals import InTheFuture, Refusal, refuse
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# The trait that each indicator of point 1.2 counts; where the target group settles it, exact data are needed.
TRAIT_OF: Final[Mapping[str, str]] = {
    "EECO12": "disability",
    "EECO13": "citizenship",
    "EECO14": "foreign_background",
    "EECO15": "minority",
    "EECO16": "housing",
    "EECO17": "rural",
}
ESTIMABLE: Final = tuple(TRAIT_OF)


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEstimate:
    """Record or replace an estimate; ``settled``: traits that the operation's target group fixes."""

    rules: OperationRules
    indicator: str
    on: date
    values: Mapping[Counted, int]
    method: EstimateMethod
    base_id: UUID
    today: date
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractEstimate:
    """Take an estimate back; an earlier one, or the counted value, counts again."""

    operation: str
    indicator: str
    on: date


Command: TypeAlias = RecordEstimate | RetractEstimate


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EstimatesState:
    """The estimates that count, by indicator and day."""

    standing: Mapping[tuple[str, date], EstimateRecorded] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class NotEstimable(Refusal):
    title = "Geschätzt werden dürfen nur die Merkmale nach Anhang I Nummer 1.2 (EECO12 bis EECO17)."
    field = "indicator"


class SettledByTargetGroup(Refusal):
    title = "Dieses Merkmal legt die Zielgruppe des Vorhabens fest; dann sind genaue Angaben nötig, keine Schätzung."
    field = "indicator"


class BeforeOperation(Refusal):
    title = "Der Stichtag liegt vor dem Beginn des Vorhabens."
    field = "on"


class UnknownEstimate(RuleViolation):
    title = "Zu diesem Indikator und Stichtag gibt es keine Schätzung."
    field = "indicator"


def decide(command: Command, state: EstimatesState) -> Sequence[Contract]:
    match command:
        case RecordEstimate():
            return _record(command, state)
        case RetractEstimate():
            return _retract(command, state)
        case _:
            assert_never(command)


def _record(command: RecordEstimate, state: EstimatesState) -> Sequence[Contract]:
    recorded = EstimateRecorded(
        operation=command.rules.operation,
        indicator=command.indicator,
        on=command.on,
        method=command.method,
        base_id=command.base_id,
        female=command.values["female"],
        male=command.values["male"],
        non_binary=command.values["non_binary"],
    )
    if state.standing.get((command.indicator, command.on)) == recorded:
        return []
    refuse(_broken(command))
    return [recorded]


def _broken(command: RecordEstimate) -> Iterator[Refusal]:
    trait = TRAIT_OF.get(command.indicator)
    if trait is None:
        yield NotEstimable()
    if trait in command.settled:
        yield SettledByTargetGroup()
    if command.on > command.today:
        yield InTheFuture(field="on")
    if command.on < command.rules.start:
        yield BeforeOperation(f"{command.rules.start:%d.%m.%Y}")


def _retract(command: RetractEstimate, state: EstimatesState) -> Sequence[Contract]:
    if (command.indicator, command.on) not in state.standing:
        raise UnknownEstimate
    return [EstimateRetracted(operation=command.operation, indicator=command.indicator, on=command.on)]


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: EstimatesState, fact: Contract) -> EstimatesState:
    match fact:
        case EstimateRecorded():
            return EstimatesState({**state.standing, (fact.indicator, fact.on): fact})
        case EstimateRetracted():
            gone = (fact.indicator, fact.on)
            return EstimatesState({key: one for key, one in state.standing.items() if key != gone})
        case _:
            return state


ESTIMATE: Final = Decider(initial=EstimatesState(), decide=decide, evolve=evolve)
