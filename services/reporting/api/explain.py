"""Who is behind a figure, for those who answer for it and those who examine it."""

from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from services.kernel.inputs import KEY_PATTERN, Day, KnownAt, OperationInPath, OperationInQuery
from services.kernel.participant_numbers import ParticipantNumbers
from services.kernel.requests import only_known
from services.reporting.activity import ActivityQuestion
from services.reporting.api.asking import Answers, Arrived, Examiner, Service
from services.reporting.esf import Document, EsfQuestion
from services.reporting.explaining.activity.documents import figure_document
from services.reporting.explaining.activity.figures import FigureQuestion
from services.reporting.explaining.asking import CellQuestion
from services.reporting.explaining.documents import cell_document, numbers_of
from services.reporting.explaining.permitted import cell_seen, figure_seen, may_see_cells, may_see_figures

router: Final = APIRouter()

CODE: Final = r"^[A-Z]{2,4}[0-9]{2}$"
CELL: Final = r"^([A-Z]{2,4}[0-9]{2}|grand_total)$"
OF_CELL: Final = ("as_of", "indicator", "gender", "known_at", "catalogue", "catalogue_version", "submission")
FIGURE: Final = r"^[a-z_]{3,60}$"


class EventOut(BaseModel):
    """A fact that decided something."""

    model_config = ConfigDict(title="Ereignis")

    id: str = Field(title="Kennung")
    source: str = Field(title="Dienst")
    sequence: int = Field(title="Stelle in dessen Protokoll")
    time: str = Field(title="Wann erfasst (RFC 3339)")
    actor: str = Field(title="Von wem (Kennung)")
    type: str = Field(title="Art des Ereignisses")


class ExplainedRow(BaseModel):
    """A participation and the rule that decided; or an entity, or one of the persons of an estimate."""

    model_config = ConfigDict(title="Zeile einer Erklärung")

    participant_no: str | None = Field(title="Teilnehmernummer; null: gelöscht, oder keine Teilnahme")
    gender: str | None = Field(title="Geschlecht")
    rule: str = Field(title="Entscheidende Regel")
    events: list[EventOut] = Field(title="Ereignisse, die entschieden haben, in der Folge der Erfassung")


class EstimateOut(BaseModel):
    """The estimate that stands in the place of counted persons."""

    model_config = ConfigDict(title="Schätzung hinter einer Zelle")

    on: str = Field(title="Stichtag der Schätzung")
    female: int = Field(title="Frauen")
    male: int = Field(title="Männer")
    non_binary: int = Field(title="divers")
    events: list[EventOut] = Field(title="Womit sie erfasst wurde")


class CellExplanation(BaseModel):
    """As many rows are counted as the cell says; both lists together are all participations of the operation."""

    model_config = ConfigDict(title="Erklärung einer Zelle")

    code: str = Field(title="Indikator")
    counted: list[ExplainedRow] = Field(title="Gezählt")
    not_counted: list[ExplainedRow] = Field(title="Nicht gezählt")
    estimate: EstimateOut | None = Field(default=None, title="Schätzung; fehlt, wo gezählt wird")


class CountedThing(BaseModel):
    """A contact, a referral, an event: whether a figure counts it, and why."""

    model_config = ConfigDict(title="Zeile einer erklärten Kennzahl")

    what: str = Field(title="Was")
    on: str = Field(title="Tag")
    value: int = Field(title="Womit es zählt; ehrenamtliche Zeit in Minuten")
    rule: str = Field(title="Entscheidende Regel")
    events: list[EventOut] = Field(title="Ereignisse, die entschieden haben, in der Folge der Erfassung")


class FigureExplanation(BaseModel):
    """What is counted adds up to the value; both lists together are all that is known of that kind."""

    model_config = ConfigDict(title="Erklärung einer Kennzahl")

    figure: str = Field(title="Kennzahl")
    key: str | None = Field(title="Merkmal")
    value: int = Field(title="Wert im Tätigkeitsbericht")
    counted: list[CountedThing] = Field(title="Gezählt")
    not_counted: list[CountedThing] = Field(title="Nicht gezählt")


@router.get(
    "/operations/{operation}/explain",
    summary="Eine Zelle des ESF-Berichts erklären: wer zählt, wer nicht, warum",
    response_model=CellExplanation,
    response_model_exclude_unset=True,
    dependencies=[Depends(only_known(*OF_CELL))],
)
def explain_cell(
    *,
    request: Request,
    operation: OperationInPath,
    asking: Examiner,
    service: Service,
    answers: Answers,
    arrived: Arrived,
    as_of: Annotated[Day, Query(title="Stichtag (Stand der Welt)")],
    indicator: Annotated[str, Query(pattern=CELL, title="Indikator oder Gesamtzahl", examples=["EECO07"])],
    gender: Annotated[Literal["female", "male", "non_binary", "total"], Query(title="Spalte der Zelle")] = "total",
    known_at: KnownAt = None,
    catalogue: Annotated[str | None, Query(pattern=KEY_PATTERN, title="Katalog statt des eigenen")] = None,
    catalogue_version: Annotated[int | None, Query(ge=1, le=9999, title="Version des Indikatorenkatalogs")] = None,
    submission: Annotated[UUID | None, Query(title="Abgabe, wie sie gemacht wurde (Verweis)")] = None,
) -> Document:
    report = EsfQuestion(
        operation=operation,
        as_of=as_of,
        known_at=known_at,
        catalogue=catalogue,
        catalogue_version=catalogue_version,
    )
    may_see_cells(service, asking, report)
    question = CellQuestion(report=report, indicator=indicator, gender=gender, submission=submission)
    answer = answers.explain_cell(asking.district, question, arrived)
    cell_seen(service, asking, report, indicator)
    known: ParticipantNumbers = request.app.state.participant_numbers
    numbers = numbers_of(known, asking.district, [*answer.counted_lines, *answer.not_counted_lines])
    return cell_document(answer, numbers)


@router.get(
    "/reports/activity/explain",
    summary="Eine Kennzahl des Tätigkeitsberichts erklären: was zählt, was nicht, warum",
    response_model=FigureExplanation,
    dependencies=[Depends(only_known("from", "to", "operation", "figure", "key"))],
)
def explain_activity(
    *,
    asking: Examiner,
    service: Service,
    answers: Answers,
    arrived: Arrived,
    start: Annotated[Day, Query(alias="from", title="Erster Tag")],
    end: Annotated[Day, Query(alias="to", title="Letzter Tag")],
    figure: Annotated[str, Query(pattern=FIGURE, title="Kennzahl", examples=["clients_reached"])],
    key: Annotated[str | None, Query(max_length=60, title="Merkmal einer aufgegliederten Kennzahl")] = None,
    operation: OperationInQuery = None,
) -> Document:
    may_see_figures(service, asking, operation, (start, end))
    report = ActivityQuestion(start=start, end=end, operation=operation)
    answer = answers.explain_figure(asking.district, FigureQuestion(report=report, figure=figure, key=key), arrived)
    figure_seen(service, asking, operation, figure)
    return figure_document(answer)
