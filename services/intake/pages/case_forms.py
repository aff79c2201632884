"""Small forms of a case: a command is described once, and all are shown, sent and refused the same way.

``add_forms`` makes two routes of each description: GET shows the form, POST sends it. What a form sends goes through
the function that answers the same command of a program, so that both store the same facts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.intake.api.asking import Service
from services.intake.application import Intake
from services.intake.casework import Casework, casework
from services.intake.opening import SERVICE
from services.intake.pages.asking import FachkraftHere, Sent, WriterHere
from services.intake.pages.case_access import CaseOrganise, CaseRights, CaseWrite
from services.intake.persons_queries import find_person
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, Typed, form_page, shaped
from services.kernel.problems import not_found
from services.kernel.requests import Session
from services.kernel.web import Recorded

CASES: Final = "/faelle"
NO_SUCH_THING: Final = "Das gibt es in diesem Fall nicht."


@dataclass(frozen=True, slots=True)
class Here:
    """The case that a form is about, and who asks."""

    request: Request
    service: Intake
    asking: Session
    case: UUID

    @property
    def district(self) -> str:
        return self.asking.district

    @property
    def on_desk(self) -> Casework:
        """Raises KeyDestroyed once the person is erased."""
        return casework(self.service, self.district, self.case)

    def named(self, name: str) -> UUID:
        """An id further on in the address. Raises a Problem (404)."""
        try:
            return UUID(self.request.path_params[name])
        except ValueError:
            raise not_found(NO_SUCH_THING) from None


@dataclass(frozen=True, slots=True)
class Done:
    """Where the command stands, and keys of hints (``case_hints``) for the next page."""

    position: int | None
    hints: tuple[str, ...] = ()


def done(answer: Recorded) -> Done:
    """The answer that a program would have got, without a hint."""
    return Done(answer.position)


def no_remarks(_here: Here) -> Sequence[str]:
    return ()


def from_nowhere(_here: Here) -> str | None:
    return None


def nothing_typed(_here: Here) -> Mapping[str, str | Sequence[str]]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForm:
    """``path``: below the case. ``anchor``: the section of the case file that shows what was stored.

    ``remarks``: what is told above the form. ``preset``: what the first view is filled in with. ``shape``: the model's
    input of the values that were typed, where the fields do not have the model's names. ``organises``: the Koordination
    may send it too. ``of_rights``: a right of the person, also while the processing is restricted. ``warns``: what is
    told above is a warning. ``origin``: the page of ours that asked for this form and that it leads back to, where it
    was not the case file.
    """

    path: str
    title: str
    button: str
    model: type[BaseModel]
    fields: Callable[[Here], Sequence[Field]]
    send: Callable[[Here, Any, Context], Done]
    anchor: str
    remarks: Callable[[Here], Sequence[str]] = no_remarks
    preset: Callable[[Here], Mapping[str, str | Sequence[str]]] = nothing_typed
    shape: Callable[[Typed], dict[str, Any]] | None = None
    organises: bool = False
    of_rights: bool = False
    warns: bool = False
    origin: Callable[[Here], str | None] = from_nowhere


def add_forms(router: APIRouter, forms: Iterable[CaseForm]) -> None:
    """Two routes a form."""
    for form in forms:
        routes = _organiser_routes if form.organises else _routes_of_rights if form.of_rights else _writer_routes
        show, send = routes(form)
        name = form.path.replace("/", "_").replace("{", "").replace("}", "").replace("-", "_")
        router.add_api_route(f"{CASES}/{{case}}/{form.path}", show, methods=["GET"], name=f"show_{name}")
        router.add_api_route(f"{CASES}/{{case}}/{form.path}", send, methods=["POST"], name=f"send_{name}")


Route = Callable[..., Any]


def _writer_routes(form: CaseForm) -> tuple[Route, Route]:
    def show(request: Request, case: CaseWrite, asking: FachkraftHere, service: Service) -> Response:
        return _shown(form, Here(request, service, asking, case))

    async def send(
        request: Request, case: CaseWrite, asking: FachkraftHere, context: Sent, service: Service
    ) -> Response:
        return await _sent(form, Here(request, service, asking, case), context)

    return show, send


def _routes_of_rights(form: CaseForm) -> tuple[Route, Route]:
    def show(request: Request, case: CaseRights, asking: FachkraftHere, service: Service) -> Response:
        return _shown(form, Here(request, service, asking, case))

    async def send(
        request: Request, case: CaseRights, asking: FachkraftHere, context: Sent, service: Service
    ) -> Response:
        return await _sent(form, Here(request, service, asking, case), context)

    return show, send


def _organiser_routes(form: CaseForm) -> tuple[Route, Route]:
    def show(request: Request, case: CaseOrganise, asking: WriterHere, service: Service) -> Response:
        return _shown(form, Here(request, service, asking, case))

    async def send(
        request: Request, case: CaseOrganise, asking: WriterHere, context: Sent, service: Service
    ) -> Response:
        return await _sent(form, Here(request, service, asking, case), context)

    return show, send


def _shown(form: CaseForm, here: Here) -> Response:
    return _page(form, here, form.fields(here), blank(**form.preset(here)))


async def _sent(form: CaseForm, here: Here, context: Context) -> Response:
    fields = await run_in_threadpool(form.fields, here)
    filled = await fill(here.request, form.model, lambda typed: shaped(fields, typed, form.shape))
    return await run_in_threadpool(_stored, form, here, filled, context)


def _stored(form: CaseForm, here: Here, filled: Filled[Any], context: Context) -> Response:
    if filled.model is None:
        return _page(form, here, form.fields(here), filled, UNPROCESSABLE)
    try:
        stored = form.send(here, filled.model, context)
    except RuleViolation as broken:
        refused = filled.refused(broken, getattr(broken, "further", ()))
        return _page(form, here, form.fields(here), refused, CONFLICT)
    return see_other(_next_page(form, here, stored.hints), SERVICE, stored.position)


def _next_page(form: CaseForm, here: Here, hints: Sequence[str]) -> str:
    origin = form.origin(here)
    if origin is not None:
        return origin
    if here.asking.caller.role != "fachkraft":
        return CASES
    query = "?" + "&".join(f"hinweis={key}" for key in hints) if hints else ""
    return f"{CASES}/{here.case}{query}#{form.anchor}"


def _about(here: Here) -> str | None:
    word = find_person(here.service, here.district, here.case).code_word
    return None if word is None else f"Fall {word}"


def _page(form: CaseForm, here: Here, fields: Sequence[Field], filled: Filled[Any], status: int = 200) -> Response:
    is_own = here.asking.caller.role == "fachkraft"
    page = FormPage(
        title=form.title,
        button=form.button,
        fields=fields,
        back=form.origin(here) or (f"{CASES}/{here.case}#{form.anchor}" if is_own else CASES),
        remarks=form.remarks(here),
        warns=form.warns,
        about=_about(here) if is_own else None,
    )
    return form_page(here.request, page, filled, status)
