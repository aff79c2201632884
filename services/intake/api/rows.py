"""Participations, statuses and contacts: one row as JSON, or a whole import file."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from services.intake.api.asking import COMMAND, Asked, Service, Writer
from services.intake.application import Intake
from services.intake.imports.columns import Kind
from services.intake.imports.importer import Taken
from services.intake.rows_in import ContactIn, ParticipationIn, RowIn, StatusIn
from services.kernel.deciders import Context
from services.kernel.files.sent import MULTIPART, XLSX, remember, sent_file
from services.kernel.idempotency import HEADER
from services.kernel.inputs import OperationInPath
from services.kernel.requests import file_context, only_known
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/operations/{operation}")
AskedByFile = Annotated[Context, Depends(file_context)]


class Remark(BaseModel):
    """Something implausible that was stored all the same."""

    model_config = ConfigDict(title="Hinweis")

    column: str = Field(title="Feld")
    text: str = Field(title="Hinweis")
    rule: str | None = Field(default=None, title="Regel (docs/rules.md)", examples=["P-ISCED-01"])


class RecordedRow(Recorded):
    """Where the row's last fact stands; null when it said nothing new."""

    model_config = ConfigDict(title="Erfasst")

    warnings: list[Remark] = Field(title="Hinweise")
    id: UUID = Field(title="Kennung der Teilnahme oder des Kontakts")


class RefusedRow(BaseModel):
    """A row that was not taken; its value stays out, it may tell of a person."""

    model_config = ConfigDict(title="Abgelehnte Zeile")

    row: int = Field(title="Zeile der Datei; die Kopfzeile ist 1")
    column: str = Field(title="Spalte")
    reason: str = Field(title="Grund")


class FileRemark(Remark):
    """A remark on a line of the file."""

    row: int = Field(title="Zeile der Datei; die Kopfzeile ist 1")


class Imported(BaseModel):
    """What an import did."""

    model_config = ConfigDict(title="Ergebnis des Imports", extra="ignore")

    dry_run: bool = Field(title="Probelauf: nichts wurde gespeichert")
    rows: int = Field(title="Zeilen")
    entered: int = Field(title="Neu erfasst")
    corrected: int = Field(title="Berichtigt")
    submitted: int = Field(title="Eingereicht")
    cancelled: int = Field(title="Storniert")
    retracted: int = Field(title="Zurückgenommen")
    unchanged: int = Field(title="Unverändert")
    refused: int = Field(title="Abgelehnt")
    warnings: int = Field(title="Hinweise")
    position: int | None = Field(title="Position des letzten Ereignisses")
    refused_rows: list[RefusedRow] = Field(title="Abgelehnte Zeilen")
    remarks: list[FileRemark] = Field(title="Hinweise im Einzelnen")


# --- One row --------------------------------------------------------------------


@router.post("/participations", summary="Teilnahme erfassen oder berichtigen", **COMMAND)
def record_participation(
    operation: OperationInPath, body: ParticipationIn, asking: Writer, context: Asked, service: Service
) -> RecordedRow:
    return _recorded(service, "participants", body, (asking.district, operation), context)


@router.post("/statuses", summary="Verbleib erfassen oder zurücknehmen", **COMMAND)
def record_status(
    operation: OperationInPath, body: StatusIn, asking: Writer, context: Asked, service: Service
) -> RecordedRow:
    return _recorded(service, "statuses", body, (asking.district, operation), context)


@router.post("/contacts", summary="Kontakt erfassen oder berichtigen", **COMMAND)
def record_contact(
    operation: OperationInPath, body: ContactIn, asking: Writer, context: Asked, service: Service
) -> RecordedRow:
    return _recorded(service, "contacts", body, (asking.district, operation), context)


def _recorded(service: Intake, kind: Kind, body: RowIn, place: tuple[str, str], context: Context) -> RecordedRow:
    taken: Taken = service.record_row(kind, body.cells(), *place, context)
    warnings = [Remark(column=remark.column, text=remark.text, rule=remark.rule) for remark in taken.remarks]
    return RecordedRow(position=taken.position, warnings=warnings, id=taken.stream)


# --- A file ---------------------------------------------------------------------

_TEXT: Final = {"schema": {"type": "string"}}
_BINARY: Final = {"schema": {"type": "string", "format": "binary"}}
_FORM: Final = {
    "schema": {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary", "title": "CSV- oder XLSX-Datei"}},
    }
}
FILE_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "Die Importdatei: CSV (UTF-8) oder XLSX, als Inhalt oder als Formularfeld `file`.",
        "content": {
            "text/csv": {**_TEXT, "example": "participant_no,sozialraum,entry_date\nE-0017,rieth,2026-03-02\n"},
            XLSX: _BINARY,
            MULTIPART: _FORM,
        },
    }
}


@router.post(
    "/imports/{kind}",
    summary="Importdatei einlesen",
    openapi_extra=FILE_BODY,
    dependencies=[Depends(only_known("dry_run"))],
)
async def import_file(
    *,
    operation: OperationInPath,
    kind: Kind,
    request: Request,
    asking: Writer,
    context: AskedByFile,
    service: Service,
    dry_run: Annotated[bool, Query(title="Nur prüfen, nichts speichern")] = False,
) -> Imported:
    content = await sent_file(request)
    if HEADER in request.headers and not dry_run:
        await run_in_threadpool(remember, service.store, asking.district, context)
    result = await run_in_threadpool(
        service.import_file,
        kind,
        content,
        asking.district,
        operation,
        actor=context.actor,
        dry_run=dry_run,
    )
    return Imported.model_validate(result.as_json())
