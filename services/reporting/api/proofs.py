"""Proofs over HTTP: checkpoints of the journal, proofs from its tree, certificates of delivery."""

import base64
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.reporting import DeliveryReconciled
from services.kernel.district import district as enter
from services.kernel.requests import only_known
from services.kernel.settings import SERVICES
from services.reporting.api.asking import COMMAND, Asked, Examiner, NothingIn, Service
from services.reporting.api.documents import sent
from services.reporting.documents import MEDIA_TYPES, File
from services.reporting.printing import pdf_bytes
from services.reporting.proving.certificates import certificate, certificate_report, is_complete, verdict
from services.reporting.proving.checkpoints import public_key, signed_checkpoint
from services.reporting.proving.noted import Noted, checkpoints, deliveries, delivery
from services.reporting.proving.other_side import Platform
from services.reporting.proving.reconciling import Reconciling
from services.reporting.proving.trees import consistency, inclusion

router: Final = APIRouter()

PATIENCE_S: Final = 2.0  # what has not come by then is named in the certificate
ID: Final = "00000000-0000-8000-8000-000000008101"
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=["5dc9da79a70659a9ad559cb701ded9a2" * 2])]
SourceName = Annotated[str, Query(title="Quelle", pattern=f"^({'|'.join(SERVICES)})$", examples=["intake"])]
Number = Annotated[int, Query(title="Position im Protokoll der Quelle", ge=1, le=10**15, examples=[1])]
FromSize = Annotated[int, Query(alias="from", title="Einträge des früheren Prüfpunkts", ge=1, le=10**15)]
ToSize = Annotated[int | None, Query(alias="to", title="Einträge des späteren; ohne Angabe alle", ge=1, le=10**15)]
CertificateInPath = Annotated[UUID, Path(title="Zustellnachweis", examples=[ID])]


class CheckpointOut(BaseModel):
    """The journal as it is now, under the district's signature."""

    model_config = ConfigDict(title="Prüfpunkt")

    entries: int = Field(title="Einträge")
    root: Hex = Field(title="Wurzel des Prüfbaums")
    checkpoint: str = Field(title="Prüfpunkt (C2SP tlog-checkpoint)")
    key: str = Field(title="Prüfschlüssel (C2SP signed-note)")


class DayOut(BaseModel):
    """The checkpoint of a day."""

    model_config = ConfigDict(title="Prüfpunkt eines Tages")

    day: date = Field(title="Tag")
    entries: int = Field(title="Einträge")
    root: Hex = Field(title="Wurzel des Prüfbaums")
    checkpoint: str = Field(title="Prüfpunkt (C2SP tlog-checkpoint)")


class InclusionOut(BaseModel):
    """That a fact is in the journal."""

    model_config = ConfigDict(title="Nachweis eines Ereignisses")

    index: int = Field(title="Stelle im Journal, ab 0")
    event: str = Field(title="Umschlag des Ereignisses, Base64")
    proof: list[Hex] = Field(title="Prüfpfad (RFC 9162, 2.1.3)")
    checkpoint: str = Field(title="Prüfpunkt (C2SP tlog-checkpoint)")
    holds: bool = Field(title="Geht auf")


class ConsistencyOut(BaseModel):
    """That the journal only grew."""

    model_config = ConfigDict(title="Nachweis des Wachsens")

    first: int = Field(title="Einträge zuerst")
    first_root: Hex = Field(title="Wurzel zuerst")
    second: int = Field(title="Einträge danach")
    second_root: Hex = Field(title="Wurzel danach")
    proof: list[Hex] = Field(title="Prüfpfad (RFC 9162, 2.1.4)")
    holds: bool = Field(title="Geht auf")


class CertificateRow(BaseModel):
    """A certificate of delivery in the list."""

    model_config = ConfigDict(title="Zustellnachweis (Zeile)")

    certificate_id: UUID = Field(title="Zustellnachweis (Verweis)")
    at: datetime = Field(title="Abgeglichen")
    complete: bool = Field(title="Nichts fehlt, nichts ist doppelt oder verändert")
    text: str = Field(title="Ergebnis")


def _row(one: Noted[DeliveryReconciled]) -> CertificateRow:
    return CertificateRow(
        certificate_id=one.fact.certificate_id, at=one.at, complete=is_complete(one.fact), text=verdict(one.fact)
    )


@router.get("/checkpoint", summary="Prüfpunkt des Journals, jetzt", dependencies=[Depends(only_known())])
def checkpoint_now(asking: Examiner, service: Service) -> CheckpointOut:
    with service.pool.transaction() as conn, enter(conn, asking.district):
        signed = signed_checkpoint(conn, service.secrets, asking.district)
    key = public_key(service.secrets, asking.district).text()
    return CheckpointOut(entries=signed.size, root=signed.root.hex(), checkpoint=signed.note, key=key)


@router.get("/checkpoints", summary="Prüfpunkte der Tage", dependencies=[Depends(only_known())])
def checkpoints_of_days(asking: Examiner, service: Service) -> list[DayOut]:
    """Ältester zuerst."""
    return [
        DayOut(day=one.fact.day, entries=one.fact.entries, root=one.fact.root, checkpoint=one.fact.checkpoint)
        for one in checkpoints(service, asking.district)
    ]


@router.get(
    "/proofs/inclusion",
    summary="Nachweis, dass ein Ereignis im Journal steht",
    dependencies=[Depends(only_known("source", "sequence"))],
)
def proof_of_inclusion(asking: Examiner, service: Service, source: SourceName, sequence: Number) -> InclusionOut:
    with service.pool.transaction() as conn, enter(conn, asking.district):
        found = inclusion(conn, service.secrets, asking.district, source, sequence)
    return InclusionOut(
        index=found.index,
        event=base64.b64encode(found.body).decode(),
        proof=[each.hex() for each in found.path],
        checkpoint=found.checkpoint.note,
        holds=found.holds,
    )


@router.get(
    "/proofs/consistency",
    summary="Nachweis, dass das Journal nur gewachsen ist",
    dependencies=[Depends(only_known("from", "to"))],
)
def proof_of_consistency(asking: Examiner, service: Service, old: FromSize, new: ToSize = None) -> ConsistencyOut:
    with service.pool.transaction() as conn, enter(conn, asking.district):
        found = consistency(conn, asking.district, old, new)
    return ConsistencyOut(
        first=found.old.size,
        first_root=found.old.root.hex(),
        second=found.new.size,
        second_root=found.new.root.hex(),
        proof=[each.hex() for each in found.path],
        holds=found.holds,
    )


@router.post("/deliveries", summary="Zustellung abgleichen", **COMMAND)
def reconcile(_body: NothingIn, asking: Examiner, service: Service, context: Asked) -> CertificateRow:
    """Jedes Ereignis jeder Quelle wird mit dem Journal verglichen."""
    reconciling = Reconciling(service, Platform(service.settings), asking.district, PATIENCE_S)
    made = reconciling.certify(context).certificate_id
    return next(_row(one) for one in deliveries(service, asking.district) if one.fact.certificate_id == made)


@router.get("/deliveries", summary="Zustellnachweise", dependencies=[Depends(only_known())])
def all_certificates(asking: Examiner, service: Service) -> list[CertificateRow]:
    """Ältester zuerst."""
    return [_row(one) for one in deliveries(service, asking.district)]


@router.get(
    "/deliveries/{certificate_id}.pdf",
    summary="Zustellnachweis als PDF",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPES["pdf"]: {"schema": {"type": "string", "format": "binary"}}}}},
    dependencies=[Depends(only_known())],
)
def certificate_on_paper(certificate_id: CertificateInPath, asking: Examiner, service: Service) -> Response:
    found = delivery(service, asking.district, certificate_id)
    content = pdf_bytes(certificate_report(found.fact, asking.district, found.at))
    return sent(File(content, MEDIA_TYPES["pdf"], f"zustellnachweis-{asking.district}-{found.at.date()}.pdf"))


@router.get("/deliveries/{certificate_id}", summary="Ein Zustellnachweis", dependencies=[Depends(only_known())])
def one_certificate(certificate_id: CertificateInPath, asking: Examiner, service: Service) -> dict[str, Any]:
    found = delivery(service, asking.district, certificate_id)
    return certificate(found.fact, asking.district, found.at)
