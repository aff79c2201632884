"""*Teilnahmen*: find a participation by its number, or fill in a new questionnaire.

A participant number tells of a person, so it comes in a form and never in an address.
"""

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Input
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.application import Intake
from services.intake.choices_queries import OperationChoice, operations
from services.intake.entry_desk import EntryDesk
from services.intake.opening import SERVICE
from services.intake.pages.asking import WriterHere
from services.intake.participation_file import visible_participation
from services.intake.rows_in import Number
from services.kernel.inputs import KEY_PATTERN
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.problems import FieldError
from services.kernel.requests import Session

router: Final = APIRouter()

PARTICIPATIONS: Final = "/teilnahmen"
NOTHING_FOUND: Final = "Unter dieser Nummer gibt es in diesem Vorhaben keine Teilnahme, die Sie öffnen dürfen."
UNPROCESSABLE: Final = 422


class Wanted(BaseModel):
    """Which participation."""

    model_config = ConfigDict(extra="forbid", title="Teilnahme suchen")

    operation: Annotated[str, Input(pattern=KEY_PATTERN)]
    participant_no: Number


@router.get(PARTICIPATIONS)
def finder(request: Request, asking: WriterHere, service: Service) -> Response:
    return _page(request, operations(service.pool, asking.district), blank())


@router.post(PARTICIPATIONS)
async def find(request: Request, asking: WriterHere, service: Service) -> Response:
    """To the participation, where there is one that the asker may see."""
    filled = await fill(request, Wanted)
    return await run_in_threadpool(_found, request, asking, service, filled)


def _found(request: Request, asking: Session, service: Intake, filled: Filled[Wanted]) -> Response:
    known, wanted = operations(service.pool, asking.district), filled.model
    if wanted is None:
        return _page(request, known, filled, UNPROCESSABLE)
    stream = EntryDesk(service, asking.district, wanted.operation).participation(wanted.participant_no)
    if visible_participation(access_desk(service, asking), wanted.operation, stream) is None:
        missed: Filled[Wanted] = Filled(filled.typed, None, [FieldError("participant_no", NOTHING_FOUND)])
        return _page(request, known, missed, UNPROCESSABLE)
    return see_other(f"{PARTICIPATIONS}/{wanted.operation}/{stream}", SERVICE, None)


def _page(request: Request, known: Sequence[OperationChoice], filled: Filled[Wanted], status: int = 200) -> Response:
    context = {
        "form": filled,
        "operations": [(each.operation, each.name) for each in known],
        "titles": {"operation": "Vorhaben", "participant_no": "Teilnehmernummer"},
    }
    return rendered(request, "intake/participations.html", context, status=status)
