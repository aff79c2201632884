"""Mandates over HTTP: granted and revoked by the Koordination, which also sees what was read under them."""

from datetime import date, datetime
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from services.contracts.reporting import EvidenceKind
from services.kernel.inputs import KEY_PATTERN, Day
from services.kernel.requests import only_known
from services.kernel.roles import Role
from services.kernel.times import today
from services.kernel.web import Recorded
from services.reporting.api.asking import COMMAND, Asked, Coordinator, Examiner, NothingIn, Service
from services.reporting.auditing.guard import staff_id_of
from services.reporting.auditing.mandate import Standing
from services.reporting.auditing.mandates_desk import MandatesDesk, Wanted
from services.reporting.auditing.mandates_queries import (
    MandateRow,
    ReadRow,
    evidence_reads,
    mandates_of,
)

router: Final = APIRouter(prefix="/mandates")

ID: Final = "00000000-0000-8000-8000-000000008001"
MOST_READS: Final = 500
MandateInPath = Annotated[UUID, Path(title="Prüfauftrag", examples=[ID])]
Operation = Annotated[str, Field(pattern=KEY_PATTERN, examples=["thinka-2022"])]


class MandateIn(BaseModel):
    """Who is to examine what, and until when."""

    model_config = ConfigDict(extra="forbid", title="Prüfauftrag")

    staff_id: UUID = Field(title="Person (Verweis)", examples=[ID])
    operations: list[Operation] = Field(title="Vorhaben", min_length=1, max_length=100)
    audited_from: Day = Field(title="Geprüft wird ab")
    audited_to: Day = Field(title="Geprüft wird bis")
    expires: Day = Field(title="Gilt bis")

    @property
    def wanted(self) -> Wanted:
        return Wanted(
            staff_id=self.staff_id,
            operations=tuple(self.operations),
            audited_from=self.audited_from,
            audited_to=self.audited_to,
            expires=self.expires,
        )


class MandateMade(Recorded):
    """The answer to a granted mandate."""

    model_config = ConfigDict(title="Erteilt")

    mandate_id: UUID = Field(title="Prüfauftrag (Verweis)", examples=[ID])


class MandateOut(BaseModel):
    """A mandate as it stands today."""

    model_config = ConfigDict(title="Erteilter Prüfauftrag")

    mandate_id: UUID = Field(title="Prüfauftrag (Verweis)")
    staff_id: UUID = Field(title="Person (Verweis)")
    operations: list[str] = Field(title="Vorhaben")
    audited_from: date = Field(title="Geprüft wird ab")
    audited_to: date = Field(title="Geprüft wird bis")
    expires: date = Field(title="Gilt bis")
    standing: Standing = Field(title="Stand heute")
    granted_by: str = Field(title="Erteilt von (Kennung)")
    granted: datetime = Field(title="Erteilt am")
    revoked_by: str | None = Field(title="Entzogen von (Kennung)")
    revoked: datetime | None = Field(title="Entzogen am")
    last_read: datetime | None = Field(title="Zuletzt Belege angesehen am")
    reads: int = Field(title="Einsichten in Belege")


class ReadOut(BaseModel):
    """Somebody looked at evidence of persons."""

    model_config = ConfigDict(title="Einsicht")

    mandate_id: UUID = Field(title="Prüfauftrag (Verweis)")
    operation: str = Field(title="Vorhaben")
    kind: EvidenceKind = Field(title="Was eingesehen wurde")
    code: str | None = Field(title="Indikator")
    participation_id: UUID | None = Field(title="Teilnahme (Verweis)")
    case_id: UUID | None = Field(title="Fall (Verweis)")
    actor: str = Field(title="Wer (Kennung)")
    time: datetime = Field(title="Wann")


async def mandates_desk(asking: Coordinator, service: Service) -> MandatesDesk:
    return MandatesDesk(service, asking.district)


Desk = Annotated[MandatesDesk, Depends(mandates_desk)]


@router.post("", summary="Prüfauftrag erteilen", **COMMAND)
def grant_mandate(body: MandateIn, context: Asked, desk: Desk) -> MandateMade:
    made = desk.grant(body.wanted, context)
    return MandateMade(mandate_id=made.mandate_id, position=made.outcome.position)


@router.post("/{mandate}/revocation", summary="Prüfauftrag entziehen", **COMMAND)
def revoke_mandate(mandate: MandateInPath, _nothing: NothingIn, context: Asked, desk: Desk) -> Recorded:
    """Er gilt danach sofort nicht mehr."""
    return Recorded(position=desk.revoke(mandate, context).position)


@router.get("", summary="Prüfaufträge", dependencies=[Depends(only_known())])
def all_mandates(asking: Examiner, service: Service) -> list[MandateOut]:
    """Die Prüfung sieht die eigenen, die Koordination alle; der jüngste zuerst."""
    if asking.caller.role == Role.KOORDINATION:
        return [_out(each) for each in mandates_of(service.pool, asking.district)]
    own = staff_id_of(asking.caller.actor)
    return [] if own is None else [_out(each) for each in mandates_of(service.pool, asking.district, own)]


@router.get("/reads", summary="Einsichten der Prüfung", dependencies=[Depends(only_known("limit", "offset"))])
def all_reads(
    asking: Coordinator,
    service: Service,
    limit: Annotated[int, Query(ge=1, le=MOST_READS, title="Höchstens so viele")] = 100,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1, title="So viele überspringen")] = 0,
) -> list[ReadOut]:
    """Neueste zuerst."""
    return [_read(each) for each in evidence_reads(service.pool, asking.district, limit, offset)]


def _out(row: MandateRow) -> MandateOut:
    return MandateOut(
        mandate_id=row.mandate,
        staff_id=row.staff,
        operations=list(row.operations),
        audited_from=row.audited_from,
        audited_to=row.audited_to,
        expires=row.expires,
        standing=row.standing(today()),
        granted_by=row.granted_by,
        granted=row.granted,
        revoked_by=row.revoked_by,
        revoked=row.revoked,
        last_read=row.last_read,
        reads=row.reads,
    )


def _read(row: ReadRow) -> ReadOut:
    return ReadOut(
        mandate_id=row.mandate,
        operation=row.operation,
        kind=row.kind,
        code=row.code,
        participation_id=row.participation,
        case_id=row.case_id,
        actor=row.actor,
        time=row.recorded,
    )
