"""Surveys over HTTP: drafted, opened, closed, one-time links, sheets of paper, results."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Reader, Service, Writer
from services.events.api.fields import ID, LastDayIn, Made
from services.events.api.survey_fields import SheetIn, SurveyIn, SurveyInPath
from services.events.application import Events
from services.events.domain.survey_results import Dimension, Results
from services.events.domain.survey_state import UnknownSurvey
from services.events.responses_desk import ResponsesDesk
from services.events.surveys_desk import SurveysDesk
from services.events.surveys_queries import Stage, SurveyRow, survey, surveys
from services.events.surveys_results import free_answers, group_words, line_words, results_csv, results_of
from services.kernel.inputs import Day
from services.kernel.requests import only_known
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/surveys")

MOST_AT_ONCE: Final = 1000
BY: Final[dict[str, Any]] = {"dependencies": [Depends(only_known("by")), Depends(awaited)]}
ResponseInPath = Annotated[UUID, Path(title="Bogen", examples=[ID])]
By = Annotated[Dimension | None, Query(title="Aufgeteilt nach; ohne Angabe alle zusammen", examples=["sozialraum"])]


def desk_of(asking: Writer, service: Service) -> SurveysDesk:
    return SurveysDesk(service, asking.district)


def responses_desk_of(survey: SurveyInPath, asking: Writer, service: Service) -> ResponsesDesk:
    return ResponsesDesk(service, asking.district, survey)


Desk = Annotated[SurveysDesk, Depends(desk_of)]
Responses = Annotated[ResponsesDesk, Depends(responses_desk_of)]


class PeriodIn(BaseModel):
    """From when to when it may be answered."""

    model_config = ConfigDict(extra="forbid", title="Zeitraum")

    first_day: Day = Field(title="Erster Tag", examples=["2026-03-01"])
    last_day: Day = Field(title="Letzter Tag", examples=["2026-03-31"])


class TicketsIn(BaseModel):
    """How many one-time links."""

    model_config = ConfigDict(extra="forbid", title="Einmal-Links")

    tickets: int = Field(title="Anzahl", ge=1, le=MOST_AT_ONCE, examples=[30])


class TicketsOut(Recorded):
    """One-time codes; they are told this once."""

    model_config = ConfigDict(title="Codes der Einmal-Links")

    codes: list[str] = Field(title="Codes")


class SurveyOut(BaseModel):
    """A survey as it stands."""

    model_config = ConfigDict(title="Umfrage im Verzeichnis")

    survey_id: UUID = Field(title="Umfrage")
    title: str = Field(title="Titel in der ersten Sprache")
    stage: Stage = Field(title="Stand")
    first_day: date | None = Field(title="Erster Tag; null: nicht eröffnet")
    last_day: date | None = Field(title="Letzter Tag")
    closed_on: date | None = Field(title="Abgeschlossen am")
    languages: list[str] = Field(title="Sprachen")
    access: str = Field(title="Zugang")
    smallest_cell: int = Field(title="Kleinste Gruppe, die gezeigt wird")
    questions: list[str] = Field(title="Schlüssel der Fragen")
    tickets: int = Field(title="Ausgegebene Einmal-Links")
    responses: int = Field(title="Antworten")


class LineOut(BaseModel):
    """An answer, or several that had to be put together; null is hidden."""

    model_config = ConfigDict(title="Zeile im Ergebnis")

    answer: str = Field(title="Antwort")
    count: int | None = Field(title="Anzahl; null: nicht gezeigt")
    groups: list[int | None] = Field(title="Anzahl je Gruppe")


class QuestionOut(BaseModel):
    """The counts of one question."""

    model_config = ConfigDict(title="Ergebnis einer Frage")

    key: str = Field(title="Frage")
    lines: list[LineOut] = Field(title="Antworten")
    means: list[float | None] = Field(title="Mittelwerte: alle, dann je Gruppe")


class ResultsOut(BaseModel):
    """What may be told of a closed survey; without answers: the survey is not closed, or too few answered."""

    model_config = ConfigDict(title="Ergebnisse")

    responses: int | None = Field(title="Antworten; null: noch nichts zu zeigen")
    groups: list[str] = Field(title="Gruppen")
    questions: list[QuestionOut] = Field(title="Fragen")


@router.post("", summary="Umfrage entwerfen", **COMMAND)
def draft_survey(body: SurveyIn, context: Asked, desk: Desk) -> Made:
    made = desk.draft(body.questionnaire, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("", summary="Umfragen des Landkreises", **READING)
def all_surveys(asking: Reader, service: Service) -> list[SurveyOut]:
    """Entwürfe, dann die neuesten zuerst."""
    return [_out(each) for each in surveys(service.pool, asking.district)]


@router.get("/{survey}", summary="Eine Umfrage", **READING)
def one_survey(survey: SurveyInPath, asking: Reader, service: Service) -> SurveyOut:
    return _out(known_survey(service, asking.district, survey))


@router.post("/{survey}/draft", summary="Entwurf ändern", **COMMAND)
def redraft_survey(survey: SurveyInPath, body: SurveyIn, context: Asked, desk: Desk) -> Recorded:
    """Als Ganzes, bis zur Eröffnung."""
    return Recorded(position=desk.redraft(survey, body.questionnaire, context).position)


@router.post("/{survey}/opening", summary="Umfrage eröffnen", **COMMAND)
def open_survey(survey: SurveyInPath, body: PeriodIn, context: Asked, desk: Desk) -> Recorded:
    """Danach ändern sich die Fragen nicht mehr."""
    return Recorded(position=desk.open(survey, body.first_day, body.last_day, context).position)


@router.post("/{survey}/closing", summary="Umfrage abschließen", **COMMAND)
def close_survey(survey: SurveyInPath, body: LastDayIn, context: Asked, desk: Desk) -> Recorded:
    """Danach kommt keine Antwort hinzu, und die Ergebnisse sind zu sehen."""
    return Recorded(position=desk.close(survey, body.day, context).position)


@router.post("/{survey}/tickets", summary="Einmal-Links ausgeben", **COMMAND)
def issue_tickets(survey: SurveyInPath, body: TicketsIn, context: Asked, desk: Desk) -> TicketsOut:
    """Die Codes stehen nur in dieser Antwort."""
    issued = desk.issue(survey, body.tickets, context)
    return TicketsOut(position=issued.outcome.position, codes=issued.codes)


@router.post("/{survey}/responses", summary="Einen Bogen eintragen", **COMMAND)
def type_sheet(body: SheetIn, context: Asked, desk: Responses) -> Made:
    made = desk.type_in(body.said, context)
    return Made(id=made.id, position=made.outcome.position)


@router.post("/{survey}/responses/{response}/discarding", summary="Einen Bogen verwerfen", **COMMAND)
def discard_sheet(response: ResponseInPath, _body: NothingIn, context: Asked, desk: Responses) -> Recorded:
    """Doppelt eingetippt, oder aus Versehen; bis die Umfrage abgeschlossen ist."""
    return Recorded(position=desk.discard(response, context).position)


@router.get("/{survey}/results", summary="Ergebnisse", **BY)
def survey_results(survey: SurveyInPath, asking: Reader, service: Service, by: By = None) -> ResultsOut:
    """Kleine Zahlen fehlen, und so viele daneben, dass sie niemand ausrechnen kann."""
    row = known_survey(service, asking.district, survey)
    found = results_of(service, asking.district, row, by)
    return ResultsOut(responses=None, groups=[], questions=[]) if found is None else _results(found, by)


@router.get("/{survey}/results.csv", summary="Ergebnisse als Tabelle", response_class=Response, **BY)
def survey_results_as_csv(survey: SurveyInPath, asking: Reader, service: Service, by: By = None) -> Response:
    """Dieselben Zahlen wie auf der Seite; leer, solange nichts zu zeigen ist."""
    row = known_survey(service, asking.district, survey)
    return csv_answer(service, asking.district, row, by)


@router.get("/{survey}/free-answers", summary="Freie Antworten", **READING)
def survey_free_answers(survey: SurveyInPath, asking: Reader, service: Service) -> dict[str, list[str]]:
    """Je Frage, gemischt; nur für das Team."""
    return free_answers(service, asking.district, known_survey(service, asking.district, survey))


def known_survey(service: Events, district: str, survey_id: UUID) -> SurveyRow:
    """Raises UnknownSurvey."""
    row = survey(service.pool, district, survey_id)
    if row is None:
        raise UnknownSurvey
    return row


def csv_answer(service: Events, district: str, row: SurveyRow, by: Dimension | None) -> Response:
    """A file; with nothing but nothing where nothing may be told."""
    found = results_of(service, district, row, by)
    text = "" if found is None else results_csv(row, found, by)
    headers = {"Content-Disposition": 'attachment; filename="ergebnisse.csv"'}
    return Response(text.encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def _out(row: SurveyRow) -> SurveyOut:
    return SurveyOut(
        survey_id=row.survey_id,
        title=row.title,
        stage=row.stage(today()),
        first_day=row.first_day,
        last_day=row.last_day,
        closed_on=row.closed_on,
        languages=list(row.drafted.languages),
        access=row.drafted.access,
        smallest_cell=row.drafted.smallest_cell,
        questions=[each.key for each in row.questions],
        tickets=row.tickets,
        responses=row.responses,
    )


def _results(found: Results, by: Dimension | None) -> ResultsOut:
    return ResultsOut(
        responses=found.replies,
        groups=[] if by is None else [group_words(each, by) for each in found.groups],
        questions=[
            QuestionOut(
                key=each.question.key,
                lines=[
                    LineOut(answer=line_words(each, line), count=line.replies, groups=list(line.cells))
                    for line in each.lines
                ],
                means=[None if mean is None else float(mean) for mean in each.means],
            )
            for each in found.questions
        ],
    )
