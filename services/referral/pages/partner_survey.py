"""A partner answers a survey by its link: how far it agrees with each statement, and a word if it likes."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Given
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.referral.domain.survey import SURVEY, Survey, expect_opened
from services.referral.link_kinds import SURVEY_LINK
from services.referral.network_desk import NetworkDesk, Said
from services.referral.pages.partner_door import THANKS
from services.referral.pages.partner_visit import PartnerHere, answer_context, visitor_of, whom_to_ring
from services.referral.pages.surveys import VALUE, answer_fields, answers_shape

router: Final = APIRouter()
Visitor = Annotated[PartnerHere, Depends(visitor_of(SURVEY_LINK))]


class SurveyAnswerIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    values: dict[str, Literal[1, 2, 3, 4, 5]]
    comment: str | None = Given(default=None, max_length=2000)


@router.get(SURVEY_LINK.path)
def show_survey(here: Visitor) -> Response:
    """What it said before is filled in: sent again, it is corrected."""
    said = _survey(here).answers.get(here.link.partner_id)
    known = {} if said is None else {f"{VALUE}{each.key}": str(each.value or "") for each in said.answers}
    return _page(here, blank(**known))


@router.post(SURVEY_LINK.path)
async def send_answers(request: Request, here: Visitor) -> Response:
    context = await answer_context(request, here)
    form = await fill(request, SurveyAnswerIn, answers_shape)
    return await run_in_threadpool(_stored, here, form, context)


def _stored(here: PartnerHere, form: Filled[SurveyAnswerIn], context: Context) -> Response:
    if form.model is None:
        return _page(here, form, UNPROCESSABLE)
    said = Said(
        partner_id=here.link.partner_id,
        values=form.model.values,
        provenance="partner_link",
        comment=form.model.comment,
    )
    assert here.link.survey_id is not None, "the link is one of this kind"
    try:
        NetworkDesk(here.service, here.district).answer_survey(here.link.survey_id, said, context)
    except RuleViolation as broken:
        return _page(here, form.refused(broken), CONFLICT)
    return RedirectResponse(THANKS, SEE_OTHER)


def _survey(here: PartnerHere) -> Survey:
    assert here.link.survey_id is not None, "the link is one of this kind"
    return here.service.state(here.district, SURVEY, here.link.survey_id)


def _page(here: PartnerHere, form: Filled[Any], status: int = 200) -> Response:
    opened = expect_opened(_survey(here))
    fields = answer_fields(opened.questions)
    context = {
        "form": form,
        "title": opened.title,
        "last_day": opened.last_day,
        "fields": fields,
        "titles": {field.name: field.title for field in fields},
        "asking": here.asking,
        "whom_to_ring": whom_to_ring(here.asking),
    }
    return rendered(here.request, "referral/antwort_befragung.html", context, status=status)
