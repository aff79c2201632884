"""*Vereinbarungen*: what was agreed with whom, and what runs out."""

from typing import Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.kernel.pages.forms import asked
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.times import today
from services.referral.api.asking import Service
from services.referral.directory import directory
from services.referral.directory_queries import agreements
from services.referral.directory_wording import AGREEMENT_KINDS
from services.referral.known import operations_of
from services.referral.pages.asking import ReaderHere
from services.referral.pages.directory_here import PARTNERS
from services.referral.pages.freshness import SOON

router: Final = APIRouter()

AGREEMENTS: Final = f"{PARTNERS}/abmachungen"


class AgreementsAsked(BaseModel):
    """``running_out``: only those that count and soon no longer do; ``over``: those that count no more, too."""

    model_config = ConfigDict(extra="forbid")

    running_out: bool = Field(default=False, alias="auslaufend")
    over: bool = Field(default=False, alias="abgelaufen")


@router.get(AGREEMENTS)
def agreements_page(request: Request, asking: ReaderHere, service: Service) -> Response:
    """Those that end first on top; without an end last."""
    form = asked(request, AgreementsAsked)
    wished = form.model
    if wished is None:
        raise invalid_input(form.errors)
    day, known = today(), directory(service.pool, asking.district)
    found = [
        each
        for each in agreements(service.pool, asking.district)
        if (each.runs_out(day, SOON) if wished.running_out else wished.over or each.counts(day))
    ]
    found.sort(key=lambda each: (each.last_day is None, each.last_day or each.on))
    operations = {each.operation: each.name for each in operations_of(service.pool, asking.district)}
    context = {
        "form": form,
        "within": SOON,
        "narrowed": wished.running_out,
        "rows": [
            {
                "agreement": each,
                "partner": known.partners[each.partner_id].name,
                "kind": AGREEMENT_KINDS[each.kind],
                "operation": operations.get(each.operation, each.operation) if each.operation else "alle",
                "counts": each.counts(day),
                "soon": each.runs_out(day, SOON),
            }
            for each in found
        ],
    }
    return rendered(request, "referral/partner_abmachungen.html", context)
