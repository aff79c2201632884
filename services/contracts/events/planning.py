"""Facts of poverty-prevention planning (seed 002): strategy, goals by Handlungsfeld, measures, milestones, evidence.

A strategy is a stream, ``strategy_id``, and holds its goals; a measure is one, ``measure_id``, with its milestones and
indicators. Titles are public (a council decided on them); longer texts lie in the vault.
"""

import datetime as dt
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from services.contracts.events.words import EvidenceOf, MeasureEnd
from services.kernel.facts import Contract, fact


class OfStrategy(Contract, frozen=True, kw_only=True):
    """What every fact of a strategy names."""

    strategy_id: UUID


class FieldWording(Contract, frozen=True, kw_only=True):
    """What a strategy calls a Handlungsfeld, where that is not the wording of the common list."""

    handlungsfeld: Annotated[str, Meta(title="Handlungsfeld")]
    wording: Annotated[str, Meta(title="Wortlaut")]


@fact("events.strategy_drafted")
class StrategyDrafted(OfStrategy, frozen=True, kw_only=True):
    """A strategy of the district; drafted again, its frame was corrected.

    ``handlungsfelder``: keys of the common list in the strategy's own order; ``wordings``: what it calls them.
    """

    title: Annotated[str, Meta(title="Titel")]
    first_day: Annotated[dt.date, Meta(title="Von")]
    last_day: Annotated[dt.date, Meta(title="Bis")]
    handlungsfelder: Annotated[tuple[str, ...], Meta(title="Handlungsfelder")]
    wordings: Annotated[tuple[FieldWording, ...], Meta(title="Eigener Wortlaut")] = ()
    operation: Annotated[str | None, Meta(title="Vorhaben")] = None
    details_id: Annotated[UUID | None, Meta(title="Beschreibung (Verweis)")] = None


@fact("events.strategy_adopted")
class StrategyAdopted(OfStrategy, frozen=True, kw_only=True):
    """The council decided on it; said again, it was corrected."""

    on: Annotated[dt.date, Meta(title="Beschlossen am")]
    resolution_id: Annotated[UUID | None, Meta(title="Beschluss (Verweis)")] = None


@fact("events.goal_set")
class GoalSet(OfStrategy, frozen=True, kw_only=True):
    """A Leitziel of one Handlungsfeld; set again, it was corrected."""

    goal_id: UUID
    handlungsfeld: Annotated[str, Meta(title="Handlungsfeld")]
    title: Annotated[str, Meta(title="Leitziel")]


@fact("events.goal_dropped")
class GoalDropped(OfStrategy, frozen=True, kw_only=True):
    """The goal is no more pursued."""

    goal_id: UUID


class OfMeasure(Contract, frozen=True, kw_only=True):
    """What every fact of a measure names."""

    measure_id: UUID


@fact("events.measure_planned")
class MeasurePlanned(OfMeasure, frozen=True, kw_only=True):
    """A measure serves a goal; planned again, it was corrected. ``owner_id``: an organisation of the directory."""

    goal_id: UUID
    strategy_id: UUID
    title: Annotated[str, Meta(title="Maßnahme")]
    first_day: Annotated[dt.date | None, Meta(title="Von")] = None
    last_day: Annotated[dt.date | None, Meta(title="Bis")] = None
    sozialraeume: Annotated[tuple[str, ...], Meta(title="Sozialräume")] = ()
    target_groups: Annotated[tuple[str, ...], Meta(title="Zielgruppen")] = ()
    owner_id: Annotated[UUID | None, Meta(title="Verantwortlich: Partner (Verweis)")] = None
    staff_id: Annotated[UUID | None, Meta(title="Verantwortlich: Mitarbeitende (Verweis)")] = None
    cents: Annotated[Annotated[int, Meta(ge=0)] | None, Meta(title="Mittel in Cent")] = None
    post_hundredths: Annotated[Annotated[int, Meta(ge=0)] | None, Meta(title="Stellenanteil in Hundertstel VZÄ")] = None
    details_id: Annotated[UUID | None, Meta(title="Beschreibung (Verweis)")] = None


@fact("events.measure_resolved")
class MeasureResolved(OfMeasure, frozen=True, kw_only=True):
    """A body decided on the measure; said again, it was another decision."""

    resolution_id: UUID


@fact("events.measure_started")
class MeasureStarted(OfMeasure, frozen=True, kw_only=True):
    """Work on it began, or goes on again; said again while it does, the day was corrected."""

    on: Annotated[dt.date, Meta(title="Am")]


@fact("events.measure_paused")
class MeasurePaused(OfMeasure, frozen=True, kw_only=True):
    """Work on it rests."""

    on: Annotated[dt.date, Meta(title="Am")]


@fact("events.measure_ended")
class MeasureEnded(OfMeasure, frozen=True, kw_only=True):
    """It is done, or will not be."""

    on: Annotated[dt.date, Meta(title="Am")]
    end: Annotated[MeasureEnd, Meta(title="Ende")]


@fact("events.milestone_set")
class MilestoneSet(OfMeasure, frozen=True, kw_only=True):
    """Something to be reached by a day; set again, it was corrected or moved."""

    milestone_id: UUID
    title: Annotated[str, Meta(title="Meilenstein")]
    due: Annotated[dt.date, Meta(title="Bis")]


@fact("events.milestone_reached")
class MilestoneReached(OfMeasure, frozen=True, kw_only=True):
    """It is reached."""

    milestone_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]


@fact("events.milestone_dropped")
class MilestoneDropped(OfMeasure, frozen=True, kw_only=True):
    """It is no more aimed at; set again, it is not reached yet."""

    milestone_id: UUID


@fact("events.yardstick_set")
class YardstickSet(OfMeasure, frozen=True, kw_only=True):
    """What the measure is judged by: a number of a unit, where it was and where it shall be. Decimals as text."""

    yardstick_id: UUID
    title: Annotated[str, Meta(title="Messgröße")]
    unit: Annotated[str, Meta(title="Einheit")]
    baseline: Annotated[str | None, Meta(title="Ausgangswert")] = None
    target: Annotated[str | None, Meta(title="Zielwert")] = None
    due: Annotated[dt.date | None, Meta(title="Bis")] = None
    statistic: Annotated[str | None, Meta(title="Kennzahl der Sozialberichterstattung")] = None


@fact("events.yardstick_dropped")
class YardstickDropped(OfMeasure, frozen=True, kw_only=True):
    """The measure is not judged by it; its values go with it."""

    yardstick_id: UUID


@fact("events.yardstick_read")
class YardstickRead(OfMeasure, frozen=True, kw_only=True):
    """Its value on a day; read again for the day, it was corrected."""

    yardstick_id: UUID
    on: Annotated[dt.date, Meta(title="Am")]
    value: Annotated[str, Meta(title="Wert")]


@fact("events.evidence_linked")
class EvidenceLinked(OfMeasure, frozen=True, kw_only=True):
    """Something recorded elsewhere shows what the measure did."""

    of: Annotated[EvidenceOf, Meta(title="Art")]
    of_id: Annotated[UUID, Meta(title="Beleg (Verweis)")]


@fact("events.evidence_unlinked")
class EvidenceUnlinked(OfMeasure, frozen=True, kw_only=True):
    """It does not show that."""

    of: Annotated[EvidenceOf, Meta(title="Art")]
    of_id: Annotated[UUID, Meta(title="Beleg (Verweis)")]
