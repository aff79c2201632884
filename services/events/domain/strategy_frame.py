"""The frame of a strategy: drafted, corrected, adopted by a council."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias
from uuid import UUID

from services.contracts.events import FieldWording, StrategyAdopted, StrategyDrafted
from services.contracts.names import expect_name
from services.contracts.vocabularies import handlungsfelder
from services.events.domain.days import expect_in_order, expect_not_in_future
from services.events.domain.strategy_state import Strategy, expect_drafted
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyDetails:
    """``handlungsfelder``: keys of the common list, in the strategy's order; ``wordings``: what it calls some."""

    title: str
    first_day: date
    last_day: date
    handlungsfelder: tuple[str, ...]
    wordings: Mapping[str, str] = field(default_factory=dict)
    operation: str | None = None
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStrategy:
    """A new strategy."""

    strategy_id: UUID
    details: StrategyDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectStrategy:
    """Another frame; goals and measures stay."""

    details: StrategyDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptStrategy:
    """The council decided on it; said again, day or resolution are corrected."""

    on: date
    today: date
    resolution_id: UUID | None = None


Command: TypeAlias = DraftStrategy | CorrectStrategy | AdoptStrategy


# --- Decisions: may it happen? ----------------------------------------------


class StrategyDraftedOtherwise(RuleViolation):
    title = "Diese Strategie gibt es schon, mit anderen Angaben. Bitte dort berichtigen."


class NoHandlungsfeld(RuleViolation):
    title = "Eine Strategie hat mindestens ein Handlungsfeld."
    field = "handlungsfelder"


class HandlungsfeldTwice(RuleViolation):
    title = "Ein Handlungsfeld steht zweimal in der Liste."
    field = "handlungsfelder"


class UnknownHandlungsfeld(RuleViolation):
    title = "Dieses Handlungsfeld gibt es nicht."
    field = "handlungsfelder"


class HandlungsfeldHasGoals(RuleViolation):
    title = "Zu einem Handlungsfeld, das in der Liste fehlt, gibt es noch Leitziele. Bitte zuerst die Leitziele ändern."
    field = "handlungsfelder"


def draft(command: DraftStrategy, strategy: Strategy) -> Sequence[Contract]:
    drafted = _drafted(command.strategy_id, command.details)
    if strategy.drafted is None:
        return [drafted]
    if strategy.drafted != drafted:
        raise StrategyDraftedOtherwise
    return []


def correct(command: CorrectStrategy, strategy: Strategy) -> Sequence[Contract]:
    known = expect_drafted(strategy)
    corrected = _drafted(known.strategy_id, command.details)
    if any(goal.handlungsfeld not in corrected.handlungsfelder for goal in strategy.goals.values()):
        raise HandlungsfeldHasGoals
    return [] if known == corrected else [corrected]


def adopt(command: AdoptStrategy, strategy: Strategy) -> Sequence[Contract]:
    known = expect_drafted(strategy)
    expect_not_in_future(command.on, command.today)
    adopted = StrategyAdopted(strategy_id=known.strategy_id, on=command.on, resolution_id=command.resolution_id)
    return [] if strategy.adopted == adopted else [adopted]


def _drafted(strategy_id: UUID, details: StrategyDetails) -> StrategyDrafted:
    expect_in_order(details.first_day, details.last_day, field="last_day")
    _expect_handlungsfelder(details)
    return StrategyDrafted(
        strategy_id=strategy_id,
        title=expect_name(details.title),
        first_day=details.first_day,
        last_day=details.last_day,
        handlungsfelder=details.handlungsfelder,
        wordings=_wordings(details),
        operation=details.operation,
        details_id=details.details_id,
    )


def _expect_handlungsfelder(details: StrategyDetails) -> None:
    keys = details.handlungsfelder
    if not keys:
        raise NoHandlungsfeld
    if len(set(keys)) != len(keys):
        raise HandlungsfeldTwice
    if any(key not in handlungsfelder() for key in keys) or not details.wordings.keys() <= set(keys):
        raise UnknownHandlungsfeld


def _wordings(details: StrategyDetails) -> tuple[FieldWording, ...]:
    """In the strategy's order, only those that say something else than the common list."""
    said = {key: details.wordings.get(key, "").strip() for key in details.handlungsfelder}
    return tuple(
        FieldWording(handlungsfeld=key, wording=words)
        for key, words in said.items()
        if words and words != handlungsfelder()[key]
    )
