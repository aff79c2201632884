"""*Prüfung*: the walk of an examination step by step, mandates, what was handed in, whether the journal is sound."""

from operator import attrgetter
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.api.asking import Service
from services.reporting.auditing.mandates_queries import mandates_of
from services.reporting.pages.auditing_here import (
    BADGES,
    PRUEFUNG,
    STANDINGS,
    ExaminerHere,
    own_mandates_only,
)
from services.reporting.pages.walk import walk
from services.reporting.proving.certificates import verdict
from services.reporting.proving.noted import checkpoints, deliveries
from services.reporting.submissions.reading import Submissions
from services.reporting.submissions.wording import STATES

router: Final = APIRouter()

SHOWN: Final = 10  # submissions; the others stand in their own list


@router.get(PRUEFUNG)
def examination_page(request: Request, asking: ExaminerHere, service: Service) -> Response:
    """Pruefung sees its own mandates, the Koordination all of them."""
    day = today()
    rows = mandates_of(service.pool, asking.district, own_mandates_only(asking))
    last = max((row for row in rows if row.last_read is not None), key=attrgetter("last_read"), default=None)
    handed_in = Submissions(service.pool, asking.district).all()
    names = names_for(request, asking)
    compared, signed = deliveries(service, asking.district), checkpoints(service, asking.district)
    context = {
        "submissions": [(each, STATES[each.state]) for each in handed_in[:SHOWN]],
        "operations": {each.operation: each.name for each in service.reports.operations(asking.district)},
        "checkpoint": signed[-1].fact if signed else None,
        "delivery": (compared[-1], verdict(compared[-1].fact)) if compared else None,
        "mandates": [
            (row, names.get(row.staff, str(row.staff)), STANDINGS[row.standing(day)], BADGES[row.standing(day)])
            for row in rows
        ],
        "last_read": None if last is None else (last, names.get(last.staff, str(last.staff))),
        "walk": walk(service, asking, rows, handed_in),
        "grants": asking.caller.role == Role.KOORDINATION,
        "may_look": asking.caller.role == Role.KOORDINATION or any(row.standing(day) == "holds" for row in rows),
    }
    return rendered(request, "reporting/examination.html", context)
