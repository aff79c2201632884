"""Under which priority and in which category of region an operation is reported to the Commission.

Neither is published for ThINKA, so both are data of the operation. An operation that nobody classified has no priority
and the usual category.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.contracts.districts import CategoryOfRegion, OperationClassified, OperationOpened
from services.districts.domain.traeger import UnknownOperation
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

PRIORITY_PATTERN: Final = r"^[A-Z0-9][A-Za-z0-9.-]{0,9}$"
priority_pattern: Final = re.compile(PRIORITY_PATTERN)


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifyOperation:
    """Report the operation under this priority and category of region from now on."""

    priority: str
    category_of_region: CategoryOfRegion


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Classification:
    """The operation, None before it is opened, and how it is classified, None before that."""

    opened: OperationOpened | None = None
    classified: OperationClassified | None = None


# --- Decisions: may it happen? ----------------------------------------------


class NotAPriority(RuleViolation):
    title = "Eine Priorität hat bis zu zehn Zeichen: Buchstaben, Ziffern, Punkt und Bindestrich, zum Beispiel P2."
    field = "priority"


def decide(command: ClassifyOperation, state: Classification) -> Sequence[Contract]:
    if state.opened is None:
        raise UnknownOperation
    if not priority_pattern.fullmatch(command.priority):
        raise NotAPriority
    after = OperationClassified(
        operation_id=state.opened.operation_id,
        operation=state.opened.operation,
        priority=command.priority,
        category_of_region=command.category_of_region,
    )
    return [] if after == state.classified else [after]


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: Classification, fact: Contract) -> Classification:
    match fact:
        case OperationOpened():
            return replace(state, opened=fact)
        case OperationClassified():
            return replace(state, classified=fact)
        case _:
            return state


CLASSIFICATION: Final = Decider(initial=Classification(), decide=decide, evolve=evolve)
