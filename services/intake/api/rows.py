"""Participations, statuses and contacts: one row as JSON, or a whole import file."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from services.intake.api.asking import COMMAND, Asked, Service, Writer
from services.intake.application import Intake
from services.intake.imports.columns import Kind
from services.intake.imports.importer import Taken
from services.intake.rows_in import ContactIn, ParticipationIn, RowIn, StatusIn
from services.kernel.deciders import Context
from services.kernel.idempotency import HEADER
from services.kernel.inputs import OperationInPath
from services.kernel.log import Commit, Reused
from services.kernel.problems import (
    FieldError,
    invalid_input,
    unsupported_media_type,
)
from services.kernel.requests import file_context, media_type, only_known
from services.kernel.store import CommandReused
from services.kernel.web import Recorded

MULTIPART: Final = "multipart/form-data"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILE_TYPES: Final = ("text/csv", XLSX, "application/octet-stream", MULTIPART)

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
    content = await _file(request)
    if HEADER in request.headers and not dry_run:
        await run_in_threadpool(_remember, service, asking.district, context)
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


async def _file(request: Request) -> bytes:
    kind = media_type(request)
    if kind not in FILE_TYPES:
        raise unsupported_media_type(FILE_TYPES)
    if kind != MULTIPART:
        return await request.body()
    form = await request.form(max_files=1, max_fields=10)
    file = form.get("file")
    if not isinstance(file, UploadFile):
        raise invalid_input([FieldError("file", "Bitte die Datei im Formularfeld file senden.")])
    return await file.read()


def _remember(service: Intake, district: str, context: Context) -> None:
    """A command without facts holds the key, so that another file under it is refused.

    The rows need no such memory: a row that is stored already stores nothing.
    """
    command = Commit(
        command_id=context.command_id,
        request_hash=context.request_hash,
        actor=context.actor,
        correlation_id=context.correlation_id,
        causation_id=None,
        traceparent=context.traceparent,
        facts=(),
    )
    (answer,) = service.store.log.append(district, [command])
    if isinstance(answer, Reused):
        raise CommandReused(context.command_id)
