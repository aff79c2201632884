"""An operation (Vorhaben): opened once, with a period and the rules of an indicator catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.catalogues import Release, newest_release
from services.contracts.districts import CatalogueReleased, OperationOpened
from services.districts.domain.keys import KeyMalformed, is_key
from services.districts.domain.objectives import is_objective
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOperation:
    """Open an operation under the newest released version of a catalogue."""

    operation_id: UUID
    operation: str
    name: str
    start: date
    end: date
    catalogue: str = "esf-plus-2021-2027"
    specific_objective: str = "ESO4.8"


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Operation:
    """How the operation was opened, None before, and the catalogue versions released to it."""

    opened: OperationOpened | None = None
    versions: frozenset[int] = frozenset()


# --- Decisions: may it happen? ----------------------------------------------


class NameMissing(RuleViolation):
    title = "Ein Vorhaben braucht einen Namen."
    field = "name"


class EndsBeforeStart(RuleViolation):
    title = "Das Vorhaben endet vor seinem Beginn."
    field = "end"


class UnknownCatalogue(RuleViolation):
    title = "Diesen Indikatorenkatalog gibt es nicht."
    field = "catalogue"


class UnknownObjective(RuleViolation):
    title = "Ein spezifisches Ziel heißt ESO4.1 bis ESO4.13, im ESF 2014-2020 eine Investitionspriorität 8i bis 11ii."
    field = "specific_objective"


class OpenedOtherwise(RuleViolation):
    title = "Dieses Vorhaben gibt es schon mit anderen Angaben."
    field = "operation"


def decide(command: OpenOperation, operation: Operation) -> Sequence[Contract]:
    opening = _opening(command)
    if operation.opened is None:
        return [opening, _release(command, _checked(command))]
    if operation.opened != opening:
        raise OpenedOtherwise
    return []


def _checked(command: OpenOperation) -> Release:
    if not is_key(command.operation):
        raise KeyMalformed
    if not command.name.strip():
        raise NameMissing
    if command.end < command.start:
        raise EndsBeforeStart
    release = newest_release(command.catalogue)
    if release is None:
        raise UnknownCatalogue
    if not is_objective(command.catalogue, command.specific_objective):
        raise UnknownObjective
    return release


def _opening(command: OpenOperation) -> OperationOpened:
    return OperationOpened(
        operation_id=command.operation_id,
        operation=command.operation,
        name=command.name,
        start=command.start,
        end=command.end,
        catalogue=command.catalogue,
        specific_objective=command.specific_objective,
    )


def _release(command: OpenOperation, release: Release) -> CatalogueReleased:
    return CatalogueReleased(
        operation_id=command.operation_id,
        operation=command.operation,
        catalogue=release.catalogue,
        catalogue_version=release.version,
        long_term_months=release.long_term_months,
        exit_days=release.exit_days,
        followup_from_months=release.followup_from_months,
        followup_to_months=release.followup_to_months,
    )


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(operation: Operation, fact: Contract) -> Operation:
    match fact:
        case OperationOpened():
            return replace(operation, opened=fact)
        case CatalogueReleased():
            return replace(operation, versions=operation.versions | {fact.catalogue_version})
        case _:
            return operation


OPERATION: Final = Decider(initial=Operation(), decide=decide, evolve=evolve)
