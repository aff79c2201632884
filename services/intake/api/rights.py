"""What a person may ask for, over HTTP: erasure, restriction, access; and the second person's answer."""

from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.contracts.intake import ErasureGrounds, ErasureScope, ExportForm, RestrictionGrounds
from services.intake.api.access import CaseOfRights, Fachkraft
from services.intake.api.asking import COMMAND, READING, Asked, Service
from services.intake.application import Intake
from services.intake.domain.erasure import Progress
from services.intake.erasing.desk import ErasingDesk, Wish
from services.intake.erasing.knowing import catch_up
from services.intake.erasing.persons import Linked, Persons, UnknownPerson
from services.intake.erasing.queries import list_erasures
from services.intake.exporting.desk import ExportDesk
from services.intake.folding import fold
from services.intake.restricting.desk import RestrictingDesk
from services.kernel.deciders import Context
from services.kernel.inputs import not_blank
from services.kernel.registry import registered_districts
from services.kernel.requests import Session, require
from services.kernel.roles import Role
from services.kernel.web import Recorded

router: Final = APIRouter()

LONGEST_REASON: Final = 1000
ERASURE_EXAMPLE: Final = "00000000-0000-8000-8000-000000007701"
MEDIA: Final = {"json": "application/json", "pdf": "application/pdf"}
FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}, "application/json": {}},
        "description": "Auskunft",
    }
}
Confirmer = Annotated[Session, Depends(require(Role.KOORDINATION))]
ErasureInPath = Annotated[UUID, Path(title="Löschung", examples=[ERASURE_EXAMPLE])]
Reason = Annotated[str, Field(min_length=1, max_length=LONGEST_REASON), AfterValidator(not_blank)]


class ErasureIn(BaseModel):
    """What is to go and why. The record goes once a second person confirmed."""

    model_config = ConfigDict(extra="forbid", title="Löschung")

    scope: ErasureScope = Field(title="Umfang: identity (Namen, Notizen) oder record (auch besondere Angaben)")
    grounds: ErasureGrounds = Field(title="Grundlage nach Artikel 17 DSGVO")
    reason: Reason = Field(title="Begründung, ohne Namen", examples=["Wunsch der Person vom 2. März"])

    def wish(self) -> Wish:
        return Wish(scope=self.scope, grounds=self.grounds, reason=self.reason)


class DecisionIn(BaseModel):
    """The second person decides on what stands in the path."""

    model_config = ConfigDict(extra="forbid", title="Entscheidung")


class RestrictionIn(BaseModel):
    """Why the data are kept and not worked on."""

    model_config = ConfigDict(extra="forbid", title="Einschränkung der Verarbeitung")

    grounds: RestrictionGrounds = Field(title="Grundlage nach Artikel 18 DSGVO")


class LiftingIn(BaseModel):
    """The person was told that the data are worked on again."""

    model_config = ConfigDict(extra="forbid", title="Aufhebung der Einschränkung")


class ExportIn(BaseModel):
    """In which form the person gets it."""

    model_config = ConfigDict(extra="forbid", title="Auskunft")

    form: ExportForm = Field(default="pdf", title="Form")


class ErasureRecorded(Recorded):
    """The erasure that was ordered or proposed."""

    model_config = ConfigDict(title="Löschung erfasst")

    erasure_id: UUID = Field(title="Löschung", examples=[ERASURE_EXAMPLE])


class ErasureOut(BaseModel):
    """One erasure, by opaque ids."""

    model_config = ConfigDict(title="Löschung im Verzeichnis", from_attributes=True)

    erasure_id: UUID = Field(title="Löschung", examples=[ERASURE_EXAMPLE])
    persons: list[UUID] = Field(title="Personen (Verweise)")
    case_id: UUID | None = Field(title="Fall (Verweis)")
    scope: ErasureScope = Field(title="Umfang")
    grounds: ErasureGrounds = Field(title="Grundlage")
    reason: str | None = Field(title="Begründung")
    on: date = Field(title="Am")
    progress: Progress = Field(title="Stand")
    asked_by: str = Field(title="Vorgeschlagen von")
    decided_by: str | None = Field(title="Angeordnet von")
    done_at: datetime | None = Field(title="Schlüssel vernichtet")


class ErasuresOut(BaseModel):
    """All erasures of a district, newest first."""

    model_config = ConfigDict(title="Löschverzeichnis")

    erasures: list[ErasureOut] = Field(title="Löschungen")


def linked_of(service: Intake, district: str, case: UUID) -> Linked:
    """The person of a case with everybody she is linked to. Raises UnknownPerson."""
    found = Persons(service, district).behind(case)
    if found is None:
        raise UnknownPerson
    return found


@router.post("/cases/{case}/erasure", summary="Person löschen", **COMMAND)
def erase_person(
    *, case: CaseOfRights, body: ErasureIn, asking: Fachkraft, context: Asked, service: Service, request: Request
) -> ErasureRecorded:
    """Namen und Notizen gehen sofort; die besonderen Angaben, sobald die Koordination es bestätigt hat."""
    return asked_erasure(request, service, (asking.district, case), body, context)


def asked_erasure(
    request: Request, service: Intake, of: tuple[str, UUID], body: ErasureIn, context: Context
) -> ErasureRecorded:
    """``of``: district and case. Raises MustBeKept."""
    district, case = of
    settings, desk = request.app.state.settings, ErasingDesk(service, district)
    if body.scope == "record":
        catch_up(settings, district)
        erased = desk.propose(linked_of(service, district, case), body.wish(), context)
    else:
        fold(settings, district)  # whom she was linked to a moment ago goes as well
        erased = desk.order(linked_of(service, district, case), body.wish(), context)
    return ErasureRecorded(position=erased.outcome.position, erasure_id=erased.erasure_id)


@router.get("/erasures", summary="Löschverzeichnis", **READING)
def get_erasures(asking: Confirmer, service: Service) -> ErasuresOut:
    found = list_erasures(service, asking.district)
    return ErasuresOut(erasures=[ErasureOut.model_validate(each) for each in found])


@router.post("/erasures/{erasure}/confirmation", summary="Löschung bestätigen", **COMMAND)
def confirm_erasure(
    *, erasure: ErasureInPath, _body: DecisionIn, asking: Confirmer, context: Asked, service: Service, request: Request
) -> Recorded:
    """Nur durch eine andere Person als die, die sie vorgeschlagen hat."""
    catch_up(request.app.state.settings, asking.district)
    return Recorded(position=ErasingDesk(service, asking.district).confirm(erasure, context).position)


@router.post("/erasures/{erasure}/rejection", summary="Löschung ablehnen", **COMMAND)
def reject_erasure(
    *, erasure: ErasureInPath, _body: DecisionIn, asking: Confirmer, context: Asked, service: Service
) -> Recorded:
    return Recorded(position=ErasingDesk(service, asking.district).reject(erasure, context).position)


@router.post("/cases/{case}/restriction", summary="Verarbeitung einschränken", **COMMAND)
def restrict_processing(
    case: CaseOfRights, body: RestrictionIn, asking: Fachkraft, context: Asked, service: Service
) -> Recorded:
    """Die Angaben bleiben, und niemand arbeitet mit ihnen; die Zahlen zählen weiter."""
    desk = RestrictingDesk(service, asking.district, linked_of(service, asking.district, case))
    return Recorded(position=desk.restrict(body.grounds, context))


@router.post("/cases/{case}/restriction/lifting", summary="Einschränkung aufheben", **COMMAND)
def lift_restriction(
    *, case: CaseOfRights, _body: LiftingIn, asking: Fachkraft, context: Asked, service: Service
) -> Recorded:
    desk = RestrictingDesk(service, asking.district, linked_of(service, asking.district, case))
    return Recorded(position=desk.lift(context))


@router.post(
    "/cases/{case}/access-export",
    summary="Auskunft über alle gespeicherten Daten",
    response_class=Response,
    responses=FILES,
    dependencies=COMMAND["dependencies"],
)
def export_access(
    *, case: CaseOfRights, body: ExportIn, asking: Fachkraft, context: Asked, service: Service, request: Request
) -> Response:
    """Nach Artikel 15 DSGVO und § 83 SGB X; dass sie erteilt wurde, wird aufgezeichnet."""
    return handed_out(request, service, (asking.district, case), body.form, context)


def handed_out(request: Request, service: Intake, of: tuple[str, UUID], form: ExportForm, context: Context) -> Response:
    """``of``: district and case. The file is named after nobody."""
    district, case = of
    desk = ExportDesk(service, district, _name(service, district), request.app.state.tells_of_persons)
    content = desk.hand_out(linked_of(service, district, case), form, context)
    disposition = {"Content-Disposition": f'attachment; filename="auskunft.{form}"'}
    return Response(content, media_type=MEDIA[form], headers=disposition)


def _name(service: Intake, district: str) -> str:
    with service.pool.connection() as connection:
        return next((each.name for each in registered_districts(connection) if each.key == district), district)
