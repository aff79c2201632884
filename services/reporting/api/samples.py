"""Samples over HTTP: drawn under a mandate, told again with all evidence from what was pinned."""

from datetime import date, datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.participant_numbers import ParticipantNumbers
from services.kernel.requests import Session, only_known
from services.kernel.roles import Role
from services.kernel.times import today
from services.kernel.web import Recorded
from services.reporting.api.asking import COMMAND, Arrived, Asked, Examiner, Service
from services.reporting.api.documents import sent
from services.reporting.application import Reporting
from services.reporting.auditing.evidence import Evidence
from services.reporting.auditing.guard import examine, may_examine, operations_covered
from services.reporting.auditing.sample import LARGEST, Draw
from services.reporting.auditing.sample_tables import sample_tables
from services.reporting.auditing.samples_desk import SamplesDesk
from services.reporting.auditing.samples_queries import SampleRow, samples_of
from services.reporting.documents import MEDIA_TYPES, File, json_bytes
from services.reporting.esf import Document, EsfQuestion
from services.reporting.printing import pdf_bytes

router: Final = APIRouter(prefix="/samples")

ID: Final = "00000000-0000-8000-8000-000000008004"
LARGEST_SEED: Final = 2**63 - 1
SampleInPath = Annotated[UUID, Path(title="Stichprobe", examples=[ID])]


class SampleIn(BaseModel):
    """Which participations are to be drawn, and how many."""

    model_config = ConfigDict(extra="forbid", title="Stichprobe")

    operation: Annotated[str, Field(pattern=KEY_PATTERN)] = Field(title="Vorhaben", examples=["thinka-2022"])
    as_of: Day | None = Field(default=None, title="Stichtag; ohne Angabe heute")
    seed: int = Field(title="Startwert", ge=0, le=LARGEST_SEED, examples=[17])
    size: int = Field(title="Wie viele", ge=1, le=LARGEST, examples=[10])

    @property
    def draw(self) -> Draw:
        return Draw(EsfQuestion(operation=self.operation, as_of=self.as_of or today()), self.seed, self.size)


class SampleMade(Recorded):
    """The answer to a sample that was drawn."""

    model_config = ConfigDict(title="Gezogen")

    sample_id: UUID = Field(title="Stichprobe (Verweis)", examples=[ID])


class SampleOut(BaseModel):
    """A sample that was drawn."""

    model_config = ConfigDict(title="Gezogene Stichprobe")

    sample_id: UUID = Field(title="Stichprobe (Verweis)")
    operation: str = Field(title="Vorhaben")
    as_of: date = Field(title="Stichtag")
    seed: int = Field(title="Startwert")
    size: int = Field(title="Wie viele")
    population: int = Field(title="Grundgesamtheit")
    drawn_by: str = Field(title="Gezogen von (Kennung)")
    drawn: datetime = Field(title="Gezogen am")


@router.post("", summary="Stichprobe ziehen", **COMMAND)
def draw_sample(body: SampleIn, context: Asked, asking: Examiner, service: Service, arrived: Arrived) -> SampleMade:
    """Dieselben Angaben ziehen beim selben Stand immer dieselben Teilnahmen."""
    mandate = may_examine(service, asking, body.operation, as_of=body.draw.question.as_of)
    made = SamplesDesk(service, asking.district).draw(body.draw, context, arrived, mandate)
    return SampleMade(sample_id=made.sample_id, position=made.outcome.position)


@router.get("", summary="Stichproben", dependencies=[Depends(only_known())])
def all_samples(asking: Examiner, service: Service) -> list[SampleOut]:
    """Die Prüfung sieht die der Vorhaben, für die sie einen Auftrag hat; neueste zuerst."""
    return [_out(each) for each in samples_of(service.pool, asking.district, seen_operations(service, asking))]


@router.get(
    "/{sample}",
    summary="Stichprobe mit allen Belegen",
    response_class=Response,
    responses={
        200: {
            "description": "Jede Frage des Prüfbogens mit Antwort und Ereignissen",
            "content": {
                "application/json": {"schema": {"type": "object"}},
                MEDIA_TYPES["pdf"]: {"schema": {"type": "string", "format": "binary"}},
            },
        }
    },
    dependencies=[Depends(only_known("format"))],
)
def one_sample(
    *,
    request: Request,
    sample: SampleInPath,
    asking: Examiner,
    service: Service,
    form: Annotated[Literal["json", "pdf"], Query(alias="format", title="Form des Dokuments")] = "json",
) -> Response:
    document = seen_sample(request, service, asking, sample)
    content = json_bytes(document) if form == "json" else pdf_bytes(sample_tables(document))
    return sent(File(content, MEDIA_TYPES[form], f"stichprobe-{sample}.{form}"))


def seen_sample(request: Request, service: Reporting, asking: Session, sample_id: UUID) -> Document:
    """The sample with its evidence, once the mandate was asked for and the reading kept.

    Raises NoMandate, UnknownSample.
    """
    desk = SamplesDesk(service, asking.district)
    drawn = desk.drawn(sample_id)
    examine(service, asking, Evidence(operation=drawn.operation, kind="sample"), request.state.correlation_id)
    known: ParticipantNumbers = request.app.state.participant_numbers
    return desk.told(drawn, known)


def seen_operations(service: Reporting, asking: Session) -> list[str] | None:
    """Whose samples somebody may see; None: of all operations."""
    if asking.caller.role == Role.KOORDINATION:
        return None
    return operations_covered(service, asking.district, asking.caller.actor, today())


def _out(row: SampleRow) -> SampleOut:
    return SampleOut(
        sample_id=row.sample,
        operation=row.operation,
        as_of=row.as_of,
        seed=row.seed,
        size=row.size,
        population=row.population,
        drawn_by=row.drawn_by,
        drawn=row.drawn,
    )
