"""Forms about the network and its letters: a command is described once, and all are shown, sent and refused alike.

``add_forms`` makes two routes of each description: GET shows the form, POST sends it to the desk.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.asking import signed_in
from services.kernel.pages.forms import Filled, Shape, blank, fill
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, form_page
from services.kernel.problems import FieldError, not_found
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.referral.api.asking import Service
from services.referral.application import Referral
from services.referral.opening import SERVICE
from services.referral.pages.asking import Sent


@dataclass(frozen=True, slots=True)
class Here:
    """The page that somebody asks for."""

    request: Request
    service: Referral
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


def nobody(_here: Here) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkForm:
    """``send``: where it was stored. ``back``: the page that shows it. ``about`` raises a Problem (404).

    ``shape``: the model's input of what was typed; ``field_of``: the form's fields for those that rules speak of.
    """

    path: str
    title: str
    button: str
    roles: tuple[Role, ...]
    model: type[BaseModel]
    fields: Callable[[Here], Sequence[Field]]
    send: Callable[[Here, Any, Context], int | None]
    back: Callable[[Here], str]
    about: Callable[[Here], str | None] = nobody
    remarks: Sequence[str] = ()
    shape: Shape | None = None
    field_of: Mapping[str, str] | None = None


def add_forms(router: APIRouter, forms: Iterable[NetworkForm]) -> None:
    """Two routes a form."""
    for form in forms:
        show, send = _routes(form)
        name = form.path.strip("/").replace("/", "_").replace("{", "").replace("}", "").replace("-", "_")
        router.add_api_route(form.path, show, methods=["GET"], name=f"show_{name}")
        router.add_api_route(form.path, send, methods=["POST"], name=f"send_{name}")


def _routes(form: NetworkForm) -> tuple[Callable[..., Any], Callable[..., Any]]:
    allowed = Annotated[Session, Depends(signed_in(SERVICE, *form.roles))]

    def show(request: Request, asking: allowed, service: Service) -> Response:
        return _page(form, Here(request, service, asking), blank())

    async def send(request: Request, asking: allowed, context: Sent, service: Service) -> Response:
        filled = await fill(request, form.model, form.shape)
        return await run_in_threadpool(_stored, form, Here(request, service, asking), filled, context)

    return show, send


def _stored(form: NetworkForm, here: Here, filled: Filled[Any], context: Context) -> Response:
    if filled.model is None:
        return _page(form, here, filled, UNPROCESSABLE)
    try:
        position = form.send(here, filled.model, context)
    except RuleViolation as broken:
        return _page(form, here, _renamed(filled.refused(broken), form.field_of or {}), CONFLICT)
    return see_other(form.back(here), SERVICE, position)


def _renamed(filled: Filled[Any], names: Mapping[str, str]) -> Filled[Any]:
    errors = [FieldError(names.get(error.field, error.field), error.rule) for error in filled.errors]
    return Filled(filled.typed, None, errors)


def _page(form: NetworkForm, here: Here, filled: Filled[Any], status: int = 200) -> Response:
    page = FormPage(
        about=form.about(here),
        title=form.title,
        button=form.button,
        fields=form.fields(here),
        back=form.back(here),
        remarks=form.remarks,
    )
    return form_page(here.request, page, filled, status)
