"""Telling events at their desk: those that took place with what was counted, those that lie ahead, those called off."""

from datetime import date, timedelta
from importlib.resources import files
from typing import Final
from uuid import UUID

from demo.commands import Commands
from demo.community.shape import CancelledEvent, ComingEvent, EventPlan, HeldEvent
from demo.neighbourhood import Neighbourhood
from services.contracts.events import AttendanceCount, BudgetLine, CostShare
from services.events.domain.event_plan import EventDetails
from services.events.event_desk import EventDesk, Spent
from services.events.proofs_desk import About, ProofDesk
from services.events.tasks_desk import Errand, TaskDesk
from services.kernel.times import today

PAPER: Final = "data/teilnehmerliste.pdf"  # a form that says it is one, and names nobody


def tell_held(place: Neighbourhood, told: HeldEvent) -> None:
    commands = place.commands(f"event {told.plan.title} {told.on}")
    event_id = _planned(place, commands, told.plan, told.on)
    if event_id is None:
        return
    desk = EventDesk(place.events, place.district)
    if told.money is not None:
        lines = [BudgetLine(purpose=purpose, cents=cents) for purpose, cents in told.money.costs.items()]
        shares = [CostShare(source=source, cents=cents) for source, cents in told.money.shares.items()]
        desk.set_budget(event_id, lines, shares, commands.next())
        for purpose, cents in told.money.costs.items():
            desk.record_cost(event_id, Spent(purpose, cents, told.on), commands.next())
    counts = [
        AttendanceCount(dimension=dimension, key=key, persons=persons)
        for dimension, groups in told.groups.items()
        for key, persons in groups.items()
    ]
    desk.hold_event(event_id, told.on, (told.came, told.counted_by), counts, commands.next())
    if told.reached is not None:
        texts = {"evaluation": told.words}
        desk.evaluate_event(event_id, told.reached, texts, commands.next(), again=told.reached > 1)
    paper = files("demo").joinpath(PAPER).read_bytes()
    for kind in told.papers:
        about = About(of="event", of_id=event_id, kind=kind, on=told.on)
        ProofDesk(place.events, place.district).attach(about, paper, commands.next())


def tell_coming(place: Neighbourhood, told: ComingEvent) -> None:
    """A load that is completed after the day, or much later than the district was opened, leaves it out."""
    on = place.loading.plus(told.ahead)
    if on <= today():
        return
    commands = place.commands(f"coming event {told.plan.title} {told.ahead}")
    event_id = _planned(place, commands, told.plan, on, told.places)
    if event_id is None:
        return
    registers = told.places is not None
    register_until = on - timedelta(days=1) if registers else None
    desk = EventDesk(place.events, place.district)
    desk.publish_event(event_id, commands.next(), registration=registers, register_until=register_until)
    tasks = TaskDesk(place.events, place.district)
    for what, days_before, partner in told.tasks:
        due, partner_id = on - timedelta(days=days_before), place.partners.get(partner or "")
        errand = Errand(what=what, due=due, partner_id=partner_id)
        tasks.set_task("event", event_id, errand, commands.next())


def tell_cancelled(place: Neighbourhood, told: CancelledEvent) -> None:
    commands = place.commands(f"event {told.plan.title} {told.on}")
    event_id = _planned(place, commands, told.plan, told.on)
    if event_id is not None:
        EventDesk(place.events, place.district).cancel_event(event_id, told.grounds, told.said_on, commands.next())


def _planned(
    place: Neighbourhood, commands: Commands, plan: EventPlan, on: date, places: int | None = None
) -> UUID | None:
    """The event with its partners; None where people went on with it."""
    starts, ends = plan.hours
    details = EventDetails(
        title=plan.title,
        kind=plan.kind,
        on=on,
        starts=starts,
        ends=ends,
        operation=plan.operation,
        sozialraeume=tuple(plan.sozialraeume),
        target_groups=tuple(plan.target_groups),
        handlungsfelder=tuple(plan.handlungsfelder),
        capacity=places,
    )
    texts = {"description": plan.description, "place": plan.place}
    desk = EventDesk(place.events, place.district)
    event_id = desk.plan_event(details, texts, commands.next()).id
    if place.is_left_to_people(event_id, commands):
        return None
    for name, role in plan.partners.items():
        context = commands.next()
        if name in place.partners:
            desk.engage_partner(event_id, place.partners[name], role, context)
    return event_id
