"""The one way to a case: every route of a case asks here who may. To all others there is no such case.

``case: CaseReader`` and ``case: CaseWriter`` are the id of a case in the path (``/cases/{case}/…``), checked.
"""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.intake.access_desk import AccessDesk, AccessRefused, asker_of
from services.intake.api.asking import COMMAND, Asked, Service
from services.intake.application import Intake
from services.intake.domain.access import NO_SUCH_CASE
from services.intake.domain.code_word import LONGEST_CODE_WORD, case_id_of
from services.kernel.problems import FieldError, Problem, invalid_input, not_found
from services.kernel.requests import Session, require
from services.kernel.roles import Role
from services.kernel.web import Recorded

router: Final = APIRouter()

RESTRICTED_HEADER: Final = "Lotse-Restricted"
CASE_EXAMPLE: Final = "00000000-0000-8000-8000-000000001267"
CaseInPath = Annotated[UUID, Path(title="Fall", examples=[CASE_EXAMPLE])]
Fachkraft = Annotated[Session, Depends(require(Role.FACHKRAFT))]
Organiser = Annotated[Session, Depends(require(Role.FACHKRAFT, Role.KOORDINATION))]
Overseer = Annotated[Session, Depends(require(Role.KOORDINATION, Role.PRUEFUNG))]


def access_desk(service: Intake, asking: Session) -> AccessDesk:
    """Who asks, with the teams of today."""
    asker = asker_of(service, asking.district, asking.caller.actor, asking.caller.role)
    return AccessDesk(service, asking.district, asker)


def case_reader(case: CaseInPath, asking: Fachkraft, request: Request, response: Response, service: Service) -> UUID:
    """A case whose content the asker may read; that it was read is recorded. Raises AccessRefused.

    The answer says in ``Lotse-Restricted`` on which grounds nobody may work with what it holds.
    """
    desk = access_desk(service, asking)
    granted = desk.granted(case, "read")
    if granted.restricted is not None:
        response.headers[RESTRICTED_HEADER] = granted.restricted.grounds
    desk.record_read(granted, request.state.correlation_id)
    return case


def case_writer(case: CaseInPath, asking: Fachkraft, service: Service) -> UUID:
    """A case on which the asker may record. Raises AccessRefused."""
    return access_desk(service, asking).granted(case, "write").case_id


def case_of_rights(case: CaseInPath, asking: Fachkraft, service: Service) -> UUID:
    """A case whose person asks for her rights: also while nobody may work on it. Raises AccessRefused."""
    return access_desk(service, asking).granted(case, "rights").case_id


def case_organiser(case: CaseInPath, asking: Organiser, service: Service) -> UUID:
    """A case of which the asker may say who works on it. Raises AccessRefused."""
    return access_desk(service, asking).granted(case, "organise").case_id


def case_overseer(case: CaseInPath, asking: Overseer, service: Service) -> UUID:
    """A case of which the asker may see who read it. Raises AccessRefused."""
    return access_desk(service, asking).granted(case, "oversee").case_id


CaseReader = Annotated[UUID, Depends(case_reader)]
CaseWriter = Annotated[UUID, Depends(case_writer)]
CaseOfRights = Annotated[UUID, Depends(case_of_rights)]
CaseOrganiser = Annotated[UUID, Depends(case_organiser)]
CaseOverseer = Annotated[UUID, Depends(case_overseer)]


def unknown_case(_: AccessRefused) -> Problem:
    """The same answer for a case of others as for none."""
    return not_found(NO_SUCH_CASE)


# --- Break-glass ------------------------------------------------------------------


class GlassIn(BaseModel):
    """Which case of another team is opened, and why; the code word is what the person says."""

    model_config = ConfigDict(extra="forbid", title="Notfallzugriff")

    code_word: str | None = Field(
        default=None,
        title="Codewort der Person",
        min_length=1,
        max_length=LONGEST_CODE_WORD,
        examples=["Apfel-Wolke-7"],
    )
    case: UUID | None = Field(default=None, title="Fall; ohne Codewort", examples=[CASE_EXAMPLE])
    reason: str = Field(
        title="Begründung", min_length=1, max_length=1000, examples=["Vertretung: Räumung droht heute, Kollegin krank"]
    )


class GlassOpened(Recorded):
    """The case may be read and written for three hours."""

    model_config = ConfigDict(title="Notfallzugriff geöffnet")

    case_id: UUID = Field(title="Fall", examples=[CASE_EXAMPLE])


@router.post("/break-glass", summary="Fall eines anderen Teams mit Begründung öffnen", **COMMAND)
def open_in_emergency(body: GlassIn, asking: Fachkraft, context: Asked, service: Service) -> GlassOpened:
    """Gilt drei Stunden und wird aufgezeichnet; Koordination und Prüfung sehen es."""
    case = _meant(service, asking.district, body)
    outcome = access_desk(service, asking).break_glass(case, body.reason, context)
    return GlassOpened(position=outcome.position, case_id=case)


def _meant(service: Intake, district: str, body: GlassIn) -> UUID:
    if (body.case is None) == (body.code_word is None):
        raise invalid_input([FieldError("case", "Bitte entweder das Codewort oder den Fall angeben.")])
    if body.code_word is None:
        assert body.case is not None
        return body.case
    return case_id_of(service.ids(district), body.code_word)
