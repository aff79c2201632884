"""Checks before a submission, tables for the Commission, and how the plausibility rules are set, for programs."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.kernel.inputs import Day, OperationInPath
from services.kernel.requests import only_known
from services.kernel.roles import Role
from services.kernel.web import Recorded
from services.reporting.api.asking import COMMAND, Answers, Arrived, Asked, Coordinator, Reader, Service
from services.reporting.api.documents import DOCUMENT, FormInQuery, sent
from services.reporting.checking.desk import CHECKS, CheckingDesk, known_check
from services.reporting.checking.periods import PATTERN, Period
from services.reporting.checking.report import ChecksQuestion
from services.reporting.checking.settings import ConfigureCheck
from services.reporting.checking.sfc_report import SfcQuestion
from services.reporting.documents import checks_file, transmission_file

router: Final = APIRouter()

PeriodInQuery = Annotated[str, Query(title="Meldezeitraum (JJJJ06 oder JJJJ12)", pattern=PATTERN, examples=["202612"])]
CheckInPath = Annotated[
    str, Path(title="Schlüssel der Regel", pattern=f"^({'|'.join(CHECKS)})$", examples=["incomplete_share"])
]
LARGEST: Final = 100_000


class CheckIn(BaseModel):
    """How a rule is set from now on."""

    model_config = ConfigDict(extra="forbid", title="Prüfregel einstellen")

    threshold: int | None = Field(default=None, title="Schwelle; leer: wie ausgeliefert", ge=0, le=LARGEST)
    active: bool = Field(default=True, title="Wird geprüft")


class CheckOut(BaseModel):
    """A rule as it is set."""

    model_config = ConfigDict(title="Prüfregel")

    check: str = Field(title="Schlüssel")
    text: str = Field(title="Regel")
    level: str = Field(title="Worauf sie sieht")
    unit: str = Field(title="Einheit der Schwelle")
    threshold: int = Field(title="Schwelle")
    delivered: int = Field(title="Schwelle wie ausgeliefert")
    lowest: int = Field(title="Kleinste Schwelle")
    highest: int = Field(title="Größte Schwelle")
    active: bool = Field(title="Wird geprüft")


@router.get(
    "/operations/{operation}/reports/checks",
    summary="Prüfung vor der Abgabe: Stimmigkeit, Regeln der Kommission, Auffälligkeiten, Zielwerte",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("as_of", "format"))],
)
def checks_report(
    *,
    operation: OperationInPath,
    asking: Reader,
    answers: Answers,
    arrived: Arrived,
    as_of: Annotated[Day, Query(title="Stichtag (Stand der Welt)")],
    form: FormInQuery = "json",
) -> Response:
    """Die Teilnahmen hinter einer Auffälligkeit nennt die Antwort nur der Koordination."""
    records = asking.caller.role == Role.KOORDINATION
    question = ChecksQuestion(operation=operation, as_of=as_of, records=records)
    return sent(checks_file(answers.checks(asking.district, question, arrived), form))


@router.get(
    "/operations/{operation}/reports/sfc",
    summary="Tabellen 6 und 10 eines Vorhabens für einen Meldezeitraum",
    response_class=Response,
    responses=DOCUMENT,
    dependencies=[Depends(only_known("period", "format"))],
)
def sfc_report(
    *,
    operation: OperationInPath,
    asking: Reader,
    answers: Answers,
    arrived: Arrived,
    period: PeriodInQuery,
    form: FormInQuery = "json",
) -> Response:
    question = SfcQuestion(operation, Period.named(period))
    return sent(transmission_file(answers.sfc(asking.district, question, arrived), form))


@router.get("/checks", summary="Prüfregeln, wie sie eingestellt sind", dependencies=[Depends(only_known())])
def list_checks(asking: Reader, service: Service) -> list[CheckOut]:
    return [CheckOut(**each) for each in CheckingDesk(service, asking.district).rules()]


@router.post("/checks/{check}", summary="Prüfregel einstellen", **COMMAND)
def configure_check(
    check: CheckInPath, body: CheckIn, asking: Coordinator, context: Asked, service: Service
) -> Recorded:
    command = ConfigureCheck(check=known_check(check), threshold=body.threshold, active=body.active)
    return Recorded(position=CheckingDesk(service, asking.district).configure(command, context).position)
