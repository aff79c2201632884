"""Facts of community events: planned, published, held with a counted attendance, evaluated or cancelled.

All facts of an event are one stream, ``event_id``, those of its registrations too: places are given by their order.
Descriptions, places in words and what people write lie in the vault; an event's title is public and stands in its fact.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.events.words import (
    AttendanceDimension,
    Cancelled,
    CostPurpose,
    CountedBy,
    PartnerRole,
    ShareSource,
)
from services.kernel.facts import Contract, fact


class OfEvent(Contract, frozen=True, kw_only=True):
    """What every fact of an event names."""

    event_id: UUID


@fact("events.event_planned")
class EventPlanned(OfEvent, frozen=True, kw_only=True):
    """An event stands in the calendar; planned again under the same id, it was corrected or put off.

    No Sozialraum: all of the district. ``series_id``: one date of a group offer.
    """

    title: Annotated[str, Meta(title="Titel")]
    kind: Annotated[str, Meta(title="Veranstaltungsart")]
    on: Annotated[dt.date, Meta(title="Am")]
    until: Annotated[dt.date | None, Meta(title="Bis")] = None
    starts: Annotated[dt.time | None, Meta(title="Beginn")] = None
    ends: Annotated[dt.time | None, Meta(title="Ende")] = None
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    target_groups: Annotated[tuple[str, ...], Meta(title="Zielgruppen")] = ()
    handlungsfelder: Annotated[tuple[str, ...], Meta(title="Handlungsfelder")] = ()
    capacity: Annotated[Annotated[int, Meta(ge=1)] | None, Meta(title="Plätze")] = None
    series_id: Annotated[UUID | None, Meta(title="Reihe (Verweis)")] = None
    details_id: Annotated[UUID | None, Meta(title="Beschreibung und Ort (Verweis)")] = None


@fact("events.partner_engaged")
class PartnerEngaged(OfEvent, frozen=True, kw_only=True):
    """An organisation of the directory takes part; engaged again, its role changed."""

    partner_id: UUID
    role: Annotated[PartnerRole, Meta(title="Rolle")]


@fact("events.partner_disengaged")
class PartnerDisengaged(OfEvent, frozen=True, kw_only=True):
    """The organisation does not take part."""

    partner_id: UUID


class BudgetLine(Contract, frozen=True, kw_only=True):
    """What is expected to be spent on one purpose."""

    purpose: Annotated[CostPurpose, Meta(title="Zweck")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]


class CostShare(Contract, frozen=True, kw_only=True):
    """Who pays how much of it; ``partner_id`` where it is an organisation of the directory."""

    source: Annotated[ShareSource, Meta(title="Wer zahlt")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]
    partner_id: Annotated[UUID | None, Meta(title="Partner (Verweis)")] = None


@fact("events.budget_set")
class BudgetSet(OfEvent, frozen=True, kw_only=True):
    """The plan of costs and who bears them; it replaces the one before. The shares add up to the lines."""

    lines: Annotated[tuple[BudgetLine, ...], Meta(title="Kosten")]
    shares: Annotated[tuple[CostShare, ...], Meta(title="Kostenanteile")] = ()


@fact("events.cost_recorded")
class CostRecorded(OfEvent, frozen=True, kw_only=True):
    """Money was spent; recorded again under the same id, it was corrected. 0: recorded by mistake."""

    cost_id: UUID
    purpose: Annotated[CostPurpose, Meta(title="Zweck")]
    cents: Annotated[int, Meta(title="Betrag in Cent", ge=0)]
    on: Annotated[dt.date, Meta(title="Am")]


@fact("events.event_published")
class EventPublished(OfEvent, frozen=True, kw_only=True):
    """The event stands on the public page; ``registration``: people may register there, until ``register_until``."""

    registration: Annotated[bool, Meta(title="Mit Anmeldung")] = False
    register_until: Annotated[dt.date | None, Meta(title="Anmeldung bis")] = None


@fact("events.event_unpublished")
class EventUnpublished(OfEvent, frozen=True, kw_only=True):
    """The event stands on the public page no more."""


@fact("events.place_requested")
class PlaceRequested(OfEvent, frozen=True, kw_only=True):
    """Somebody registered, for ``persons``; name and contact lie in the vault under ``registration_id``.

    Whether there was a place or it is the waiting list follows from the order of these facts and the capacity.
    """

    registration_id: UUID
    persons: Annotated[int, Meta(title="Personen", ge=1, le=20)] = 1
    contact_id: Annotated[UUID | None, Meta(title="Kontakt (Verweis)")] = None


@fact("events.place_released")
class PlaceReleased(OfEvent, frozen=True, kw_only=True):
    """Somebody does not come after all; the waiting list moves up."""

    registration_id: UUID


class AttendanceCount(Contract, frozen=True, kw_only=True):
    """How many of those who came belong to one group; never who."""

    dimension: Annotated[AttendanceDimension, Meta(title="Merkmal")]
    key: Annotated[str, Meta(title="Ausprägung")]
    persons: Annotated[int, Meta(title="Personen", ge=0)]


@fact("events.event_held")
class EventHeld(OfEvent, frozen=True, kw_only=True):
    """It took place and so many came; held again, the count was corrected. Groups of a dimension never exceed it."""

    on: Annotated[dt.date, Meta(title="Am")]
    attendance: Annotated[int, Meta(title="Besucherinnen und Besucher", ge=0)]
    counted_by: Annotated[CountedBy, Meta(title="Gezählt oder geschätzt")]
    counts: Annotated[tuple[AttendanceCount, ...], Meta(title="Davon")] = ()


@fact("events.event_evaluated")
class EventEvaluated(OfEvent, frozen=True, kw_only=True):
    """What the team says afterwards; the words lie in the vault."""

    reached: Annotated[int, Meta(title="Ziel erreicht, von 1 (gar nicht) bis 5 (ganz)", ge=1, le=5)]
    again: Annotated[bool, Meta(title="Wieder so")]
    details_id: Annotated[UUID | None, Meta(title="Auswertung (Verweis)")] = None


@fact("events.event_cancelled")
class EventCancelled(OfEvent, frozen=True, kw_only=True):
    """It does not take place; an event that was held by mistake is cancelled, too, and counts no more."""

    grounds: Annotated[Cancelled, Meta(title="Grund")]
    on: Annotated[dt.date, Meta(title="Am")]
