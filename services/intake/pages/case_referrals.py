"""Parts of referral's forms that intake fills in: the browser puts them there, no service asks the other.

Whoever asks for them must be allowed to read the case, and that it was read is recorded, as with the case file.
"""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from services.contracts.vocabularies import referable_fields
from services.intake.api.asking import Service
from services.intake.directory import topics
from services.intake.pages.asking import FachkraftHere
from services.intake.pages.case_access import CaseRead
from services.intake.pages.case_forms import CASES
from services.intake.referral_details import TOLD, OfCase, allowed_details, referral_consent, topics_at_hand
from services.kernel.pages.forms import blank
from services.kernel.pages.rendering import rendered
from services.kernel.times import today

router: Final = APIRouter()


@router.get(f"{CASES}/{{case}}/weitervermittlung/themen")
def referral_topics(request: Request, of: CaseRead, asking: FachkraftHere, service: Service) -> Response:
    """Boxes of the district's topics, ticked where the case has them now."""
    here = OfCase(service, asking.district, of.case_id)
    context = {
        "form": blank(topics=sorted(topics_at_hand(here))),
        "options": [(term.key, term.label) for term in topics(service.pool, asking.district).terms],
    }
    return rendered(request, "intake/referral_topics.html", context)


@router.get(f"{CASES}/{{case}}/weitervermittlung/angaben")
def referral_details(
    *,
    request: Request,
    of: CaseRead,
    asking: FachkraftHere,
    service: Service,
    consent_id: Annotated[UUID, Query(alias="einwilligung")],
) -> Response:
    """Inputs for the fields of that consent, filled in with what is known; none once it holds no more."""
    here = OfCase(service.with_keys_at_hand(), asking.district, of.case_id)
    consent = referral_consent(here, consent_id, today())
    known = {} if consent is None else allowed_details(here, consent)
    fields = [(f"angabe_{name}", referable_fields()[name], name in TOLD) for name in known]
    form = blank(**{f"angabe_{name}": text for name, text in known.items()})
    return rendered(request, "intake/referral_details.html", {"form": form, "fields": fields})
