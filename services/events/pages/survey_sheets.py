"""Paper: the questionnaire to print, slips with one-time links, and sheets typed in one after the other."""

from typing import Annotated, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.events.api.asking import NothingIn, Service
from services.events.api.surveys import MOST_AT_ONCE, TicketsIn
from services.events.application import Events
from services.events.opening import SERVICE
from services.events.pages.asking import TEAM, Here, Sent, TeamHere
from services.events.pages.survey_answers import AnswersIn, Sheet, answers_shape, sheet_in
from services.events.pages.survey_here import ONE, SURVEYS, survey_of, survey_page, title_of
from services.events.responses_desk import ResponsesDesk
from services.events.strangers import district_name
from services.events.surveys_desk import SurveysDesk
from services.events.surveys_languages import FIRST, languages
from services.events.surveys_paper import questionnaire_pdf, slips_pdf
from services.events.surveys_queries import SurveyRow
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.described_forms import DescribedForm, Stored, add_forms
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, form_page
from services.kernel.problems import not_found
from services.kernel.times import today

router: Final = APIRouter()

SHEETS: Final = f"{ONE}/bogen"
TICKETS: Final = f"{ONE}/einmal-links"
PDF: Final = "application/pdf"
TYPABLE: Final = frozenset({"running", "over"})


class KeptIn(BaseModel):
    """What stays from one sheet to the next; ``last``: the sheet before, to take it back."""

    model_config = ConfigDict(extra="forbid")

    language: str = FIRST
    sozialraum: str = ""
    last: UUID | None = None


Kept = Annotated[KeptIn, Query()]


@router.get(f"{ONE}/fragebogen/{{language}}.pdf")
def printable(request: Request, asking: TeamHere, service: Service, language: str) -> Response:
    """As it stands, also as a draft. Raises a Problem (404) for a language in which it is not asked."""
    row = survey_of(Here(request, service, asking))
    if language not in row.drafted.languages:
        raise not_found()
    is_open = row.drafted.access == "open" and row.first_day is not None
    address = f"{_address(service, asking.district, row)}?sprache={language}" if is_open else None
    made = questionnaire_pdf(row, languages()[language], _author(service, asking.district), address)
    return _pdf(made, f"fragebogen-{language}.pdf")


@router.get(TICKETS)
def show_tickets(request: Request, asking: TeamHere, service: Service) -> Response:
    return _tickets_page(Here(request, service, asking), blank())


@router.post(TICKETS)
async def issue_tickets(request: Request, asking: TeamHere, context: Sent, service: Service) -> Response:
    """The answer is the sheet of slips: the codes stand nowhere else. The same form again gives the same sheet."""
    form = await fill(request, TicketsIn)
    return await run_in_threadpool(_issued, Here(request, service, asking), form, context)


@router.get(SHEETS)
def show_sheet(request: Request, asking: TeamHere, service: Service, kept: Kept) -> Response:
    form = blank(language=kept.language, sozialraum=kept.sozialraum)
    return _sheet_page(Here(request, service, asking), form, kept)


@router.post(SHEETS)
async def send_sheet(request: Request, asking: TeamHere, context: Sent, service: Service) -> Response:
    form = await fill(request, AnswersIn, answers_shape)
    return await run_in_threadpool(_typed, Here(request, service, asking), form, context)


def _typed(here: Here, form: Filled[AnswersIn], context: Context) -> Response:
    row = survey_of(here)
    sheet = _german(row)
    checked = sheet.checked(form)
    kept = KeptIn(language=form.value("language", FIRST), sozialraum=form.value("sozialraum"))
    if checked.model is None:
        return _sheet_page(here, checked, kept, UNPROCESSABLE)
    try:
        made = ResponsesDesk(here.service, here.district, row.survey_id).type_in(
            checked.model.said(row.drafted), context
        )
    except RuleViolation as broken:
        return _sheet_page(here, form.refused(broken), kept, CONFLICT)
    query = urlencode({"language": kept.language, "sozialraum": kept.sozialraum, "last": str(made.id)})
    return see_other(f"{SURVEYS}/{row.survey_id}/bogen?{query}", SERVICE, made.outcome.position)


def _sheet_page(here: Here, form: Filled[AnswersIn], kept: KeptIn, status: int = 200) -> Response:
    row = survey_of(here)
    sheet = _german(row)
    context = {
        "survey": row,
        "here": f"{SURVEYS}/{row.survey_id}",
        "may_type": row.stage(today()) in TYPABLE,
        "fields": sheet.fields,
        "titles": sheet.titles,
        "languages": [(key, languages()[key].name) for key in row.drafted.languages],
        "last": kept.last,
        "form": form,
    }
    return rendered(here.request, "events/umfrage_bogen.html", context, status=status)


def _issued(here: Here, form: Filled[TicketsIn], context: Context) -> Response:
    row = survey_of(here)
    if form.model is None:
        return _tickets_page(here, form, UNPROCESSABLE)
    try:
        issued = SurveysDesk(here.service, here.district).issue(row.survey_id, form.model.tickets, context)
    except RuleViolation as broken:
        return _tickets_page(here, form.refused(broken), CONFLICT)
    address = _address(here.service, here.district, row)
    made = slips_pdf(row, languages()[FIRST], _author(here.service, here.district), address, issued.codes)
    return _pdf(made, "einmal-links.pdf")


def _tickets_page(here: Here, form: Filled[TicketsIn], status: int = 200) -> Response:
    page = FormPage(
        title="Einmal-Links ausgeben",
        button="Zettel als PDF",
        fields=(Field(name="tickets", title="Anzahl", kind="number", more={"min": "1", "max": str(MOST_AT_ONCE)}),),
        back=survey_page(here),
        about=title_of(here),
        remarks=(
            "Die Codes stehen nur in diesem PDF. Bitte gleich drucken.",
            "Keine Liste führen, wer welchen Zettel bekommt: Nur so bleiben die Antworten anonym.",
        ),
    )
    return form_page(here.request, page, form, status)


def _discard(here: Here, _body: NothingIn, context: Context) -> Stored:
    desk = ResponsesDesk(here.service, here.district, here.named("survey"))
    return Stored(desk.discard(here.named("response"), context).position)


def _german(row: SurveyRow) -> Sheet:
    """Whoever types a sheet reads the questions in the survey's first language, whatever was printed."""
    return sheet_in(row.drafted, row.drafted.languages[0])


def _address(service: Events, district: str, row: SurveyRow) -> str:
    return f"{service.settings.public_address}/umfrage/{district}/{row.survey_id}"


def _author(service: Events, district: str) -> str:
    return district_name(service, district) or district


def _pdf(made: bytes, name: str) -> Response:
    return Response(made, media_type=PDF, headers={"Content-Disposition": f'inline; filename="{name}"'})


add_forms(
    router,
    SERVICE,
    TEAM,
    [
        DescribedForm(
            path=f"{SHEETS}/{{response}}/verwerfen",
            title="Bogen verwerfen",
            button="Verwerfen",
            model=NothingIn,
            fields=lambda _here: (),
            send=_discard,
            back=lambda here: f"{survey_page(here)}/bogen",
            about=title_of,
            remarks=lambda _here: ("Für einen Bogen, der doppelt oder aus Versehen eingetragen wurde.",),
        )
    ],
)
