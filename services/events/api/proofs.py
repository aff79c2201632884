"""Files that prove something over HTTP: sent, listed, fetched, removed."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from services.contracts.events.words import ProofKind, ProofOf
from services.events.api.asking import COMMAND, READING, Asked, NothingIn, Reader, Service, Writer
from services.events.api.fields import ID, Made
from services.events.proof_files import ENDINGS
from services.events.proofs_desk import About, ProofDesk
from services.events.proofs_queries import proofs_of
from services.kernel.deciders import Context
from services.kernel.files.sent import MULTIPART, sent_file
from services.kernel.inputs import Day
from services.kernel.requests import file_context, only_known
from services.kernel.web import Recorded

router: Final = APIRouter(prefix="/proofs")

ProofInPath = Annotated[UUID, Path(title="Nachweis", examples=[ID])]
OfIdInPath = Annotated[UUID, Path(title="Gehört zu (Verweis)", examples=[ID])]
BINARY: Final[dict[str, Any]] = {"type": "string", "format": "binary", "title": "Datei"}
ACCEPTED: Final = (*ENDINGS, "application/octet-stream", MULTIPART)
FILE_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "PDF, PNG, JPEG oder WebP, höchstens 5 MB, als Inhalt oder als Formularfeld `file`.",
        "content": {
            **{kind: {"schema": BINARY} for kind in ENDINGS},
            MULTIPART: {"schema": {"type": "object", "required": ["file"], "properties": {"file": BINARY}}},
        },
    }
}
FILE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Die Datei", "content": {kind: {"schema": BINARY} for kind in ENDINGS}}
}


class ProofOut(BaseModel):
    """A file as it is listed; its bytes are fetched apart."""

    model_config = ConfigDict(title="Nachweis", from_attributes=True)

    proof_id: UUID = Field(title="Nachweis")
    of: ProofOf = Field(title="Gehört zu")
    of_id: UUID = Field(title="Gehört zu (Verweis)")
    kind: ProofKind = Field(title="Art")
    media_type: str = Field(title="Dateiformat")
    size: int = Field(title="Größe (Byte)")
    digest: str = Field(title="SHA-256 (hexadezimal)")
    on: date = Field(title="Vom")


def desk_of(asking: Writer, service: Service) -> ProofDesk:
    return ProofDesk(service, asking.district)


Proofs = Annotated[ProofDesk, Depends(desk_of)]


@router.post(
    "/of/{of}/{of_id}",
    summary="Nachweis hinzufügen",
    openapi_extra=FILE_BODY,
    status_code=201,
    dependencies=[Depends(only_known("kind", "on"))],
)
async def attach_proof(
    *,
    request: Request,
    of: Annotated[ProofOf, Path(title="Gehört zu", examples=["event"])],
    of_id: OfIdInPath,
    kind: Annotated[ProofKind, Query(title="Art")],
    on: Annotated[Day, Query(title="Vom")],
    context: Annotated[Context, Depends(file_context)],
    desk: Proofs,
) -> Made:
    """Was die Datei ist, sagen ihre Bytes, nicht ihr Name."""
    content = await sent_file(request, ACCEPTED)
    made = await run_in_threadpool(desk.attach, About(of=of, of_id=of_id, kind=kind, on=on), content, context)
    return Made(id=made.id, position=made.outcome.position)


@router.get("/of/{of_id}", summary="Nachweise zu einer Sache", **READING)
def proofs_of_one(of_id: OfIdInPath, asking: Reader, service: Service) -> list[ProofOut]:
    """Die ältesten zuerst; entfernte fehlen."""
    found = proofs_of(service.pool, asking.district, [of_id])[of_id]
    return [ProofOut.model_validate(each) for each in found]


@router.get("/{proof}/file", summary="Datei eines Nachweises", response_class=Response, responses=FILE, **READING)
def file_of(proof: ProofInPath, asking: Reader, service: Service) -> Response:
    attached, content = ProofDesk(service, asking.district).file(proof)
    headers = {"ETag": f'"{attached.digest}"', "Content-Disposition": "attachment"}
    return Response(content, media_type=attached.media_type, headers=headers)


@router.post("/{proof}/removal", summary="Nachweis entfernen", **COMMAND)
def remove_proof(proof: ProofInPath, _body: NothingIn, context: Asked, desk: Proofs) -> Recorded:
    """Die Datei wird gelöscht; das lässt sich nicht rückgängig machen."""
    return Recorded(position=desk.remove(proof, context).position)
