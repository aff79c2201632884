"""The network over HTTP: who works with whom, and surveys of the partners."""

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.referral import Provenance
from services.kernel.inputs import Day
from services.kernel.problems import not_found
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.kernel.times import today
from services.kernel.waiting import awaited
from services.kernel.web import Recorded
from services.referral import network_queries, surveys_queries
from services.referral.api.asking import COMMAND, READING, Asked, Reader, Service, Writer
from services.referral.api.directory_fields import ID, Line, Made, Name, Words
from services.referral.domain.survey import MOST_QUESTIONS, UnknownSurvey
from services.referral.domain.survey_index import Figure
from services.referral.network_desk import NetworkDesk, Said, SurveyDetails
from services.referral.surveys_queries import SurveyRow

router: Final = APIRouter()

Coordinator = Annotated[Session, Depends(require(Role.KOORDINATION))]
SurveyInPath = Annotated[UUID, Path(title="Befragung", examples=[ID])]
DAY: Final = Query(alias="on", title="Stand am; ohne Angabe heute", examples=["2026-06-30"])


class PairIn(BaseModel):
    """Two partners, in whichever order."""

    model_config = ConfigDict(extra="forbid", title="Zwei Partner")

    one_id: UUID = Field(title="Partner", examples=[ID])
    other_id: UUID = Field(title="Anderer Partner", examples=["00000000-0000-8000-8000-000000006220"])
    on: Day = Field(title="Seit", examples=["2026-01-15"])


class EdgeIn(PairIn):
    """How much two partners work together from a day on."""

    model_config = ConfigDict(extra="forbid", title="Zusammenarbeit")

    strength: int = Field(title="Stärke von 1 (kennt sich) bis 4 (gemeinsame Vorhaben)", ge=1, le=4, examples=[2])


class Edge(BaseModel):
    """Two partners work together."""

    model_config = ConfigDict(from_attributes=True, title="Zusammenarbeit")

    one_id: UUID = Field(title="Partner")
    other_id: UUID = Field(title="Anderer Partner")
    strength: int = Field(title="Stärke von 1 bis 4")
    since: date = Field(title="Stand vom")


class PartnerInNetwork(BaseModel):
    """A partner and what it counts for in the network."""

    model_config = ConfigDict(title="Partner im Netzwerk")

    partner_id: UUID = Field(title="Partner")
    name: str = Field(title="Name")
    kind: str = Field(title="Partnerart")
    partners: int = Field(title="Arbeitet zusammen mit so vielen")
    referred: int = Field(title="Vermittlungen dorthin in den zwölf Monaten davor")


class NetworkOut(BaseModel):
    """The network on a day."""

    model_config = ConfigDict(title="Netzwerk")

    day: date = Field(title="Stand am")
    partners: list[PartnerInNetwork] = Field(title="Partner")
    edges: list[Edge] = Field(title="Zusammenarbeit")


class StatementIn(BaseModel):
    """A statement that partners agree with from 1 to 5."""

    model_config = ConfigDict(extra="forbid", title="Aussage")

    dimension: Name = Field(title="Dimension", examples=["Zusammenarbeit im Alltag"])
    text: Line = Field(title="Aussage", examples=["Absprachen im Netzwerk werden eingehalten."])


class SurveyIn(BaseModel):
    """A survey to open; its statements never change."""

    model_config = ConfigDict(extra="forbid", title="Neue Befragung")

    title: Name = Field(title="Titel", examples=["Netzwerkbefragung 2026"])
    statements: list[StatementIn] = Field(title="Aussagen", max_length=MOST_QUESTIONS)
    first_day: date = Field(title="Erster Tag", examples=["2026-09-01"])
    last_day: date = Field(title="Letzter Tag", examples=["2026-09-30"])


class ClosingIn(BaseModel):
    """The last day of a survey."""

    model_config = ConfigDict(extra="forbid", title="Ende der Befragung")

    on: Day | None = Field(default=None, title="Letzter Tag; ohne Angabe heute")


class SurveyAnswersIn(BaseModel):
    """What a partner answers; answered again, these count."""

    model_config = ConfigDict(extra="forbid", title="Antworten eines Partners")

    partner_id: UUID = Field(title="Partner", examples=[ID])
    values: dict[str, Literal[1, 2, 3, 4, 5] | None] = Field(
        title="Zustimmung von 1 bis 5 je Schlüssel der Aussage; null: keine Antwort",
        max_length=MOST_QUESTIONS,
        examples=[{"a1": 4, "a2": None}],
    )
    provenance: Provenance = Field(title="Von wem", examples=["partner_phone"])
    comment: Words | None = Field(default=None, title="Bemerkung")


class FigureOut(BaseModel):
    """An index from 0 to 100; null: fewer than three partners answered."""

    model_config = ConfigDict(title="Indexwert")

    value: float | None = Field(title="Punkte von 0 bis 100, auf eine Stelle gerundet; null: unter drei Antworten")
    partners: int = Field(title="So viele Partner haben geantwortet")


class Statement(BaseModel):
    """A statement of a survey."""

    model_config = ConfigDict(from_attributes=True, title="Aussage")

    key: str = Field(title="Schlüssel")
    text: str = Field(title="Aussage")
    dimension: str = Field(title="Dimension")


class SurveyOut(BaseModel):
    """A survey and what came of it."""

    model_config = ConfigDict(title="Befragung")

    survey_id: UUID = Field(title="Befragung")
    title: str = Field(title="Titel")
    first_day: date = Field(title="Erster Tag")
    last_day: date = Field(title="Letzter Tag")
    statements: list[Statement] = Field(title="Aussagen")
    definition: int = Field(title="Fassung der Berechnung; verglichen wird nur innerhalb einer Fassung")
    overall: FigureOut = Field(title="Gesamtindex")
    dimensions: dict[str, FigureOut] = Field(title="Index je Dimension")


@router.get("/network", summary="Netzwerk an einem Tag", dependencies=[Depends(only_known("on")), Depends(awaited)])
def show_network(asking: Reader, service: Service, on: Annotated[Day | None, DAY] = None) -> NetworkOut:
    """Partner des Verzeichnisses, wer mit wem zusammenarbeitet, und wohin im Jahr davor vermittelt wurde."""
    found = network_queries.network(service.pool, asking.district, on or today())
    partners = [
        PartnerInNetwork(
            partner_id=each.partner_id,
            name=each.name,
            kind=each.kind,
            partners=found.degree(each.partner_id),
            referred=found.referred.get(each.partner_id, 0),
        )
        for each in found.partners.values()
    ]
    return NetworkOut(day=found.day, partners=partners, edges=[Edge.model_validate(each) for each in found.edges])


@router.post("/network/edges", summary="Zusammenarbeit festhalten", **COMMAND)
def link_partners(body: EdgeIn, asking: Writer, context: Asked, service: Service) -> Recorded:
    """Stärke 1 bis 4, in beide Richtungen; derselbe Tag noch einmal berichtigt."""
    desk = NetworkDesk(service, asking.district)
    outcome = desk.link(body.one_id, body.other_id, body.strength, body.on, context)
    return Recorded(position=outcome.position)


@router.post("/network/edges/ending", summary="Ende einer Zusammenarbeit festhalten", **COMMAND)
def unlink_partners(body: PairIn, asking: Writer, context: Asked, service: Service) -> Recorded:
    """Ab diesem Tag arbeiten die beiden nicht mehr zusammen; was davor war, bleibt."""
    outcome = NetworkDesk(service, asking.district).unlink(body.one_id, body.other_id, body.on, context)
    return Recorded(position=outcome.position)


@router.post("/surveys", summary="Befragung der Partner anlegen", **COMMAND)
def open_survey(body: SurveyIn, asking: Coordinator, context: Asked, service: Service) -> Made:
    """Andere Aussagen sind eine neue Befragung: Eine angelegte ändert sich nicht."""
    details = SurveyDetails(
        title=body.title,
        statements=tuple((each.dimension, each.text) for each in body.statements),
        first_day=body.first_day,
        last_day=body.last_day,
    )
    opened = NetworkDesk(service, asking.district).open_survey(details, context)
    return Made(id=opened.survey_id, position=opened.outcome.position)


@router.get("/surveys", summary="Befragungen der Partner mit ihren Indexwerten", **READING)
def list_surveys(asking: Reader, service: Service) -> list[SurveyOut]:
    """Die älteste zuerst. Was ein einzelner Partner sagt, steht hier nicht."""
    return [survey_out(each) for each in surveys_queries.surveys(service.pool, asking.district)]


@router.get("/surveys/{survey_id}", summary="Befragung der Partner", **READING)
def show_survey(survey_id: SurveyInPath, asking: Reader, service: Service) -> SurveyOut:
    found = surveys_queries.survey(service.pool, asking.district, survey_id)
    if found is None:
        raise not_found(UnknownSurvey.title)
    return survey_out(found)


@router.post("/surveys/{survey_id}/closing", summary="Befragung beenden", **COMMAND)
def close_survey(
    survey_id: SurveyInPath, body: ClosingIn, asking: Coordinator, context: Asked, service: Service
) -> Recorded:
    outcome = NetworkDesk(service, asking.district).close_survey(survey_id, body.on or today(), context)
    return Recorded(position=outcome.position)


@router.post("/surveys/{survey_id}/answers", summary="Antworten eines Partners eintragen", **COMMAND)
def answer_survey(
    survey_id: SurveyInPath, body: SurveyAnswersIn, asking: Coordinator, context: Asked, service: Service
) -> Recorded:
    """Noch einmal eingetragen, gelten die neuen Antworten."""
    said = Said(partner_id=body.partner_id, values=body.values, provenance=body.provenance, comment=body.comment)
    outcome = NetworkDesk(service, asking.district).answer_survey(survey_id, said, context)
    return Recorded(position=outcome.position)


def survey_out(row: SurveyRow) -> SurveyOut:
    found = row.index
    return SurveyOut(
        survey_id=row.survey_id,
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
        statements=[Statement.model_validate(each) for each in row.questions],
        definition=row.definition,
        overall=_figure(found.overall),
        dimensions={name: _figure(figure) for name, figure in found.dimensions.items()},
    )


def _figure(figure: Figure) -> FigureOut:
    return FigureOut(value=None if figure.value is None else round(float(figure.value), 1), partners=figure.partners)
