"""Forms of those who run a district: a command is described once, and all are shown, sent and refused the same way.

``add_forms`` makes two routes of each description: GET shows the form, POST sends it. What a form sends goes through
the function that answers the same command of a program, so that both store the same facts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.districts.api.asking import Service
from services.districts.application import SERVICE, Districts
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.asking import form_context, signed_in
from services.kernel.pages.forms import Filled, Shape, blank, fill
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, form_page
from services.kernel.problems import FieldError, not_found
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.web import Recorded

OPERATORS: Final = frozenset({Role.KOORDINATION, Role.BETRIEB})
OperatorHere = Annotated[Session, Depends(signed_in(SERVICE, *sorted(OPERATORS)))]
Sent = Annotated[Context, Depends(form_context)]

# What rules speak of, as the fields of forms are called.
FIELD_OF: Final = {"successor": "successor_id", "team": "team_id", "traeger": "traeger_id"}


@dataclass(frozen=True, slots=True)
class Here:
    """The page that somebody asks for."""

    request: Request
    service: Districts
    asking: Session

    @property
    def district(self) -> str:
        return self.asking.district

    def named(self, name: str) -> UUID:
        """An id in the address. Raises a Problem (404)."""
        try:
            return UUID(self.request.path_params[name])
        except ValueError:
            raise not_found() from None

    def key(self, name: str) -> str:
        """A key in the address."""
        return str(self.request.path_params[name])


def at_home(path: str) -> Callable[[Here], str]:
    """Back to the same page, whatever the form was about."""
    return lambda _here: path


def nobody(_here: Here) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorForm:
    """``back``: the page that shows what was stored. ``about``: whom or what it is about; raises a Problem (404).

    ``shape``: the model's input of what was typed, where the fields do not have the model's names; ``field_of``: the
    form's fields for those that rules speak of.
    """

    path: str
    title: str
    button: str
    model: type[BaseModel]
    fields: Callable[[Here], Sequence[Field]]
    send: Callable[[Here, Any, Context], Recorded]
    back: Callable[[Here], str]
    about: Callable[[Here], str | None] = nobody
    remarks: Sequence[str] = ()
    shape: Shape | None = None
    field_of: Mapping[str, str] | None = None


def add_forms(router: APIRouter, forms: Iterable[OperatorForm]) -> None:
    """Two routes a form."""
    for form in forms:
        show, send = _routes(form)
        name = form.path.strip("/").replace("/", "_").replace("{", "").replace("}", "").replace("-", "_")
        router.add_api_route(form.path, show, methods=["GET"], name=f"show_{name}")
        router.add_api_route(form.path, send, methods=["POST"], name=f"send_{name}")


def _routes(form: OperatorForm) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def show(request: Request, asking: OperatorHere, service: Service) -> Response:
        return _page(form, Here(request, service, asking), blank())

    async def send(request: Request, asking: OperatorHere, context: Sent, service: Service) -> Response:
        filled = await fill(request, form.model, form.shape)
        return await run_in_threadpool(_stored, form, Here(request, service, asking), filled, context)

    return show, send


def _stored(form: OperatorForm, here: Here, filled: Filled[Any], context: Context) -> Response:
    if filled.model is None:
        return _page(form, here, filled, UNPROCESSABLE)
    try:
        answer = form.send(here, filled.model, context)
    except RuleViolation as broken:
        return _page(form, here, _renamed(filled.refused(broken), {**FIELD_OF, **(form.field_of or {})}), CONFLICT)
    return see_other(form.back(here), SERVICE, answer.position)


def _renamed(filled: Filled[Any], names: Mapping[str, str]) -> Filled[Any]:
    errors = [FieldError(names.get(error.field, error.field), error.rule) for error in filled.errors]
    return Filled(filled.typed, None, errors)


def _page(form: OperatorForm, here: Here, filled: Filled[Any], status: int = 200) -> Response:
    page = FormPage(
        about=form.about(here),
        title=form.title,
        button=form.button,
        fields=form.fields(here),
        back=form.back(here),
        remarks=form.remarks,
    )
    return form_page(here.request, page, filled, status)
