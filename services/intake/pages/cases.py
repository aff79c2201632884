"""*Fälle*: the list of cases, a new one, and its code word to write down."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.contracts.intake import CaseState
from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.case_lists import CaseListed, list_cases
from services.intake.api.cases import OpeningIn, open_case
from services.intake.api.paging import After
from services.intake.application import Intake
from services.intake.case_file import head
from services.intake.choices_queries import operations, teams
from services.intake.directory import staff_id_of
from services.intake.domain.code_word import LONGEST_CODE_WORD
from services.intake.opening import SERVICE
from services.intake.pages.asking import FachkraftHere, Sent, WriterHere
from services.intake.pages.case_access import CaseRead
from services.intake.pages.case_forms import CASES
from services.intake.pages.common_fields import on_day
from services.intake.pages.contact_form import offered_to
from services.intake.pages.words import CASE_STATES
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, form_page, shaped
from services.kernel.requests import Session
from services.kernel.roles import Role

router: Final = APIRouter()

A_PAGE: Final = 50
WHOSE: Final[Mapping[str, str]] = {"mir": "Meine Fälle", "team": "Fälle meiner Teams"}
OF_ALL: Final[Mapping[str, str]] = {"team": "Alle Fälle"}
NEW: Final = f"{CASES}/neu"
OpState = Annotated[CaseState | None, Query(alias="stand", title="Stand")]


@router.get(CASES)
def case_list(
    *,
    request: Request,
    asking: WriterHere,
    service: Service,
    whose: Annotated[Literal["mir", "team"] | None, Query(alias="von")] = None,
    state: OpState = None,
    after: After = None,
) -> Response:
    """A Fachkraft sees her cases first, then those of her teams; the Koordination all, without code words."""
    is_own = asking.caller.role == Role.FACHKRAFT
    chosen = whose or ("mir" if is_own and staff_id_of(asking.caller.actor) else "team")
    page = list_cases(
        asking=asking, service=service, mine=is_own and chosen == "mir", state=state, after=after, limit=A_PAGE
    )
    query = {"von": chosen, "stand": state}
    context = {
        "rows": _rows(request, asking, service, page.cases),
        "whose": [(title, _link(query | {"von": key}), key == chosen) for key, title in _views(is_own=is_own)],
        "states": [
            (title, _link(query | {"stand": key}), key == state)
            for key, title in ((None, "alle"), *CASE_STATES.items())
        ],
        "further": _link(query | {"after": page.next}) if page.next else None,
        "first": after is None,
        "new": NEW if is_own else None,
        "chosen": chosen,
    }
    return rendered(request, "intake/cases.html", context)


@router.get(NEW)
def new_case(request: Request, asking: FachkraftHere, service: Service) -> Response:
    """Under a code word that is made, or that the person chose."""
    return form_page(request, _new_page(service, asking), blank())


@router.post(NEW)
async def open_new_case(request: Request, asking: FachkraftHere, context: Sent, service: Service) -> Response:
    """To the page with the code word."""
    fields = await run_in_threadpool(_fields, service, asking)
    filled = await fill(request, OpeningIn, lambda typed: shaped(fields, typed))
    return await run_in_threadpool(_opened, request, asking, service, filled, context)


@router.get(f"{CASES}/{{case}}/codewort")
def code_word_page(request: Request, of: CaseRead, asking: FachkraftHere, service: Service) -> Response:
    """Big enough to write it down with the person."""
    return rendered(request, "intake/case_code_word.html", {"head": head(service, asking.district, of.case_id)})


def _opened(
    request: Request, asking: Session, service: Intake, filled: Filled[OpeningIn], context: Context
) -> Response:
    if filled.model is None:
        return form_page(request, _new_page(service, asking), filled, UNPROCESSABLE)
    try:
        opened = open_case(filled.model, asking, context, service)
    except RuleViolation as broken:
        refused = filled.refused(broken, getattr(broken, "further", ()))
        return form_page(request, _new_page(service, asking), refused, CONFLICT)
    return see_other(f"{CASES}/{opened.case_id}/codewort", SERVICE, opened.position)


def _new_page(service: Intake, asking: Session) -> FormPage:
    return FormPage(title="Fall eröffnen", button="Fall eröffnen", fields=_fields(service, asking), back=CASES)


def _fields(service: Intake, asking: Session) -> Sequence[Field]:
    asker = access_desk(service, asking).asker
    offered = offered_to(service, asking.district, asker)
    mine = [(str(each.team), each.name) for each in teams(service.pool, asking.district) if each.team in asker.teams]
    places = ", ".join(offered.places)
    return (
        Field(
            name="code_word",
            title="Codewort",
            optional=True,
            hint="Leer lassen: Lotse macht eines. Oder ein Wort, das die Person selbst wählt und nur sie kennt.",
            more={"autocomplete": "off", "maxlength": str(LONGEST_CODE_WORD), "autofocus": ""},
        ),
        Field(
            name="operation",
            title="Vorhaben",
            kind="select",
            options=offered.operations,
            default=offered.preset.operation or "",
        ),
        Field(
            name="sozialraum",
            title="Sozialraum",
            default=offered.preset.sozialraum or "",
            hint=f"Bisher genannt: {places}." if places else None,
            more={"maxlength": "60"},
        ),
        Field(
            name="team",
            title="Team",
            kind="select",
            optional=True,
            options=mine,
            default=mine[0][0] if mine else "",
            empty="kein Team",
            null_if_empty=True,
            hint="Den Fall sieht nur dieses Team. Ein Fall ohne Team ist für jede Fachkraft offen.",
        ),
        on_day("Eröffnet am"),
    )


# --- The list ----------------------------------------------------------------------


def _views(*, is_own: bool) -> Sequence[tuple[str, str]]:
    return tuple((WHOSE if is_own else OF_ALL).items())


def _link(query: Mapping[str, str | None]) -> str:
    return f"{CASES}?{urlencode({name: value for name, value in query.items() if value})}"


def _rows(request: Request, asking: Session, service: Intake, listed: Sequence[CaseListed]) -> list[dict[str, Any]]:
    """Cases in words, each with where its link leads: to the file, or for the Koordination to whose it is."""
    names = names_for(request, asking)
    of_teams = {each.team: each.name for each in teams(service.pool, asking.district)}
    of_operations = {each.operation: each.name for each in operations(service.pool, asking.district)}
    is_own = asking.caller.role == Role.FACHKRAFT
    return [
        {
            "case": each,
            "href": f"{CASES}/{each.case_id}" + ("" if is_own else "/zuweisung"),
            "state": CASE_STATES[each.state],
            "team": of_teams.get(each.team) if each.team else None,
            "staff": _staff(names, each.staff),
            "operation": of_operations.get(each.operation, each.operation),
        }
        for each in listed
    ]


def _staff(names: Mapping[UUID, str], staff: UUID | None) -> str | None:
    return None if staff is None else names.get(staff, "eine andere Fachkraft")
