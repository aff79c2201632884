"""What a district defines for itself: its list of topics, instruments, settings of operations."""

from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts import districts as contracts
from services.contracts.districts import FixedField, MissingRule, OperationMode
from services.districts import definition_queries, queries
from services.districts.api.asking import COMMAND, READ, Anybody, Asked, Operator, Service
from services.districts.definitions_desk import DefinitionsDesk
from services.districts.domain.instrument import MOST_STEPS, ReleaseInstrument
from services.districts.domain.settings import LARGEST, LONGEST_DAYS, ConfigureOperation
from services.districts.domain.traeger import UnknownOperation
from services.kernel.inputs import KEY_PATTERN, OperationInPath
from services.kernel.problems import not_found
from services.kernel.requests import only_known
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter()
TERM_PATTERN: Final = r"^[a-z][a-z0-9_]{0,39}$"
MOST: Final = 500
Key = Annotated[str, Field(pattern=TERM_PATTERN)]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
WarningDays = Annotated[int, Field(ge=0, le=LONGEST_DAYS)]
InstrumentInPath = Annotated[str, Path(title="Schlüssel des Instruments", pattern=KEY_PATTERN, examples=["staerken"])]
Version = Annotated[int | None, Query(title="Version; ohne Angabe die neueste", ge=0, le=LARGEST, examples=[1])]


class Term(BaseModel):
    """One topic."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Thema")

    key: Key = Field(title="Schlüssel", examples=["kreditschulden"])
    label: Annotated[str, Field(min_length=1, max_length=200)] = Field(
        title="Bezeichnung", examples=["Schulden aus Krediten"]
    )
    core: Key = Field(title="Eintrag der gemeinsamen Liste", examples=["schulden"])
    handlungsfelder: list[Key] = Field(
        default=[], title="Handlungsfelder; leer: die des gemeinsamen Eintrags", max_length=9, examples=[["arbeit"]]
    )


class TopicsIn(BaseModel):
    """The whole list of topics."""

    model_config = ConfigDict(extra="forbid", title="Themenliste")

    terms: list[Term] = Field(title="Themen", min_length=1, max_length=MOST)


class Topics(TopicsIn):
    """A version of the list of topics."""

    model_config = ConfigDict(from_attributes=True, title="Version der Themenliste")

    version: int = Field(title="Version; 0 ist die gemeinsame Liste", ge=0)


class Item(BaseModel):
    """One statement that is rated."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Aussage")

    key: Key = Field(title="Schlüssel", examples=["anliegen"])
    text: Words = Field(title="Aussage", examples=["Geht Anliegen von sich aus an"])
    weight: Number = Field(default=1, title="Gewicht")


class Dimension(BaseModel):
    """What several statements say together."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Dimension")

    key: Key = Field(title="Schlüssel", examples=["motivation"])
    label: Words = Field(title="Bezeichnung", examples=["Motivation und Eigenverantwortung"])
    items: list[Item] = Field(title="Aussagen", min_length=1, max_length=MOST)
    weight: Number = Field(default=1, title="Gewicht")


class Scale(BaseModel):
    """The values of an answer."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Skala")

    lowest: int = Field(title="Niedrigster Wert", ge=-100, le=100, examples=[1])
    labels: list[Words] = Field(
        title="Worte, vom niedrigsten Wert an",
        min_length=2,
        max_length=MOST_STEPS,
        examples=[["trifft nicht zu", "trifft teilweise zu", "trifft zu"]],
    )


class InstrumentIn(BaseModel):
    """An instrument that rates strengths."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Instrument")

    instrument: str = Field(title="Schlüssel des Instruments", pattern=KEY_PATTERN, examples=["staerken"])
    label: Words = Field(title="Bezeichnung", examples=["Förderung und Stärkung"])
    scale: Scale = Field(title="Skala")
    dimensions: list[Dimension] = Field(title="Dimensionen", min_length=1, max_length=100)
    missing: MissingRule = Field(title="Fehlende Antwort", examples=["leave_out"])


class Instrument(InstrumentIn):
    """A version of an instrument."""

    model_config = ConfigDict(from_attributes=True, title="Version eines Instruments")

    version: int = Field(title="Version", ge=1)


class FixedTrait(BaseModel):
    """A trait that the target group settles."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, title="Festgelegtes Merkmal")

    field: FixedField = Field(title="Feld", examples=["employment"])
    value: Words = Field(title="Wert", examples=["inactive"])


class SettingsIn(BaseModel):
    """What is sent is set; the rest stays."""

    model_config = ConfigDict(extra="forbid", title="Einstellungen ändern")

    mode: OperationMode = Field(default="participant_based", title="Art des Vorhabens")
    bagatelle_minutes: Number = Field(default=480, title="Bagatellgrenze in Minuten")
    silent_weeks: Number = Field(default=8, title="Wochen ohne Kontakt bis zur Erinnerung")
    consent_warning_days: WarningDays = Field(default=28, title="Tage vor Ablauf einer Einwilligung")
    fixed_traits: list[FixedTrait] = Field(default=[], title="Durch die Zielgruppe festgelegt", max_length=7)


class Settings(BaseModel):
    """How an operation is set."""

    model_config = ConfigDict(from_attributes=True, title="Einstellungen")

    mode: OperationMode = Field(title="Art des Vorhabens")
    bagatelle_minutes: int = Field(title="Bagatellgrenze in Minuten")
    silent_weeks: int = Field(title="Wochen ohne Kontakt bis zur Erinnerung")
    consent_warning_days: int = Field(title="Tage vor Ablauf einer Einwilligung")
    fixed_traits: list[FixedTrait] = Field(title="Durch die Zielgruppe festgelegt")


VERSIONED: Final[dict[str, Any]] = {"dependencies": [Depends(awaited), Depends(only_known("version"))]}


@router.post("/topics", summary="Themenliste freigeben", **COMMAND)
def release_topics(body: TopicsIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    """Eine Version ist immer die ganze Liste und ändert sich nie."""
    terms = msgspec.convert(body.model_dump()["terms"], tuple[contracts.Term, ...])
    return Recorded(position=DefinitionsDesk(service, asking.district).release_topics(terms, context).position)


@router.get("/topics", summary="Themenliste des Landkreises", **VERSIONED)
def show_topics(asking: Anybody, service: Service, version: Version = None) -> Topics:
    found = definition_queries.released_topics(service.pool, asking.district, version)
    if found is None:
        raise not_found("Diese Version der Themenliste gibt es nicht.")
    return Topics.model_validate(found)


@router.post("/instruments", summary="Instrument freigeben", **COMMAND)
def release_instrument(body: InstrumentIn, asking: Operator, context: Asked, service: Service) -> Recorded:
    """Eine Version eines Instruments ändert sich nie."""
    command = msgspec.convert(body.model_dump(), ReleaseInstrument)
    return Recorded(position=DefinitionsDesk(service, asking.district).release_instrument(command, context).position)


@router.get("/instruments", summary="Instrumente des Landkreises, neueste Versionen", **READ)
def list_instruments(asking: Anybody, service: Service) -> list[Instrument]:
    found = definition_queries.instruments(service.pool, asking.district)
    return [Instrument.model_validate(each) for each in found]


@router.get("/instruments/{instrument}", summary="Instrument", **VERSIONED)
def show_instrument(
    instrument: InstrumentInPath, asking: Anybody, service: Service, version: Version = None
) -> Instrument:
    found = definition_queries.released_instrument(service.pool, asking.district, instrument, version)
    if found is None:
        raise not_found("Dieses Instrument gibt es nicht, oder nicht in dieser Version.")
    return Instrument.model_validate(found)


@router.post("/operations/{operation}/settings", summary="Vorhaben einstellen", **COMMAND)
def configure_operation(
    operation: OperationInPath, body: SettingsIn, asking: Operator, context: Asked, service: Service
) -> Recorded:
    command = msgspec.convert(body.model_dump(exclude_unset=True), ConfigureOperation)
    outcome = DefinitionsDesk(service, asking.district).configure(operation, command, context)
    return Recorded(position=outcome.position)


@router.get("/operations/{operation}/settings", summary="Einstellungen eines Vorhabens", **READ)
def show_settings(operation: OperationInPath, asking: Anybody, service: Service) -> Settings:
    known = next((row for row in queries.operations(service.pool, asking.district) if row.operation == operation), None)
    if known is None:
        raise UnknownOperation
    found = definition_queries.configured(service.pool, asking.district, operation)
    unset = contracts.OperationConfigured(operation_id=known.operation_id, operation=operation)
    return Settings.model_validate(found or unset)
