"""A survey for everybody: answered without an account, in one of its languages, and without a trace of who it was.

Nothing of the browser is kept: no address, no cookie, no correlation with the log line of the request. The hash of the
command leaves a one-time code out, so that nobody who has the codes can try which one belongs to a response.
"""

import hashlib
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from services.events.api.asking import Service
from services.events.application import Events
from services.events.domain.survey_state import SurveyIsClosed
from services.events.pages.survey_answers import AnswersIn, Sheet, answers_shape, sheet_in
from services.events.participation_pace import expect_not_too_often
from services.events.participation_view import not_here, running_survey
from services.events.responses_desk import ResponsesDesk, TicketNeeded
from services.events.strangers import GUEST, ROLE
from services.events.surveys_languages import FIRST, languages
from services.events.surveys_queries import SurveyRow
from services.kernel.deciders import Context, RuleViolation
from services.kernel.ids import uuid7
from services.kernel.pages.asking import form_context_of
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import SEE_OTHER
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.public_answers import not_too_often
from services.kernel.requests import only_known
from services.kernel.tokens import Caller

router: Final = APIRouter()

# Where the forms are sent: one address for all surveys, so that the gate knows them and no address tells of an answer.
ANSWER: Final = "/umfrage"
CODE: Final = f"{ANSWER}/code"
ONE: Final = f"{ANSWER}/{{district}}/{{survey}}"

DistrictInPath = Annotated[str, Path(title="Landkreis", max_length=40)]
SurveyInPath = Annotated[UUID, Path(title="Umfrage")]
LanguageAsked = Annotated[str, Query(alias="sprache", max_length=10)]
IN_LANGUAGE: Final = [Depends(only_known("sprache")), Depends(not_too_often)]


@router.get(ONE, dependencies=IN_LANGUAGE)
def show_survey(
    request: Request, service: Service, district: DistrictInPath, survey: SurveyInPath, language: LanguageAsked = FIRST
) -> Response:
    row = running_survey(service, district, survey)
    return _page(request, (district, row), sheet_in(row.drafted, language), blank())


@router.get(f"{ONE}/danke", dependencies=IN_LANGUAGE)
def thank(
    request: Request, service: Service, district: DistrictInPath, survey: SurveyInPath, language: LanguageAsked = FIRST
) -> Response:
    row = running_survey(service, district, survey)
    sheet = sheet_in(row.drafted, language)
    return rendered(request, "events/umfrage_danke.html", {"sheet": sheet, "language": sheet.language})


@router.post(CODE)
async def show_with_code(request: Request, service: Service) -> Response:
    """The code of a link stands behind its number sign: a form of this page brings it here, and it is typed for one.

    Nothing is said of the code: only an answer uses it.
    """
    form = await fill(request, AnswersIn, answers_shape)
    return await run_in_threadpool(_with_code, request, service, form)


@router.post(ANSWER)
async def send_answers(request: Request, service: Service) -> Response:
    form = await fill(request, AnswersIn, answers_shape)
    model = form.model
    if model is None or model.survey is None:
        raise not_here()
    expect_not_too_often(request.client.host if request.client else "")
    row = await run_in_threadpool(running_survey, service, model.district, model.survey)
    if model.homepage:
        return _thanks(model.district, row, model.language)
    context = untraceable(await form_context_of(request, Caller(model.district, ROLE, GUEST)), model)
    return await run_in_threadpool(_stored, request, service, (model.district, row), (form, context))


def untraceable(context: Context, said: AnswersIn) -> Context:
    """The same command without anything that leads from the fact to the request, or to a one-time code."""
    spoken = said.model_dump_json(exclude={"code", "homepage"})
    return Context(
        actor=context.actor,
        command_id=context.command_id,
        correlation_id=uuid7(),
        request_hash=hashlib.sha256(spoken.encode()).digest(),
    )


def _with_code(request: Request, service: Events, form: Filled[AnswersIn]) -> Response:
    model = form.model
    if model is None:
        raise not_here()
    row = running_survey(service, model.district, model.survey)
    return _page(request, (model.district, row), sheet_in(row.drafted, model.language), Filled(form.typed))


def _stored(
    request: Request, service: Events, what: tuple[str, SurveyRow], sent: tuple[Filled[AnswersIn], Context]
) -> Response:
    (district, row), (form, context) = what, sent
    assert form.model is not None, "looked at before"
    model = form.model
    sheet = sheet_in(row.drafted, model.language)
    checked = sheet.checked(form)
    if checked.model is None:
        return _page(request, what, sheet, checked, UNPROCESSABLE)
    try:
        ResponsesDesk(service, district, row.survey_id).answer(model.said(row.drafted), model.code, context)
    except TicketNeeded:
        return _page(request, what, sheet, sheet.refused(form, "code", "code_wrong"), CONFLICT)
    except SurveyIsClosed:
        raise not_here() from None
    except RuleViolation:
        return _page(request, what, sheet, sheet.refused(form, "", "invalid"), CONFLICT)
    return _thanks(district, row, model.language)


def _thanks(district: str, row: SurveyRow, language: str) -> Response:
    key = language if language in row.drafted.languages else row.drafted.languages[0]
    return RedirectResponse(f"{ANSWER}/{district}/{row.survey_id}/danke?sprache={key}", SEE_OTHER)


def _page(
    request: Request, what: tuple[str, SurveyRow], sheet: Sheet, form: Filled[AnswersIn], status: int = 200
) -> Response:
    district, row = what
    context = {
        "sheet": sheet,
        "language": sheet.language,
        "others": [languages()[key] for key in row.drafted.languages if key != sheet.language.key],
        "district": district,
        "survey": row,
        "address": f"{ANSWER}/{district}/{row.survey_id}",
        "send_to": ANSWER,
        "code_to": CODE,
        "needs_code": row.drafted.access == "one_time",
        "form": form,
    }
    return rendered(request, "events/umfrage_offen.html", context, status=status)
