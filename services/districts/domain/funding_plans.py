"""Plans of money: who pays what for which costs, period by period, as granted."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.districts import CostPlan, FundingPlanned, FundingShare, OperationOpened
from services.contracts.names import expect_name
from services.districts.domain.funding_state import Funding, expect_opened
from services.districts.domain.periods import EndsBeforeStart, Period
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from services.kernel.money import euros

WHOLE: Final = 10_000  # 100 percent in hundredths of a percent
MOST_SHARES: Final = 6  # as many as the form of a plan has lines

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFunding:
    """Plan a period, or amend its plan; ``opened`` None is an operation that nobody opened."""

    plan_id: UUID
    opened: OperationOpened | None
    first_day: date
    last_day: date
    shares: tuple[FundingShare, ...]
    costs: tuple[CostPlan, ...]
    title: str | None = None


# --- Decisions: may it happen? ----------------------------------------------


class NothingPlanned(RuleViolation):
    title = "Ein Finanzierungsplan braucht mindestens einen Mittelgeber und eine Kostenart."
    field = "shares"


class SharesDoNotCoverCosts(RuleViolation):
    """No single field is at fault: the detail says both sums."""

    title = "Finanzierung und Kosten ergeben nicht dieselbe Summe."


class ShareTwice(RuleViolation):
    title = "Ein Mittelgeber steht zweimal im Plan. Bitte die Beträge zusammenfassen oder angeben, wer zahlt."
    field = "shares"


class TooManyShares(RuleViolation):
    title = f"Ein Finanzierungsplan hat höchstens {MOST_SHARES} Mittelgeber. Bitte kleine Beträge zusammenfassen."
    field = "shares"


class CostTwice(RuleViolation):
    title = "Eine Kostenart steht zweimal im Plan."
    field = "costs"


class PercentsNotWhole(RuleViolation):
    title = "Die vereinbarten Anteile ergeben zusammen nicht 100 Prozent."
    field = "shares"


class PlansOverlap(RuleViolation):
    title = "Für diesen Zeitraum gibt es schon einen Finanzierungsplan."
    field = "first_day"


def plan(command: PlanFunding, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    _check_period(command, funding)
    _check_money(command)
    planned = FundingPlanned(
        operation_id=opened.operation_id,
        operation=opened.operation,
        plan_id=command.plan_id,
        first_day=command.first_day,
        last_day=command.last_day,
        shares=command.shares,
        costs=command.costs,
        title=None if command.title is None else expect_name(command.title),
    )
    return [] if funding.plans.get(command.plan_id) == planned else [planned]


def _check_period(command: PlanFunding, funding: Funding) -> None:
    if command.last_day < command.first_day:
        raise EndsBeforeStart(field="last_day")
    period = Period(command.first_day, command.last_day)
    for other in funding.plans.values():
        if other.plan_id != command.plan_id and period.overlaps(Period(other.first_day, other.last_day)):
            raise PlansOverlap


def _check_money(command: PlanFunding) -> None:
    if not command.shares or not command.costs:
        raise NothingPlanned
    if len(command.shares) > MOST_SHARES:
        raise TooManyShares
    if _repeated((share.source, share.payer) for share in command.shares):
        raise ShareTwice
    if _repeated(cost.kind for cost in command.costs):
        raise CostTwice
    paid, spent = sum(share.cents for share in command.shares), sum(cost.cents for cost in command.costs)
    if paid != spent:
        told = f"Die Finanzierung ergibt {euros(paid)}, die Kosten ergeben {euros(spent)}. Beides muss gleich sein."
        raise SharesDoNotCoverCosts(told)
    agreed = [share.agreed_hundredths for share in command.shares if share.agreed_hundredths is not None]
    if len(agreed) == len(command.shares) and sum(agreed) != WHOLE:
        raise PercentsNotWhole


def _repeated(keys: Iterable[Hashable]) -> bool:
    return any(times > 1 for times in Counter(keys).values())
