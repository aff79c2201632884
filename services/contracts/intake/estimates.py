"""Facts of an operation that concern no single person: estimates of point 1.2 traits and supported entities."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from services.contracts.intake.words import EstimateMethod
from services.kernel.facts import Contract, fact

EntityKind = Literal["public_administration", "enterprise"]


@fact("intake.estimate_recorded")
class EstimateRecorded(Contract, frozen=True, kw_only=True):
    """An informed estimate for one indicator, cumulative as of ``on`` (Annex I, point 1.2 of Regulation 2021/1057).

    A later one for the same indicator and day replaces it. ``base_id``: what it rests on, in the vault's words.
    """

    operation: Annotated[str, Meta(title="Vorhaben")]
    indicator: Annotated[str, Meta(title="Indikator")]
    on: Annotated[dt.date, Meta(title="Stichtag")]
    female: Annotated[int, Meta(title="Frauen", ge=0)]
    male: Annotated[int, Meta(title="Männer", ge=0)]
    non_binary: Annotated[int, Meta(title="Divers", ge=0)]
    method: Annotated[EstimateMethod, Meta(title="Verfahren")]
    base_id: Annotated[UUID, Meta(title="Grundlage (Verweis)")]


@fact("intake.estimate_retracted")
class EstimateRetracted(Contract, frozen=True, kw_only=True):
    """An estimate counts no more."""

    operation: Annotated[str, Meta(title="Vorhaben")]
    indicator: Annotated[str, Meta(title="Indikator")]
    on: Annotated[dt.date, Meta(title="Stichtag")]


@fact("intake.entity_supported")
class EntitySupported(Contract, frozen=True, kw_only=True):
    """A public administration (EECO18) or an enterprise (EECO19) was supported by the operation."""

    entity_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    kind: Annotated[EntityKind, Meta(title="Art")]
    name_id: Annotated[UUID, Meta(title="Name der Einrichtung (Verweis)")]
    on: Annotated[dt.date, Meta(title="Seit")]


@fact("intake.entity_retracted")
class EntityRetracted(Contract, frozen=True, kw_only=True):
    """An entity was recorded by mistake."""

    entity_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
