"""*Heute*: where a Fachkraft begins."""

from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.directory import staff_id_of
from services.intake.pages.asking import FachkraftHere
from services.intake.sections import AskedToday
from services.intake.today import SECTIONS
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

router: Final = APIRouter()


@router.get("/heute")
def today_page(request: Request, asking: FachkraftHere, service: Service) -> Response:
    """The day of whoever is signed in."""
    asker = access_desk(service, asking).asker
    asked = AskedToday(asker.actor, staff_id_of(asker.actor), asker.teams, today())
    sections = {section.key: section.read(service, asking.district, asked) for section in SECTIONS}
    return rendered(request, "intake/today.html", {"day": asked.day, **sections})
