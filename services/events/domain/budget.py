"""The money of an event: what is expected to be spent, who bears it, and what was spent. In cents of a euro."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.events import BudgetLine, BudgetSet, CostRecorded, CostShare
from services.contracts.events.words import CostPurpose
from services.events.domain.days import expect_not_in_future
from services.events.domain.event_state import Event, expect_planned
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBudget:
    """The whole plan of costs and shares; it replaces the one before. No shares: nobody knows yet who pays."""

    lines: tuple[BudgetLine, ...]
    shares: tuple[CostShare, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCost:
    """Money was spent; said again under the same id, it was corrected. 0: it was recorded by mistake."""

    cost_id: UUID
    purpose: CostPurpose
    cents: int
    on: date
    today: date


class SharesDoNotAddUp(RuleViolation):
    title = "Die Anteile ergeben zusammen nicht die Kosten."
    field = "shares"


class SaidTwice(RuleViolation):
    title = "Jeder Zweck und jeder Anteil darf nur einmal genannt werden."
    field = "lines"


def set_budget(command: SetBudget, event: Event) -> Sequence[Contract]:
    plan = expect_planned(event)
    lines = tuple(line for line in command.lines if line.cents)
    shares = tuple(share for share in command.shares if share.cents)
    _expect_once([line.purpose for line in lines], "lines")
    _expect_once([(share.source, share.partner_id) for share in shares], "shares")
    _expect_sum(sum(line.cents for line in lines), shares)
    budget = BudgetSet(event_id=plan.event_id, lines=lines, shares=shares)
    return [] if budget == (event.budget or BudgetSet(event_id=plan.event_id, lines=())) else [budget]


def record_cost(command: RecordCost, event: Event) -> Sequence[Contract]:
    plan = expect_planned(event)
    expect_not_in_future(command.on, command.today)
    cost = CostRecorded(
        event_id=plan.event_id, cost_id=command.cost_id, purpose=command.purpose, cents=command.cents, on=command.on
    )
    return [] if event.costs.get(command.cost_id) == cost else [cost]


def in_words(cents: int) -> str:
    """``123450`` -> ``1.234,50 Euro``."""
    return f"{cents / 100:,.2f} Euro".translate(str.maketrans(",.", ".,"))


def _expect_sum(total: int, shares: Sequence[CostShare]) -> None:
    borne = sum(share.cents for share in shares)
    if not shares or borne == total:
        return
    missing = (
        f"Es fehlen {in_words(total - borne)}." if borne < total else f"Es sind {in_words(borne - total)} zu viel."
    )
    raise SharesDoNotAddUp(f"Die Kosten sind {in_words(total)}, die Anteile {in_words(borne)}. {missing}")


def _expect_once(said: Sequence[object], field: str) -> None:
    if len(set(said)) != len(said):
        raise SaidTwice(field=field)
