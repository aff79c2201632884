"""Every command of an event in every state: what happens, or which rule says no."""

from typing import Any, Final, get_args

import pytest

from services.contracts.events import (
    BudgetLine,
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
    PlaceReleased,
    PlaceRequested,
)
from services.events.domain import event
from services.events.domain.attendance import EvaluateEvent, HoldEvent, NotHeld
from services.events.domain.budget import RecordCost, SetBudget
from services.events.domain.event import DECISIONS, EVENT
from services.events.domain.event_partners import DisengagePartner, EngagePartner
from services.events.domain.event_plan import CancelEvent, PlanEvent, WasHeld
from services.events.domain.event_publishing import PublishEvent, UnpublishEvent
from services.events.domain.event_state import EventIsCancelled, EventIsOver, UnknownEvent
from services.events.domain.registration import RegistrationClosed, ReleasePlace, RequestPlace, UnknownRegistration
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.events.calendar.stories import (
    AT,
    CANCELLED,
    COST_ID,
    ENGAGED,
    EVALUATED,
    EVENT_ID,
    FIRST,
    HELD,
    KNOWN,
    PARTNER_ID,
    PLANNED,
    PUBLISHED,
    SECOND,
    TODAY,
    asked,
    details,
)

BOOKED: Final = (PLANNED, ENGAGED, PUBLISHED, asked(FIRST))
STATES: Final[dict[str, tuple[Contract, ...]]] = {
    "unknown": (),
    "planned": (PLANNED,),
    "published": BOOKED,
    "held": (*BOOKED, HELD),
    "evaluated": (*BOOKED, HELD, EVALUATED),
    "cancelled": (*BOOKED, CANCELLED),
}
# What comes of a command in each of these states, in their order; None: nothing, as it was so already.
Outcome = type[Contract] | type[RuleViolation] | None
U, C, O = UnknownEvent, EventIsCancelled, EventIsOver  # noqa: E741 - columns of the table
TABLE: Final[tuple[tuple[Any, tuple[Outcome, ...]], ...]] = (
    (
        PlanEvent(event_id=EVENT_ID, details=details(title="Sommerfest"), known=KNOWN),
        (EventPlanned, EventPlanned, EventPlanned, EventPlanned, EventPlanned, C),
    ),
    (
        CancelEvent(grounds="weather", on=TODAY, today=TODAY),
        (U, EventCancelled, EventCancelled, WasHeld, WasHeld, None),
    ),
    (
        CancelEvent(grounds="recorded_by_mistake", on=TODAY, today=TODAY),
        (U, EventCancelled, EventCancelled, EventCancelled, EventCancelled, None),
    ),
    (
        EngagePartner(partner_id=PARTNER_ID, role="speaker", is_listed=True),
        (U, PartnerEngaged, PartnerEngaged, PartnerEngaged, PartnerEngaged, C),
    ),
    (DisengagePartner(partner_id=PARTNER_ID), (U, None, PartnerDisengaged, PartnerDisengaged, PartnerDisengaged, C)),
    (
        SetBudget(lines=(BudgetLine(purpose="rent", cents=100),)),
        (U, BudgetSet, BudgetSet, BudgetSet, BudgetSet, C),
    ),
    (
        RecordCost(cost_id=COST_ID, purpose="rent", cents=90, on=TODAY, today=TODAY),
        (U, CostRecorded, CostRecorded, CostRecorded, CostRecorded, C),
    ),
    (PublishEvent(at=AT), (U, EventPublished, EventPublished, O, O, C)),
    (UnpublishEvent(), (U, None, EventUnpublished, O, O, C)),
    (
        RequestPlace(registration_id=SECOND, persons=1, at=AT),
        (U, RegistrationClosed, PlaceRequested, O, O, C),
    ),
    (ReleasePlace(registration_id=FIRST), (U, UnknownRegistration, PlaceReleased, O, O, C)),
    (
        HoldEvent(on=TODAY, today=TODAY, attendance=12, counted_by="counted"),
        (U, EventHeld, EventHeld, EventHeld, EventHeld, C),
    ),
    (EvaluateEvent(reached=3, again=False), (U, NotHeld, NotHeld, EventEvaluated, EventEvaluated, C)),
)


def cases() -> list[tuple[str, Any, Outcome]]:
    return [
        (state, command, outcome)
        for command, outcomes in TABLE
        for state, outcome in zip(STATES, outcomes, strict=True)
    ]


def named(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "__name__", type(value).__name__)


@pytest.mark.parametrize(("state", "command", "outcome"), cases(), ids=named)
def test_what_comes_of_a_command_to_an_event(state: str, command: event.Command, outcome: Outcome) -> None:
    known = EVENT.fold(STATES[state])
    if outcome is not None and issubclass(outcome, RuleViolation):
        with pytest.raises(outcome):
            EVENT.decide(command, known)
        return

    decided = EVENT.decide(command, known)

    assert [type(fact) for fact in decided] == ([] if outcome is None else [outcome])
    assert not EVENT.decide(command, EVENT.fold(decided, known)), "the command is not idempotent"


def test_no_command_was_forgotten() -> None:
    assert {type(each) for each, _ in TABLE} == set(get_args(event.Command)) == set(DECISIONS)


def test_the_stage_is_that_of_the_last_thing_that_happened() -> None:
    folded = {name: EVENT.fold(facts) for name, facts in STATES.items() if facts}

    assert {name: each.stage for name, each in folded.items()} == {name: name for name in folded}
