"""Facts of what a district defines for itself, in versions that never change: topics and instruments; and settings."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from services.kernel.facts import Contract, fact

MissingRule = Literal["leave_out", "no_value"]
OperationMode = Literal["participant_based", "structure_based"]
FixedField = Literal["employment", "disability", "foreign_background", "minority", "citizenship", "housing", "rural"]


class Term(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One entry of a district's vocabulary; ``core`` is the entry of the common list that it belongs to."""

    key: Annotated[str, Meta(title="Schlüssel")]
    label: Annotated[str, Meta(title="Bezeichnung")]
    core: Annotated[str, Meta(title="Eintrag der gemeinsamen Liste")]
    handlungsfelder: Annotated[tuple[str, ...], Meta(title="Handlungsfelder")] = ()


@fact("districts.vocabulary_released")
class VocabularyReleased(Contract, frozen=True, kw_only=True):
    """A version of the district's list of topics; facts name the version they were recorded under."""

    vocabulary: Annotated[Literal["topics"], Meta(title="Liste")]
    version: Annotated[int, Meta(title="Version", ge=1)]
    terms: Annotated[tuple[Term, ...], Meta(title="Einträge")]


class Item(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One statement that is rated."""

    key: Annotated[str, Meta(title="Schlüssel")]
    text: Annotated[str, Meta(title="Aussage")]
    weight: Annotated[int, Meta(title="Gewicht", ge=1)] = 1


class Dimension(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What several items say together."""

    key: Annotated[str, Meta(title="Schlüssel")]
    label: Annotated[str, Meta(title="Bezeichnung")]
    items: Annotated[tuple[Item, ...], Meta(title="Aussagen")]
    weight: Annotated[int, Meta(title="Gewicht", ge=1)] = 1


class Scale(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The values of an answer, lowest first, each with its words."""

    lowest: Annotated[int, Meta(title="Niedrigster Wert")]
    labels: Annotated[tuple[str, ...], Meta(title="Worte, vom niedrigsten Wert an")]


@fact("districts.instrument_released")
class InstrumentReleased(Contract, frozen=True, kw_only=True):
    """A version of an instrument that rates strengths; ``missing`` says what a missing answer does."""

    instrument: Annotated[str, Meta(title="Instrument")]
    version: Annotated[int, Meta(title="Version", ge=1)]
    label: Annotated[str, Meta(title="Bezeichnung")]
    scale: Annotated[Scale, Meta(title="Skala")]
    dimensions: Annotated[tuple[Dimension, ...], Meta(title="Dimensionen")]
    missing: Annotated[MissingRule, Meta(title="Fehlende Antwort")]


class FixedTrait(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A trait that the target group settles: everybody counts as having it, nobody is asked."""

    field: Annotated[FixedField, Meta(title="Feld")]
    value: Annotated[str, Meta(title="Wert")]


@fact("districts.operation_configured")
class OperationConfigured(Contract, frozen=True, kw_only=True):
    """All settings of an operation after this fact; no source fixes the thresholds for Thuringia, so they are data."""

    operation_id: UUID
    operation: Annotated[str, Meta(title="Vorhaben")]
    mode: Annotated[OperationMode, Meta(title="Art des Vorhabens")] = "participant_based"
    bagatelle_minutes: Annotated[int, Meta(title="Bagatellgrenze in Minuten", gt=0)] = 480
    silent_weeks: Annotated[int, Meta(title="Wochen ohne Kontakt bis zur Erinnerung", gt=0)] = 8
    consent_warning_days: Annotated[int, Meta(title="Tage vor Ablauf einer Einwilligung", ge=0)] = 28
    fixed_traits: Annotated[tuple[FixedTrait, ...], Meta(title="Durch die Zielgruppe festgelegt")] = ()
