"""Social reporting for programs: indicators, figures with their sources, and tables of them in and out."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from services.contracts.decimals import NoDecimal, read_decimal
from services.contracts.events.words import AreaKind
from services.events.api.asking import COMMAND, READING, Asked, Planner, Reader, Service
from services.events.api.fields import Handlungsfeld, Line, Name
from services.events.domain.figure import LONGEST_SOURCE
from services.events.domain.statistic import MOST_DECIMALS, MOST_SMALLEST, DefineStatistic, UnknownStatistic
from services.events.domain.statistic_disclosure import LEAST, MOST
from services.events.statistics.desk import FigureDetails, StatisticsDesk
from services.events.statistics.exporting import exported
from services.events.statistics.importing import Import
from services.events.statistics.queries import SMALLEST_SHOWN, figures_of, smallest_shown, statistics_of
from services.kernel.deciders import Context
from services.kernel.files.sent import MULTIPART, XLSX, remember, sent_file
from services.kernel.idempotency import HEADER
from services.kernel.inputs import not_blank
from services.kernel.requests import file_context, only_known
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter()

EXAMPLE: Final = "arbeitslose_aeltere"
CSV_EXAMPLE: Final = (
    "statistic,area,period,value,source,label,unit\n"
    f"{EXAMPLE},meiningen-jerusalem,2016,22,Sozialbericht,Arbeitslose Ältere,Prozent\n"
)
FILE_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "Eine Tabelle (CSV, XLSX), als Inhalt oder als Formularfeld `file`.",
        "content": {
            "text/csv": {"schema": {"type": "string", "title": "CSV"}, "example": CSV_EXAMPLE},
            XLSX: {"schema": {"type": "string", "format": "binary", "title": "XLSX"}},
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary", "title": "Datei"}},
                }
            },
        },
    }
}
EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Tabelle als CSV", "content": {"text/csv": {"schema": {"type": "string"}}}}
}


def _decimal(value: str) -> str:
    try:
        return read_decimal(value)
    except NoDecimal as refused:
        raise ValueError(str(refused)) from None


StatisticKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,59}$", title="Schlüssel", examples=[EXAMPLE])]
StatisticInQuery = Annotated[str, Query(pattern=r"^[a-z][a-z0-9_-]{1,59}$", title="Kennzahl", examples=[EXAMPLE])]
Decimal = Annotated[str, Field(max_length=32, examples=["22,5"]), AfterValidator(_decimal)]
Area = Annotated[str, Field(min_length=1, max_length=60, examples=["16066042"]), AfterValidator(not_blank)]
PeriodText = Annotated[str, Field(min_length=4, max_length=10, examples=["2025-H1"])]
Source = Annotated[str, Field(min_length=1, max_length=LONGEST_SOURCE), AfterValidator(not_blank)]
Smallest = Annotated[int, Field(ge=0, le=MOST_SMALLEST, title="Kleinste gezeigte Anzahl; 0: nichts über Menschen")]
AskedByFile = Annotated[Context, Depends(file_context)]


class StatisticIn(BaseModel):
    """An indicator: its words and its unit."""

    model_config = ConfigDict(extra="forbid", title="Kennzahl")

    statistic: StatisticKey
    label: Name = Field(title="Bezeichnung", examples=["Arbeitslosenquote der Älteren"])
    unit: Annotated[str, Field(min_length=1, max_length=40, title="Einheit", examples=["Prozent"])]
    handlungsfeld: Handlungsfeld | None = Field(default=None, title="Handlungsfeld")
    smallest: Smallest = 3
    decimals: Annotated[int, Field(ge=0, le=MOST_DECIMALS, title="Nachkommastellen")] = 0

    @property
    def command(self) -> DefineStatistic:
        return DefineStatistic(**self.model_dump())


class FigurePlaceIn(BaseModel):
    """Which figure of which indicator."""

    model_config = ConfigDict(extra="forbid", title="Welche Zahl")

    statistic: StatisticKey
    area_kind: AreaKind = Field(title="Art des Gebiets")
    area: Area = Field(title="Gebiet")
    period: PeriodText = Field(title="Zeitraum")


class FigureIn(BaseModel):
    """A figure with its source; without ``area_kind`` the area itself says what it is."""

    model_config = ConfigDict(extra="forbid", title="Zahl mit Quelle")

    statistic: StatisticKey
    area: Area = Field(title="Gebiet: Sozialraum, Gemeindeschlüssel oder Landkreis")
    period: PeriodText = Field(title="Zeitraum")
    value: Decimal | None = Field(default=None, title="Wert; ohne Angabe: die Quelle nennt keinen")
    source: Source = Field(title="Quelle")
    area_kind: AreaKind | None = Field(default=None, title="Art des Gebiets")
    area_label: Line | None = Field(default=None, title="Bezeichnung des Gebiets")
    persons: int | None = Field(default=None, ge=0, le=100_000_000, title="Personen, für die sie steht")
    estimated: bool = Field(default=False, title="Geschätzt")

    @property
    def details(self) -> FigureDetails:
        return FigureDetails(**self.model_dump())


class ThresholdIn(BaseModel):
    """From how many on own figures are shown."""

    model_config = ConfigDict(extra="forbid", title="Kleinste gezeigte Anzahl")

    smallest: int = Field(ge=LEAST, le=MOST, title="Kleinste gezeigte Anzahl")


class StatisticOut(BaseModel):
    """An indicator as it stands."""

    model_config = ConfigDict(title="Kennzahl", from_attributes=True)

    statistic: str = Field(title="Schlüssel")
    label: str = Field(title="Bezeichnung")
    unit: str = Field(title="Einheit")
    handlungsfeld: str | None = Field(title="Handlungsfeld")
    smallest: int = Field(title="Kleinste gezeigte Anzahl")
    decimals: int = Field(title="Nachkommastellen")


class StatisticsOut(BaseModel):
    """All indicators, and from how many on the district shows its own figures."""

    model_config = ConfigDict(title="Kennzahlen")

    statistics: list[StatisticOut] = Field(title="Kennzahlen")
    smallest_shown: int = Field(title="Kleinste gezeigte Anzahl eigener Zahlen", examples=[SMALLEST_SHOWN])


class FigureOut(BaseModel):
    """A figure as it stands."""

    model_config = ConfigDict(title="Zahl mit Quelle", from_attributes=True)

    statistic: str = Field(title="Kennzahl")
    area_kind: AreaKind = Field(title="Art des Gebiets")
    area: str = Field(title="Gebiet")
    area_label: str | None = Field(title="Bezeichnung des Gebiets")
    period: str = Field(title="Zeitraum")
    value: str | None = Field(title="Wert")
    source: str = Field(title="Quelle")
    persons: int | None = Field(title="Personen")
    estimated: bool = Field(title="Geschätzt")


class FiguresOut(BaseModel):
    """By area and period."""

    model_config = ConfigDict(title="Zahlen einer Kennzahl")

    figures: list[FigureOut] = Field(title="Zahlen")


class RefusedFigure(BaseModel):
    """A row that was not taken."""

    model_config = ConfigDict(title="Abgelehnte Zeile")

    row: int = Field(title="Zeile", ge=1)
    column: str = Field(title="Spalte")
    value: str = Field(title="Was dort stand")
    reason: str = Field(title="Grund")


class FigureRemark(BaseModel):
    """Something that was not read."""

    model_config = ConfigDict(title="Hinweis zu einer Zeile")

    row: int = Field(title="Zeile", ge=1)
    column: str = Field(title="Spalte")
    text: str = Field(title="Hinweis")


class StatisticsImported(Recorded):
    """What became of a table."""

    model_config = ConfigDict(title="Zahlen eingelesen")

    dry_run: bool = Field(title="Nur geprüft")
    rows: int = Field(title="Zeilen der Datei", ge=0)
    defined: int = Field(title="Kennzahlen, neu oder berichtigt", ge=0)
    entered: int = Field(title="Neu", ge=0)
    corrected: int = Field(title="Berichtigt", ge=0)
    unchanged: int = Field(title="Unverändert", ge=0)
    refused: int = Field(title="Abgelehnt", ge=0)
    refused_rows: list[RefusedFigure] = Field(title="Abgelehnte Zeilen")
    remarks: list[FigureRemark] = Field(title="Hinweise")


@router.get("/statistics", summary="Kennzahlen der Sozialberichterstattung", **READING)
def statistics(asking: Reader, service: Service) -> StatisticsOut:
    known = statistics_of(service.pool, asking.district)
    return StatisticsOut(
        statistics=[StatisticOut.model_validate(each) for each in known.values()],
        smallest_shown=smallest_shown(service.pool, asking.district),
    )


@router.post("/statistics", summary="Kennzahl anlegen oder berichtigen", **COMMAND)
def define_statistic(body: StatisticIn, asking: Planner, service: Service, context: Asked) -> Recorded:
    return Recorded(position=StatisticsDesk(service, asking.district).define(body.command, context).position)


@router.post("/statistics/threshold", summary="Kleinste gezeigte Anzahl eigener Zahlen festlegen", **COMMAND)
def set_threshold(body: ThresholdIn, asking: Planner, service: Service, context: Asked) -> Recorded:
    desk = StatisticsDesk(service, asking.district)
    return Recorded(position=desk.set_smallest_shown(body.smallest, context).position)


@router.get(
    "/statistics/figures",
    summary="Zahlen einer Kennzahl",
    dependencies=[Depends(only_known("statistic")), Depends(awaited)],
)
def figures(asking: Reader, service: Service, statistic: StatisticInQuery) -> FiguresOut:
    if statistic not in statistics_of(service.pool, asking.district):
        raise UnknownStatistic
    found = figures_of(service.pool, asking.district, statistic)
    return FiguresOut(figures=[FigureOut.model_validate(each) for each in found])


@router.post("/statistics/figures", summary="Zahl mit Quelle festhalten oder berichtigen", **COMMAND)
def record_figure(body: FigureIn, asking: Planner, service: Service, context: Asked) -> Recorded:
    return Recorded(position=StatisticsDesk(service, asking.district).record(body.details, context).position)


@router.post("/statistics/withdrawn-figures", summary="Zahl zurücknehmen", **COMMAND)
def withdraw_figure(body: FigurePlaceIn, asking: Planner, service: Service, context: Asked) -> Recorded:
    place = (body.statistic, body.area_kind, body.area, body.period)
    return Recorded(position=StatisticsDesk(service, asking.district).withdraw(place, context).position)


@router.get(
    "/statistics/export", summary="Zahlen als Tabelle ausgeben", responses=EXPORTED, response_class=Response, **READING
)
def export_figures(asking: Reader, service: Service) -> Response:
    return as_file(exported(service, asking.district), asking.district)


@router.post(
    "/statistics/import",
    summary="Tabelle mit Zahlen einlesen",
    openapi_extra=FILE_BODY,
    dependencies=[Depends(only_known("dry_run"))],
)
async def import_figures(
    *,
    request: Request,
    asking: Planner,
    context: AskedByFile,
    service: Service,
    dry_run: Annotated[bool, Query(title="Nur prüfen, nichts speichern")] = False,
) -> StatisticsImported:
    content = await sent_file(request)
    if HEADER in request.headers and not dry_run:
        await run_in_threadpool(remember, service.store, asking.district, context)
    taking = Import(service, asking.district, context.actor, dry_run=dry_run)
    return StatisticsImported.model_validate((await run_in_threadpool(taking.run, content)).document())


def as_file(content: bytes, district: str) -> Response:
    """A download; its name says whose it is."""
    headers = {"Content-Disposition": f'attachment; filename="sozialdaten-{district}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
