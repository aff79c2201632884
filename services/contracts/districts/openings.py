"""Facts of ``districts``: who is on the platform, and under which rules an operation reports."""

from datetime import date
from typing import Annotated, Final, Literal, TypeAlias
from uuid import UUID

from msgspec import Meta

from services.kernel.facts import Contract, fact

CategoryOfRegion: TypeAlias = Literal["less_developed", "transition", "more_developed"]
# Thuringia 2021-2027, as its co-financing of 60 percent suggests (Regulation (EU) 2021/1060, Art. 112); never read in
# an official list, so an operation can be classified otherwise.
USUAL_CATEGORY: Final[CategoryOfRegion] = "transition"


@fact("districts.district_opened")
class DistrictOpened(Contract, frozen=True, kw_only=True):
    """A Landkreis or kreisfreie Stadt started to work on this platform."""

    district: Annotated[str, Meta(title="Schlüssel des Landkreises")]
    name: Annotated[str, Meta(title="Name")]


@fact("districts.operation_opened")
class OperationOpened(Contract, frozen=True, kw_only=True):
    """An operation (Vorhaben) was opened; entries are possible from ``start`` to ``end``, both included."""

    operation_id: UUID
    operation: Annotated[str, Meta(title="Schlüssel des Vorhabens")]
    name: Annotated[str, Meta(title="Name")]
    start: Annotated[date, Meta(title="Beginn")]
    end: Annotated[date, Meta(title="Ende")]
    catalogue: Annotated[str, Meta(title="Indikatorenkatalog")]
    specific_objective: Annotated[str, Meta(title="Spezifisches Ziel", examples=["ESO4.8"])]


@fact("districts.catalogue_released")
class CatalogueReleased(Contract, frozen=True, kw_only=True):
    """A version of an indicator catalogue counts for an operation from now on (see contracts.catalogues)."""

    operation_id: UUID
    operation: Annotated[str, Meta(title="Schlüssel des Vorhabens")]
    catalogue: Annotated[str, Meta(title="Indikatorenkatalog")]
    catalogue_version: Annotated[int, Meta(title="Version")]
    long_term_months: Annotated[int, Meta(title="Monate bis langzeitarbeitslos")]
    exit_days: Annotated[int, Meta(title="Tage für Angaben nach Austritt")]
    followup_from_months: Annotated[int, Meta(title="Monate bis zur Nachbefragung, frühestens")]
    followup_to_months: Annotated[int, Meta(title="Monate bis zur Nachbefragung, spätestens")]


@fact("districts.operation_classified")
class OperationClassified(Contract, frozen=True, kw_only=True):
    """Where an operation's figures belong when they are rolled up for the Commission; the last one counts."""

    operation_id: UUID
    operation: Annotated[str, Meta(title="Schlüssel des Vorhabens")]
    priority: Annotated[str, Meta(title="Priorität", examples=["P2"])]
    category_of_region: Annotated[CategoryOfRegion, Meta(title="Regionenkategorie")]


@fact("districts.municipalities_marked")
class MunicipalitiesMarked(Contract, frozen=True, kw_only=True):
    """These municipalities count as rural (EECO17) from now on, in addition to those marked before."""

    ags: Annotated[tuple[str, ...], Meta(title="Amtliche Gemeindeschlüssel")]


@fact("districts.sozialraum_opened")
class SozialraumOpened(Contract, frozen=True, kw_only=True):
    """A Sozialraum was named for the first time."""

    sozialraum: Annotated[str, Meta(title="Sozialraum")]
