"""Forms as data: a command is described once, and every form is shown, sent and refused the same way.

``add_forms`` makes two routes of each description: GET shows the form, POST sends it.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.asking import form_context, signed_in
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, Typed, form_page, shaped
from services.kernel.problems import FieldError, not_found
from services.kernel.requests import Session
from services.kernel.roles import Role

S = TypeVar("S")
Sent = Annotated[Context, Depends(form_context)]


@dataclass(frozen=True)  # no slots: ``Here[Referral](…)`` notes of which kind it is, where it can
class Here(Generic[S]):
    """The page that somebody asks for: which service answers, and who sits there."""

    request: Request
    service: S
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


class Stored(NamedTuple):
    """Where the command stands, and the page that shows it; None is where the form leads back to."""

    position: int | None
    path: str | None = None


def nobody(_here: Here[Any]) -> str | None:
    return None


def nothing_told(_here: Here[Any]) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedForm(Generic[S]):
    """``back``: the page from which one comes. ``about``: whom or what it is about; raises a Problem (404).

    ``remarks`` stand above the form, as a warning where it ``warns``. ``typed``: what stands in it at first, beside the
    defaults of its fields. ``shape``: the model's input of what was typed, where the fields do not have the model's
    names; ``field_of``: the form's fields for those that rules speak of.
    """

    path: str
    title: str
    button: str
    model: type[BaseModel]
    fields: Callable[[Here[S]], Sequence[Field]]
    send: Callable[[Here[S], Any, Context], Stored]
    back: Callable[[Here[S]], str]
    about: Callable[[Here[S]], str | None] = nobody
    remarks: Callable[[Here[S]], Sequence[str]] = nothing_told
    warns: bool = False
    typed: Callable[[Here[S]], Mapping[str, str | Sequence[str]]] = field(default=lambda _here: {})
    shape: Callable[[Typed], dict[str, Any]] | None = None
    field_of: Mapping[str, str] = field(default_factory=dict)


def add_forms(router: APIRouter, service: str, roles: Sequence[Role], forms: Iterable[DescribedForm[Any]]) -> None:
    """Two routes a form, for these roles."""
    for form in forms:
        show, send = _routes(form, service, roles)
        name = form.path.strip("/").replace("/", "_").replace("{", "").replace("}", "").replace("-", "_")
        router.add_api_route(form.path, show, methods=["GET"], name=f"show_{name}")
        router.add_api_route(form.path, send, methods=["POST"], name=f"send_{name}")


def _routes(
    form: DescribedForm[S], service: str, roles: Sequence[Role]
) -> tuple[Callable[[Request], Response], Callable[..., Awaitable[Response]]]:
    check = signed_in(service, *roles)

    def here_of(request: Request) -> Here[S]:
        return Here(request, cast("S", request.app.state.rooms[service]), check(request))

    def show(request: Request) -> Response:
        here = here_of(request)
        return _page(form, here, blank(**form.typed(here)))

    # Who may not is told so before anything else that is wrong with what was sent.
    async def send(request: Request, here: Annotated[Here[S], Depends(here_of)], context: Sent) -> Response:
        fields = await run_in_threadpool(form.fields, here)
        filled = await fill(request, form.model, lambda typed: shaped(fields, typed, form.shape))
        return await run_in_threadpool(_stored, form, here, filled, context)

    return show, send


def _stored(form: DescribedForm[S], here: Here[S], filled: Filled[Any], context: Context) -> Response:
    if filled.model is None:
        return _page(form, here, filled, UNPROCESSABLE)
    try:
        stored = form.send(here, filled.model, context)
    except RuleViolation as broken:
        refused = filled.refused(broken, getattr(broken, "further", ()))
        return _page(form, here, _renamed(refused, form.field_of), CONFLICT)
    return see_other(stored.path or form.back(here), here.asking.service, stored.position)


def _renamed(filled: Filled[Any], names: Mapping[str, str]) -> Filled[Any]:
    errors = [FieldError(names.get(error.field, error.field), error.rule) for error in filled.errors]
    return Filled(filled.typed, None, errors)


def _page(form: DescribedForm[S], here: Here[S], filled: Filled[Any], status: int = 200) -> Response:
    page = FormPage(
        about=form.about(here),
        title=form.title,
        button=form.button,
        fields=form.fields(here),
        back=form.back(here),
        remarks=form.remarks(here),
        warns=form.warns,
    )
    return form_page(here.request, page, filled, status)
