"""What somebody should look after in the funding of an operation. Pure: the day is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from services.contracts.districts import FundingPlanned
from services.districts.domain.funding_plans import WHOLE
from services.districts.domain.funding_state import Funding
from services.districts.domain.periods import Period
from services.districts.funding_figures import figures, shares_of
from services.districts.funding_staffing import filled_on
from services.districts.funding_wording import COSTS, full_posts, percent, who_pays
from services.districts.funding_wording import DOCUMENTS as DOCUMENT_WORDS
from services.kernel.money import euros
from services.kernel.pages.wording import day as in_german

EXPIRY_DAYS: Final = 60
ONE_DAY: Final = timedelta(days=1)
Kind = Literal[
    "document_expired", "document_expires", "period_unplanned", "plan_outside", "post_unfilled", "share_below",
    "share_above", "cost_overdrawn", "money_unplanned", "milestone_overdue",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """``text`` says in German what is the matter."""

    kind: Kind
    text: str


def notices(funding: Funding, operation: Period, on: date) -> list[Notice]:
    """All of them, the most urgent kinds first; ``operation``: its period."""
    return [
        *_documents(funding, on),
        *_posts(funding, on),
        *_periods(funding, operation),
        *_shares(funding),
        *_money(funding),
        *_milestones(funding, on),
    ]


def _documents(funding: Funding, on: date) -> Iterator[Notice]:
    dated = [(each.expires, each) for each in funding.documents.values() if each.expires is not None]
    for expires, each in sorted(dated, key=lambda pair: (pair[0], pair[1].title)):
        what = f"{DOCUMENT_WORDS[each.kind]} „{each.title}“"
        if expires < on:
            yield Notice("document_expired", f"{what} ist seit dem {in_german(expires)} abgelaufen.")
        elif expires <= on + timedelta(days=EXPIRY_DAYS):
            yield Notice("document_expires", f"{what} läuft am {in_german(expires)} ab.")


def _posts(funding: Funding, on: date) -> Iterator[Notice]:
    for title, planned, filled in filled_on(funding, on):
        if filled < planned:
            told = f"Stelle „{title}“: von {full_posts(planned)} VZÄ sind heute {full_posts(filled)} besetzt."
            yield Notice("post_unfilled", told)


def _periods(funding: Funding, operation: Period) -> Iterator[Notice]:
    """Days of the operation without a plan, and plans for days on which there is no operation."""
    for gap in unplanned(funding, operation):
        told = f"Vom {in_german(gap.start)} bis {in_german(gap.end)} gibt es keinen Finanzierungsplan."
        yield Notice("period_unplanned", told)
    for plan in _in_order(funding):
        if plan.first_day < operation.start or (operation.end is not None and plan.last_day > operation.end):
            told = f"{name_of(plan)} reicht über den Zeitraum des Vorhabens hinaus."
            yield Notice("plan_outside", told)


def unplanned(funding: Funding, operation: Period) -> Iterator[Period]:
    """The stretches of the operation's period that no plan covers; an operation always has a last day."""
    assert operation.end is not None, "an operation ends"
    free = operation.start
    for plan in _in_order(funding):
        if plan.first_day > operation.end:
            break
        if plan.first_day > free:
            yield Period(free, plan.first_day - ONE_DAY)
        free = max(free, plan.last_day + ONE_DAY)
    if free <= operation.end:
        yield Period(free, operation.end)


def _shares(funding: Funding) -> Iterator[Notice]:
    """A share is what was agreed if it lies within a cent of it: no other amount in whole cents comes closer."""
    for plan in _in_order(funding):
        total = sum(share.cents for share in plan.shares)
        for share, part in shares_of(plan):
            if share.agreed_hundredths is None:
                continue
            off = share.cents * WHOLE - share.agreed_hundredths * total
            if abs(off) >= WHOLE:
                more = off > 0
                told = (
                    f"{name_of(plan)}: {who_pays(share)} trägt {percent(part)}. Das sind"
                    f" {euros(abs(off) // WHOLE)} {'mehr' if more else 'weniger'} als die vereinbarten"
                    f" {percent(share.agreed_hundredths)}."
                )
                yield Notice("share_above" if more else "share_below", told)


def _money(funding: Funding) -> Iterator[Notice]:
    for line in figures(funding).costs:
        if line.left < 0:
            yield Notice("cost_overdrawn", f"{COSTS[line.kind]}: {euros(-line.left)} mehr ausgegeben als geplant.")
    periods = [Period(plan.first_day, plan.last_day) for plan in funding.plans.values()]
    outside = sum(
        each.cents for each in funding.expenses.values() if not any(period.includes(each.on) for period in periods)
    )
    if outside:
        yield Notice("money_unplanned", f"{euros(outside)} wurden an Tagen ausgegeben, für die kein Plan gilt.")


def _milestones(funding: Funding, on: date) -> Iterator[Notice]:
    for each in sorted(funding.milestones.values(), key=lambda one: (one.due, one.title)):
        if each.reached is None and each.due < on:
            yield Notice("milestone_overdue", f"Meilenstein „{each.title}“ war am {in_german(each.due)} fällig.")


def name_of(plan: FundingPlanned) -> str:
    """How a plan is called where several are spoken of."""
    period = f"{in_german(plan.first_day)} bis {in_german(plan.last_day)}"
    return f"Plan {period}" if plan.title is None else f"Plan „{plan.title}“ ({period})"


def _in_order(funding: Funding) -> list[FundingPlanned]:
    return sorted(funding.plans.values(), key=lambda plan: plan.first_day)
