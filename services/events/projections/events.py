"""What is in the calendar, and how far has each event come? One row a fact that counts."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

import msgspec

from services.contracts.events import (
    BudgetSet,
    CostRecorded,
    EventCancelled,
    EventEvaluated,
    EventHeld,
    EventPlanned,
    EventPublished,
    EventUnpublished,
    PartnerDisengaged,
    PartnerEngaged,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

EVENTS = Table(
    "events",
    "event",
    (
        "title",
        "kind",
        "on_day",
        "until",
        "starts",
        "ends",
        "operation",
        "sozialraeume",
        "target_groups",
        "handlungsfelder",
        "capacity",
        "series",
        "details",
        "changed",
        "changed_at",
    ),
    versioned=False,
)
PUBLICATIONS = Table("event_publications", "event", ("registration", "register_until"), versioned=False)
ATTENDANCES = Table("event_attendances", "event", ("on_day", "attendance", "counted_by", "counts"), versioned=False)
EVALUATIONS = Table("event_evaluations", "event", ("reached", "again", "details"), versioned=False)
CANCELLATIONS = Table("event_cancellations", "event", ("grounds", "on_day"), versioned=False)
PARTNERS = Table("event_partners", "engagement", ("event", "partner", "role"), key_type="text", versioned=False)
BUDGETS = Table("event_budgets", "event", ("lines", "shares"), versioned=False)
COSTS = Table("event_costs", "cost", ("event", "purpose", "cents", "on_day"), versioned=False)

Fact: TypeAlias = (
    EventPlanned
    | EventPublished
    | EventUnpublished
    | EventHeld
    | EventEvaluated
    | EventCancelled
    | PartnerEngaged
    | PartnerDisengaged
    | BudgetSet
    | CostRecorded
)


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    return [_change(recorded, recorded.fact)]


def _change(recorded: Recorded[Fact], fact: Fact) -> Change:  # noqa: C901, PLR0911 - one line a fact
    event = fact.event_id
    match fact:
        case EventPlanned():
            return Put(EVENTS, event, (*_plan(fact), recorded.sequence, recorded.time))
        case EventPublished():
            return Put(PUBLICATIONS, event, (fact.registration, fact.register_until))
        case EventUnpublished():
            return Drop(PUBLICATIONS, event)
        case EventHeld():
            return Put(ATTENDANCES, event, (fact.on, fact.attendance, fact.counted_by, as_json(fact.counts)))
        case EventEvaluated():
            return Put(EVALUATIONS, event, (fact.reached, fact.again, fact.details_id))
        case EventCancelled():
            return Put(CANCELLATIONS, event, (fact.grounds, fact.on))
        case PartnerEngaged():
            return Put(PARTNERS, _engagement(fact), (event, fact.partner_id, fact.role))
        case PartnerDisengaged():
            return Drop(PARTNERS, _engagement(fact))
        case BudgetSet():
            return Put(BUDGETS, event, (as_json(fact.lines), as_json(fact.shares)))
        case CostRecorded():
            return Put(COSTS, fact.cost_id, (event, fact.purpose, fact.cents, fact.on))
        case _:
            assert_never(fact)


def as_json(items: tuple[object, ...]) -> str:
    """They are read as a whole, so they stay JSON."""
    return msgspec.json.encode(items).decode()


def _engagement(fact: PartnerEngaged | PartnerDisengaged) -> str:
    return f"{fact.event_id}:{fact.partner_id}"


def _plan(fact: EventPlanned) -> tuple[object, ...]:
    when = (fact.on, fact.until, fact.starts, fact.ends)
    lists = (list(fact.sozialraeume), list(fact.target_groups), list(fact.handlungsfelder))
    return (fact.title, fact.kind, *when, fact.operation, *lists, fact.capacity, fact.series_id, fact.details_id)


events = Projection(
    "events",
    version=1,
    tables=(EVENTS, PUBLICATIONS, ATTENDANCES, EVALUATIONS, CANCELLATIONS, PARTNERS, BUDGETS, COSTS),
    reads=(
        EventPlanned,
        EventPublished,
        EventUnpublished,
        EventHeld,
        EventEvaluated,
        EventCancelled,
        PartnerEngaged,
        PartnerDisengaged,
        BudgetSet,
        CostRecorded,
    ),
    fold=keep,
)
