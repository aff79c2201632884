"""Which cells a record enters, for forms: of a stored participation, or of values that are not stored."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from services.contracts import intake as words
from services.kernel.feed import Feed
from services.kernel.inputs import Day, OperationInPath
from services.kernel.requests import Session, only_known, require
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.api.asking import Answers, Service
from services.reporting.auditing.evidence import Evidence
from services.reporting.auditing.guard import examine, may_examine
from services.reporting.domain.entry_cells import EntryCells
from services.reporting.esf import EsfQuestion

router: Final = APIRouter(prefix="/operations/{operation}")
Caseworker = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION))]
# Pruefung needs a mandate for the operation besides.
RecordReader = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION, Role.PRUEFUNG))]


class EntryIn(BaseModel):
    """The values of a form; what is not sent is unknown. Nothing is stored."""

    model_config = ConfigDict(extra="forbid", title="Angaben bei Eintritt")

    entry_date: Day = Field(title="Eintritt")
    gender: words.Gender | None = Field(default=None, title="Geschlecht")
    birth_date: Day | None = Field(default=None, title="Geburtsdatum")
    employment: words.Employment | None = Field(default=None, title="Erwerbsstatus bei Eintritt")
    unemployed_since: Day | None = Field(default=None, title="Arbeitslos seit")
    in_education: words.YesNo | None = Field(default=None, title="In Bildung bei Eintritt")
    isced: int | None = Field(default=None, ge=0, le=8, title="Höchster Bildungsabschluss (ISCED)")
    disability: words.YesNoRefused | None = Field(default=None, title="Behinderung")
    foreign_background: words.YesNoRefused | None = Field(default=None, title="Ausländische Herkunft")
    minority: words.YesNoRefused | None = Field(default=None, title="Minderheit")
    citizenship: words.Citizenship | None = Field(default=None, title="Staatsangehörigkeit")
    housing: words.Housing | None = Field(default=None, title="Wohnsituation")
    residence_ags: Annotated[str, Field(pattern=r"^[0-9]{8}$")] | None = Field(default=None, title="Gemeindeschlüssel")


class CellOut(BaseModel):
    """An indicator and the condition that the record meets."""

    model_config = ConfigDict(title="Zelle")

    code: str = Field(title="Indikator")
    title: str = Field(title="Bezeichnung")
    reason: str = Field(title="Warum")


class MissingOut(BaseModel):
    """A value that is missing for the record to be complete."""

    model_config = ConfigDict(title="Fehlende Angabe")

    field: str = Field(title="Feld")
    title: str = Field(title="Bezeichnung")


class RecordCells(BaseModel):
    """What a record counts for; ``cells`` of a record that is not counted are those that it would enter."""

    model_config = ConfigDict(title="Zellen einer Teilnahme")

    counted: bool = Field(title="Wird gezählt")
    reason: str | None = Field(title="Warum sie nicht gezählt wird (Schlüssel)")
    reason_title: str | None = Field(title="Warum sie nicht gezählt wird")
    cells: list[CellOut] = Field(title="Zellen")
    missing: list[MissingOut] = Field(title="Was fehlt (Artikel 17 Absatz 5)")


def intake_head(request: Request, asking: RecordReader) -> dict[str, int]:
    """Where intake's log is now: a record is read as it was stored last."""
    feed: Feed = request.app.state.feed
    return {"intake": feed.head("intake", asking.district).position}


@router.get(
    "/participations/{participation}/cells",
    summary="In welche Zellen des ESF-Berichts eine Teilnahme eingeht",
    dependencies=[Depends(only_known("as_of"))],
)
def cells_of_participation(
    *,
    operation: OperationInPath,
    participation: Annotated[
        UUID, Path(title="Kennung der Teilnahme", examples=["00000000-0000-8000-8000-000000000001"])
    ],
    request: Request,
    asking: RecordReader,
    service: Service,
    answers: Answers,
    arrived: Annotated[dict[str, int], Depends(intake_head)],
    as_of: Day | None = None,
) -> RecordCells:
    """Die Prüfung braucht dafür einen Prüfauftrag; die Einsicht wird festgehalten."""
    question = EsfQuestion(operation=operation, as_of=as_of or today())
    may_examine(service, asking, operation, as_of=question.as_of)
    seen = Evidence(operation=operation, kind="record", participation_id=participation)
    examine(service, asking, seen, request.state.correlation_id)
    return _told(answers.cells_of_record(asking.district, question, participation, arrived))


@router.post(
    "/cells",
    summary="In welche Zellen die Angaben eines Formulars eingehen würden; nichts wird gespeichert",
    dependencies=[Depends(only_known())],
)
def cells_of_values(operation: OperationInPath, body: EntryIn, asking: Caseworker, answers: Answers) -> RecordCells:
    values: dict[str, Any] = dict(body)
    question = EsfQuestion(operation=operation, as_of=today())
    return _told(answers.cells_of_form(asking.district, question, values))


def _told(of: EntryCells) -> RecordCells:
    key, title = of.reason or (None, None)
    return RecordCells(
        counted=of.reason is None,
        reason=key,
        reason_title=title,
        cells=[CellOut(code=one.code, title=one.title, reason=one.reason) for one in of.cells],
        missing=[MissingOut(field=field, title=name) for field, name in of.missing],
    )
