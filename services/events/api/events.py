"""Community events over HTTP: planned, published, held, evaluated, cancelled; and everything known of them."""

from datetime import date, time
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.events import AttendanceCount, BudgetLine, CostShare
from services.contracts.events.words import (
    AttendanceDimension,
    Cancelled,
    CostPurpose,
    CountedBy,
    PartnerRole,
    ShareSource,
)
from services.contracts.vocabularies import event_kinds
from services.events.api.asking import COMMAND, Asked, NothingIn, Reader, Service, Writer
from services.events.api.fields import (
    ID,
    Handlungsfeld,
    Line,
    Made,
    Name,
    Operation,
    Sozialraum,
    TargetGroup,
    Text,
    one_of,
    said,
)
from services.events.calendar_queries import CalendarAsked, CalendarEntry, calendar
from services.events.domain.event_plan import EventDetails
from services.events.domain.event_state import Stage, UnknownEvent
from services.events.event_costs import cost_rows, share_rows
from services.events.event_desk import EventDesk, Spent
from services.events.event_queries import event_file, event_words
from services.events.event_series import Rhythm, days_of
from services.kernel.inputs import FIRST_DAY, LAST_DAY, Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/events")

EventInPath = Annotated[UUID, Path(title="Veranstaltung", examples=[ID])]
EventKind = Annotated[str, one_of(event_kinds), Field(examples=["stadtteilfest"])]
Cents = Annotated[int, Field(ge=0, le=10**10, examples=[12500])]
Persons = Annotated[int, Field(ge=0, le=1_000_000, examples=[120])]


class EventIn(BaseModel):
    """The plan of an event; what is not sent is not kept."""

    model_config = ConfigDict(extra="forbid", title="Veranstaltung")

    title: Name = Field(title="Titel", examples=["Stadtteilfest am Anger"])
    kind: EventKind = Field(title="Veranstaltungsart")
    on: Day = Field(title="Am")
    until: Day | None = Field(default=None, title="Bis; ohne Angabe ein Tag")
    starts: time | None = Field(default=None, title="Beginn", examples=["14:00"])
    ends: time | None = Field(default=None, title="Ende", examples=["18:00"])
    operation: Operation | None = Field(default=None, title="Vorhaben")
    sozialraeume: list[Sozialraum] = Field(default=[], title="Sozialräume; keiner: der ganze Landkreis", max_length=50)
    target_groups: list[TargetGroup] = Field(default=[], title="Zielgruppen", max_length=50)
    handlungsfelder: list[Handlungsfeld] = Field(default=[], title="Handlungsfelder", max_length=50)
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None = Field(default=None, title="Plätze")
    place: Line | None = Field(default=None, title="Ort", examples=["Bürgerhaus, Anger 1"])
    description: Text | None = Field(default=None, title="Beschreibung")

    @property
    def details(self) -> EventDetails:
        return EventDetails(
            title=self.title,
            kind=self.kind,
            on=self.on,
            until=self.until,
            starts=None if self.starts is None else self.starts.replace(second=0, microsecond=0, tzinfo=None),
            ends=None if self.ends is None else self.ends.replace(second=0, microsecond=0, tzinfo=None),
            operation=self.operation,
            sozialraeume=tuple(self.sozialraeume),
            target_groups=tuple(self.target_groups),
            handlungsfelder=tuple(self.handlungsfelder),
            capacity=self.capacity,
        )

    @property
    def texts(self) -> dict[str, str]:
        return said(place=self.place, description=self.description)


class SeriesIn(BaseModel):
    """The same event again, on more days."""

    model_config = ConfigDict(extra="forbid", title="Weitere Termine")

    rhythm: Rhythm = Field(title="Wie oft", examples=["weekly"])
    until: Day = Field(title="Bis")
    holidays: bool = Field(default=False, title="Auch an Feiertagen")


class CancellationIn(BaseModel):
    """Why it does not take place."""

    model_config = ConfigDict(extra="forbid", title="Absage")

    grounds: Cancelled = Field(title="Grund", examples=["weather"])
    on: Day | None = Field(default=None, title="Abgesagt am; ohne Angabe heute")


class PublicationIn(BaseModel):
    """On the public page."""

    model_config = ConfigDict(extra="forbid", title="Ankündigung")

    registration: bool = Field(default=False, title="Mit Anmeldung")
    register_until: Day | None = Field(default=None, title="Anmeldung bis; ohne Angabe der letzte Tag")


class RoleIn(BaseModel):
    """As what an organisation takes part."""

    model_config = ConfigDict(extra="forbid", title="Rolle")

    role: PartnerRole = Field(title="Rolle", examples=["co_organiser"])


class BudgetLineIn(BaseModel):
    """What one purpose is expected to cost."""

    model_config = ConfigDict(extra="forbid", title="Kosten", from_attributes=True)

    purpose: CostPurpose = Field(title="Zweck", examples=["catering"])
    cents: Cents = Field(title="Betrag in Cent")


class CostShareIn(BaseModel):
    """Who bears how much."""

    model_config = ConfigDict(extra="forbid", title="Kostenanteil", from_attributes=True)

    source: ShareSource = Field(title="Wer zahlt", examples=["operation"])
    cents: Cents = Field(title="Betrag in Cent")
    partner_id: UUID | None = Field(default=None, title="Partner")


class BudgetIn(BaseModel):
    """All of the plan of costs; it replaces the one before."""

    model_config = ConfigDict(extra="forbid", title="Kostenplan")

    lines: list[BudgetLineIn] = Field(title="Kosten", max_length=20)
    shares: list[CostShareIn] = Field(default=[], title="Kostenanteile", max_length=50)


class CostIn(BaseModel):
    """Money that was spent; 0 where it was recorded by mistake."""

    model_config = ConfigDict(extra="forbid", title="Ausgabe")

    purpose: CostPurpose = Field(title="Zweck", examples=["printing"])
    cents: Cents = Field(title="Betrag in Cent")
    on: Day | None = Field(default=None, title="Am; ohne Angabe heute")

    @property
    def spent(self) -> Spent:
        return Spent(self.purpose, self.cents, self.on or today())


class CountIn(BaseModel):
    """How many of those who came belong to one group."""

    model_config = ConfigDict(extra="forbid", title="Davon", from_attributes=True)

    dimension: AttendanceDimension = Field(title="Merkmal", examples=["age_band"])
    key: Annotated[str, Field(min_length=1, max_length=60)] = Field(title="Ausprägung", examples=["6_13"])
    persons: Persons = Field(title="Personen")


class AttendanceIn(BaseModel):
    """How many came; never who."""

    model_config = ConfigDict(extra="forbid", title="Besuch")

    on: Day = Field(title="Am")
    attendance: Persons = Field(title="Besucherinnen und Besucher")
    counted_by: CountedBy = Field(default="counted", title="Gezählt oder geschätzt")
    counts: list[CountIn] = Field(default=[], title="Davon", max_length=100)

    @property
    def groups(self) -> list[AttendanceCount]:
        return [AttendanceCount(dimension=each.dimension, key=each.key, persons=each.persons) for each in self.counts]


class EvaluationIn(BaseModel):
    """What the team says afterwards."""

    model_config = ConfigDict(extra="forbid", title="Auswertung")

    reached: Annotated[int, Field(ge=1, le=5)] = Field(title="Ziel erreicht, von 1 (gar nicht) bis 5 (ganz)")
    again: bool = Field(title="Wieder so")
    evaluation: Text | None = Field(default=None, title="Was gut war, was nächstes Mal anders wird")

    @property
    def texts(self) -> dict[str, str]:
        return said(evaluation=self.evaluation)


class EventOut(BaseModel):
    """An event in the calendar."""

    model_config = ConfigDict(from_attributes=True, title="Veranstaltung im Kalender")

    event_id: UUID = Field(title="Veranstaltung")
    title: str = Field(title="Titel")
    kind: str = Field(title="Veranstaltungsart")
    on: date = Field(title="Am")
    until: date | None = Field(title="Bis")
    starts: time | None = Field(title="Beginn")
    ends: time | None = Field(title="Ende")
    operation: str | None = Field(title="Vorhaben")
    sozialraeume: list[str] = Field(title="Sozialräume")
    target_groups: list[str] = Field(title="Zielgruppen")
    handlungsfelder: list[str] = Field(title="Handlungsfelder")
    capacity: int | None = Field(title="Plätze")
    series_id: UUID | None = Field(title="Reihe")
    stage: Stage = Field(title="Stand")
    registration: bool = Field(title="Mit Anmeldung")
    attendance: int | None = Field(title="Besucherinnen und Besucher; null: noch nicht gezählt")


class PartnerOfEventOut(BaseModel):
    """An organisation that takes part."""

    model_config = ConfigDict(from_attributes=True, title="Beteiligter Partner")

    partner_id: UUID = Field(title="Partner")
    name: str | None = Field(title="Name")
    role: PartnerRole = Field(title="Rolle")


class CostRowOut(BaseModel):
    """Planned and spent for one purpose."""

    model_config = ConfigDict(from_attributes=True, title="Geplant und ausgegeben")

    purpose: CostPurpose = Field(title="Zweck")
    planned: int = Field(title="Geplant, in Cent")
    spent: int = Field(title="Ausgegeben, in Cent")


class ShareRowOut(BaseModel):
    """Who bears how much of the plan."""

    model_config = ConfigDict(from_attributes=True, title="Anteil an den Kosten")

    source: ShareSource = Field(title="Wer zahlt")
    partner_id: UUID | None = Field(title="Partner")
    cents: int = Field(title="Betrag in Cent")
    percent: float = Field(title="Anteil in Prozent")


class EventFileOut(EventOut):
    """Everything of one event but registrations, tasks and proofs."""

    model_config = ConfigDict(from_attributes=True, title="Veranstaltung mit allen Angaben")

    place: str | None = Field(title="Ort")
    description: str | None = Field(title="Beschreibung")
    partners: list[PartnerOfEventOut] = Field(title="Beteiligte")
    costs: list[CostRowOut] = Field(title="Kosten")
    shares: list[ShareRowOut] = Field(title="Kostenanteile")
    counts: list[CountIn] = Field(title="Davon kamen")


def desk_of(asking: Writer, service: Service) -> EventDesk:
    return EventDesk(service, asking.district)


Desk = Annotated[EventDesk, Depends(desk_of)]
CALENDAR: Final = [Depends(only_known("from", "to", "kind", "sozialraum", "operation", "stage")), Depends(awaited)]


class CalendarIn(BaseModel):
    """Which events are asked for."""

    first: Day = Field(default=FIRST_DAY, alias="from", title="Von")
    last: Day = Field(default=LAST_DAY, alias="to", title="Bis")
    kind: Annotated[str, Field(max_length=60)] | None = Field(default=None, title="Veranstaltungsart")
    sozialraum: Annotated[str, Field(max_length=60)] | None = Field(default=None, title="Sozialraum")
    operation: Annotated[str, Field(max_length=60)] | None = Field(default=None, title="Vorhaben")
    stage: Stage | None = Field(default=None, title="Stand")


@router.post("", summary="Veranstaltung planen", **COMMAND)
def plan_event(body: EventIn, context: Asked, desk: Desk) -> Made:
    made = desk.plan_event(body.details, body.texts, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Kalender", dependencies=CALENDAR)
def all_events(asking: Reader, service: Service, asked: Annotated[CalendarIn, Query()]) -> list[EventOut]:
    """In der Reihenfolge der Tage; Veranstaltungen für den ganzen Landkreis gehören zu jedem Sozialraum."""
    stages = None if asked.stage is None else (asked.stage,)
    wanted = CalendarAsked(
        period=(asked.first, asked.last),
        kind=asked.kind,
        sozialraum=asked.sozialraum,
        operation=asked.operation,
        stages=stages,
    )
    return [EventOut.model_validate(each) for each in calendar(service.pool, asking.district, wanted)]


@router.get(
    "/{event}", summary="Eine Veranstaltung mit allen Angaben", dependencies=[Depends(only_known()), Depends(awaited)]
)
def one_event(event: EventInPath, asking: Reader, service: Service) -> EventFileOut:
    found = event_file(service.pool, asking.district, event)
    if found is None:
        raise UnknownEvent
    words = event_words(service, asking.district, found.entry)
    return EventFileOut(
        **_entry(found.entry),
        place=words.get("place"),
        description=words.get("description"),
        partners=[PartnerOfEventOut.model_validate(each) for each in found.partners],
        costs=[CostRowOut.model_validate(each) for each in cost_rows(found)],
        shares=[ShareRowOut.model_validate(each) for each in share_rows(found.shares)],
        counts=[CountIn.model_validate(each) for each in (found.attendance.counts if found.attendance else ())],
    )


@router.post("/{event}/details", summary="Veranstaltung ändern oder verlegen", **COMMAND)
def correct_event(event: EventInPath, body: EventIn, context: Asked, desk: Desk) -> Recorded:
    """Alle Angaben auf einmal: Was nicht genannt wird, gilt nicht mehr."""
    return Recorded(position=desk.correct_event(event, body.details, body.texts, context).position)


@router.post("/{event}/series", summary="Weitere Termine anlegen", **COMMAND)
def plan_series(event: EventInPath, body: SeriesIn, context: Asked, desk: Desk, service: Service) -> list[Made]:
    """Jeder Termin ist danach eine eigene Veranstaltung derselben Reihe."""
    found = event_file(service.pool, desk.district, event)
    if found is None:
        raise UnknownEvent
    days = days_of(found.entry.on, body.rhythm, body.until, holidays=body.holidays)
    words = event_words(service, desk.district, found.entry).known
    made = desk.plan_series(event, days, words, context)
    return [Made(id=each.id, position=each.outcome.position) for each in made]


@router.post("/{event}/cancellation", summary="Veranstaltung absagen", **COMMAND)
def cancel_event(event: EventInPath, body: CancellationIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.cancel_event(event, body.grounds, body.on or today(), context).position)


@router.post("/{event}/partners/{partner}", summary="Partner beteiligen", **COMMAND)
def engage_partner(
    event: EventInPath,
    partner: Annotated[UUID, Path(title="Partner", examples=[ID])],
    body: RoleIn,
    context: Asked,
    desk: Desk,
) -> Recorded:
    return Recorded(position=desk.engage_partner(event, partner, body.role, context).position)


@router.post("/{event}/partners/{partner}/leaving", summary="Partner nicht mehr beteiligen", **COMMAND)
def disengage_partner(
    event: EventInPath,
    partner: Annotated[UUID, Path(title="Partner", examples=[ID])],
    _body: NothingIn,
    context: Asked,
    desk: Desk,
) -> Recorded:
    return Recorded(position=desk.disengage_partner(event, partner, context).position)


@router.post("/{event}/budget", summary="Kostenplan festlegen", **COMMAND)
def set_budget(event: EventInPath, body: BudgetIn, context: Asked, desk: Desk) -> Recorded:
    """Die Anteile ergeben zusammen die Kosten; ohne Anteile ist noch offen, wer zahlt."""
    lines = [BudgetLine(purpose=each.purpose, cents=each.cents) for each in body.lines]
    shares = [CostShare(source=each.source, cents=each.cents, partner_id=each.partner_id) for each in body.shares]
    return Recorded(position=desk.set_budget(event, lines, shares, context).position)


@router.post("/{event}/costs", summary="Ausgabe erfassen", **COMMAND)
def record_cost(event: EventInPath, body: CostIn, context: Asked, desk: Desk) -> Made:
    made = desk.record_cost(event, body.spent, context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/{event}/costs/{cost}", summary="Ausgabe berichtigen", **COMMAND)
def correct_cost(
    event: EventInPath,
    cost: Annotated[UUID, Path(title="Ausgabe", examples=[ID])],
    body: CostIn,
    context: Asked,
    desk: Desk,
) -> Recorded:
    return Recorded(position=desk.record_cost(event, body.spent, context, cost).outcome.position)


@router.post("/{event}/publication", summary="Veranstaltung ankündigen", **COMMAND)
def publish_event(event: EventInPath, body: PublicationIn, context: Asked, desk: Desk) -> Recorded:
    outcome = desk.publish_event(event, context, registration=body.registration, register_until=body.register_until)
    return Recorded(position=outcome.position)


@router.post("/{event}/publication/ending", summary="Ankündigung zurückziehen", **COMMAND)
def unpublish_event(event: EventInPath, _body: NothingIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.unpublish_event(event, context).position)


@router.post("/{event}/attendance", summary="Besuch erfassen", **COMMAND)
def hold_event(event: EventInPath, body: AttendanceIn, context: Asked, desk: Desk) -> Recorded:
    came = (body.attendance, body.counted_by)
    return Recorded(position=desk.hold_event(event, body.on, came, body.groups, context).position)


@router.post("/{event}/evaluation", summary="Veranstaltung auswerten", **COMMAND)
def evaluate_event(event: EventInPath, body: EvaluationIn, context: Asked, desk: Desk) -> Recorded:
    return Recorded(position=desk.evaluate_event(event, body.reached, body.texts, context, again=body.again).position)


def _entry(entry: CalendarEntry) -> dict[str, Any]:
    return EventOut.model_validate(entry).model_dump()
