"""The desk for events: ids and words around their decider. Registrations: ``registrations_desk``."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events import AttendanceCount, BudgetLine, CostShare
from services.contracts.events.words import Cancelled, CostPurpose, CountedBy, PartnerRole
from services.events.application import Events
from services.events.domain.attendance import EvaluateEvent, HoldEvent
from services.events.domain.budget import RecordCost, SetBudget
from services.events.domain.event import EVENT, Command
from services.events.domain.event_partners import DisengagePartner, EngagePartner
from services.events.domain.event_plan import CancelEvent, EventDetails, PlanEvent
from services.events.domain.event_publishing import PublishEvent, UnpublishEvent
from services.events.domain.event_state import Event, expect_planned
from services.events.following import following
from services.events.known import listed_partners
from services.events.known_places import known_places
from services.events.made import Made
from services.events.texts import Texts, texts_kept
from services.kernel.deciders import Context
from services.kernel.store import Outcome
from services.kernel.times import BERLIN, now, today
from services.kernel.vault import Entry

EVENT_FIELDS: Final = ("description", "place")
EVALUATION_FIELDS: Final = ("evaluation",)


@dataclass(frozen=True, slots=True)
class Spent:
    """Money that was spent, in cents."""

    purpose: CostPurpose
    cents: int
    on: date


@dataclass(frozen=True, slots=True)
class EventDesk:
    """One district's events. Every command raises the refusals of ``domain.event``.

    ``texts``: field (``EVENT_FIELDS``, ``EVALUATION_FIELDS``) -> words; they replace those before, all of them.
    """

    events: Events
    district: str

    def plan_event(self, details: EventDetails, texts: Texts, context: Context, series_id: UUID | None = None) -> Made:
        event_id = self.events.ids(self.district).derive("event", str(context.command_id))
        return Made(event_id, self._plan(event_id, details, texts, context, series_id))

    def correct_event(self, event_id: UUID, details: EventDetails, texts: Texts, context: Context) -> Outcome:
        """Another plan, or another day. Raises UnknownEvent, EventIsCancelled."""
        expect_planned(self.event(event_id))
        return self._plan(event_id, details, texts, context, None)

    def plan_series(self, event_id: UUID, days: Sequence[date], texts: Texts, context: Context) -> list[Made]:
        """The same once more on each of these days, as dates of one group offer; raises what planning raises.

        Every day is a command of its own, derived from this one: said again, nothing is planned twice.
        """
        model = expect_planned(self.event(event_id))
        series_id = model.series_id or self.events.ids(self.district).derive("series", str(event_id))
        details = EventDetails(
            title=model.title,
            kind=model.kind,
            on=model.on,
            starts=model.starts,
            ends=model.ends,
            operation=model.operation,
            sozialraeume=model.sozialraeume,
            target_groups=model.target_groups,
            handlungsfelder=model.handlungsfelder,
            capacity=model.capacity,
        )
        ids = self.events.ids(self.district)
        return [
            self.plan_event(replace(details, on=day), texts, following(ids, context, day.isoformat()), series_id)
            for day in days
        ]

    def cancel_event(self, event_id: UUID, grounds: Cancelled, on: date, context: Context) -> Outcome:
        return self._execute(event_id, CancelEvent(grounds=grounds, on=on, today=today()), context)

    def engage_partner(self, event_id: UUID, partner_id: UUID, role: PartnerRole, context: Context) -> Outcome:
        is_listed = partner_id in listed_partners(self.events.pool, self.district, today())
        command = EngagePartner(partner_id=partner_id, role=role, is_listed=is_listed)
        return self._execute(event_id, command, context)

    def disengage_partner(self, event_id: UUID, partner_id: UUID, context: Context) -> Outcome:
        return self._execute(event_id, DisengagePartner(partner_id=partner_id), context)

    def set_budget(
        self, event_id: UUID, lines: Sequence[BudgetLine], shares: Sequence[CostShare], context: Context
    ) -> Outcome:
        return self._execute(event_id, SetBudget(lines=tuple(lines), shares=tuple(shares)), context)

    def record_cost(self, event_id: UUID, spent: Spent, context: Context, cost_id: UUID | None = None) -> Made:
        """A new cost, or the one of that id corrected."""
        kept = cost_id or self.events.ids(self.district).derive("event-cost", str(context.command_id))
        command = RecordCost(cost_id=kept, purpose=spent.purpose, cents=spent.cents, on=spent.on, today=today())
        return Made(kept, self._execute(event_id, command, context))

    def publish_event(
        self, event_id: UUID, context: Context, *, registration: bool, register_until: date | None
    ) -> Outcome:
        at = now().astimezone(BERLIN)
        command = PublishEvent(at=at, registration=registration, register_until=register_until)
        return self._execute(event_id, command, context)

    def unpublish_event(self, event_id: UUID, context: Context) -> Outcome:
        return self._execute(event_id, UnpublishEvent(), context)

    def hold_event(
        self,
        event_id: UUID,
        on: date,
        attendance: tuple[int, CountedBy],
        counts: Sequence[AttendanceCount],
        context: Context,
    ) -> Outcome:
        """``attendance``: how many came, and how that is known."""
        came, counted_by = attendance
        command = HoldEvent(on=on, today=today(), attendance=came, counted_by=counted_by, counts=tuple(counts))
        return self._execute(event_id, command, context)

    def evaluate_event(self, event_id: UUID, reached: int, texts: Texts, context: Context, *, again: bool) -> Outcome:
        details_id, words = texts_kept(self.events, self.district, event_id, texts)
        command = EvaluateEvent(reached=reached, again=again, details_id=details_id)
        return self._execute(event_id, command, context, words)

    def event(self, event_id: UUID) -> Event:
        """What the log says of it now."""
        return self.events.state(self.district, EVENT, event_id)

    def _plan(
        self, event_id: UUID, details: EventDetails, texts: Texts, context: Context, series_id: UUID | None
    ) -> Outcome:
        details_id, words = texts_kept(self.events, self.district, event_id, texts)
        known = known_places(self.events, self.district)
        kept = replace(details, details_id=details_id)
        command = PlanEvent(event_id=event_id, details=kept, known=known, series_id=series_id)
        return self._execute(event_id, command, context, words)

    def _execute(self, event_id: UUID, command: Command, context: Context, words: Sequence[Entry] = ()) -> Outcome:
        return self.events.desk.execute(self.district, EVENT, (event_id, command, context), words)
