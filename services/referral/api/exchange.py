"""The directory as a file, out and in: HSDS 3, or tables of partners and offers."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.kernel.deciders import Context
from services.kernel.files.sent import MULTIPART, TABLES, XLSX, remember, sent_file
from services.kernel.idempotency import HEADER
from services.kernel.requests import JSON, Session, file_context, only_known, require
from services.kernel.roles import Role
from services.kernel.waiting import awaited
from services.kernel.web import Recorded
from services.referral.api.asking import Service, Writer
from services.referral.exchange.service import USUAL_KIND, Form, exported, imported

ACCEPTED: Final = (JSON, *TABLES)
# A file with the names and numbers of contact persons is for whoever works with them.
Reader = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION))]
AskedByFile = Annotated[Context, Depends(file_context)]
FormChosen = Annotated[Form, Query(alias="form", title="hsds, oder eine Tabelle: partners, offers")]
FILE_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "Eine HSDS-Datei (JSON) oder eine Tabelle (CSV, XLSX), als Inhalt oder als Formularfeld `file`.",
        "content": {
            JSON: {"schema": {"title": "HSDS 3"}, "example": {"organizations": []}},
            "text/csv": {"schema": {"type": "string", "title": "CSV"}, "example": "name,kind\nMuster,verein\n"},
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

router: Final = APIRouter(prefix="/directory")


EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "HSDS 3 als JSON, oder eine Tabelle als CSV",
        "content": {"application/json": {"schema": {}}, "text/csv": {"schema": {"type": "string"}}},
    }
}


class RefusedRecord(BaseModel):
    """An entry that was not taken."""

    model_config = ConfigDict(title="Abgelehnter Eintrag")

    record: str = Field(title="Eintrag", examples=["Angebot „Schuldnerberatung“"])
    field: str = Field(title="Feld")
    value: str = Field(title="Was dort stand")
    reason: str = Field(title="Grund")


class RecordRemark(BaseModel):
    """Something that was read otherwise than it stood there."""

    model_config = ConfigDict(title="Hinweis zu einem Eintrag")

    record: str = Field(title="Eintrag")
    field: str = Field(title="Feld")
    text: str = Field(title="Hinweis")


class DirectoryImported(Recorded):
    """What became of a file."""

    model_config = ConfigDict(title="Verzeichnis eingelesen")

    dry_run: bool = Field(title="Nur geprüft")
    records: int = Field(title="Einträge der Datei", ge=0)
    listed: int = Field(title="Neu", ge=0)
    corrected: int = Field(title="Berichtigt", ge=0)
    unchanged: int = Field(title="Unverändert", ge=0)
    refused: int = Field(title="Abgelehnt", ge=0)
    refused_records: list[RefusedRecord] = Field(title="Abgelehnte Einträge")
    remarks: list[RecordRemark] = Field(title="Hinweise")


@router.get(
    "/export",
    summary="Verzeichnis ausgeben",
    dependencies=[Depends(only_known("form")), Depends(awaited)],
    responses=EXPORTED,
)
def export_directory(asking: Reader, service: Service, form: FormChosen = "hsds") -> Response:
    return as_file(exported(service, asking.district, form), asking.district, form)


@router.post(
    "/import",
    summary="Verzeichnis einlesen",
    openapi_extra=FILE_BODY,
    dependencies=[Depends(only_known("form", "dry_run", "partner_kind"))],
)
async def import_directory(
    *,
    request: Request,
    asking: Writer,
    context: AskedByFile,
    service: Service,
    form: FormChosen = "hsds",
    dry_run: Annotated[bool, Query(title="Nur prüfen, nichts speichern")] = False,
    partner_kind: Annotated[str, Query(title="Partnerart, wo die Datei keine nennt", max_length=60)] = USUAL_KIND,
) -> DirectoryImported:
    content = await sent_file(request, ACCEPTED)
    if HEADER in request.headers and not dry_run:
        await run_in_threadpool(remember, service.store, asking.district, context)
    result = await run_in_threadpool(
        imported, service, asking.district, form, content, context.actor, kind=partner_kind, dry_run=dry_run
    )
    return DirectoryImported.model_validate(result.document())


def as_file(content: bytes, district: str, form: Form) -> Response:
    """A download; its name says what it is."""
    name = f"verzeichnis-{district}.json" if form == "hsds" else f"{form}-{district}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=JSON if form == "hsds" else "text/csv; charset=utf-8", headers=headers)
