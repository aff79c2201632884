"""Small forms of a referral: a command is described once, and all are shown, sent and refused the same way.

``add_forms`` makes two routes of each description: GET shows the form, POST sends it to the desk.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, Typed, form_page, shaped
from services.kernel.times import today
from services.referral.opening import SERVICE
from services.referral.pages.asking import Sent
from services.referral.pages.referral_here import REFERRALS, Here, ReferralWritten


def nothing_told(_here: Here) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralForm:
    """``path``: below the referral. ``send``: the position at which it was stored.

    ``remarks``: what is told above the form, as a warning where it ``warns``. ``done``: the key of what the next page
    says (``referral_hints``).
    """

    path: str
    title: str
    button: str
    model: type[BaseModel]
    fields: Callable[[Here], Sequence[Field]]
    send: Callable[[Here, Any, Context], int | None]
    remarks: Callable[[Here], Sequence[str]] = nothing_told
    warns: bool = False
    done: str | None = None


def add_forms(router: APIRouter, forms: Iterable[ReferralForm]) -> None:
    """Two routes a form."""
    for form in forms:
        show, send = _routes(form)
        name, address = form.path.replace("-", "_").replace("/", "_"), f"{REFERRALS}/{{referral}}/{form.path}"
        router.add_api_route(address, show, methods=["GET"], name=f"show_{name}")
        router.add_api_route(address, send, methods=["POST"], name=f"send_{name}")


def _routes(form: ReferralForm) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def show(here: ReferralWritten) -> Response:
        return _page(form, here, blank())

    async def send(here: ReferralWritten, context: Sent) -> Response:
        fields = await run_in_threadpool(form.fields, here)

        def shape(typed: Typed) -> dict[str, Any]:
            return shaped(fields, typed)

        filled = await fill(here.request, form.model, shape)
        return await run_in_threadpool(_stored, form, here, filled, context)

    return show, send


def _stored(form: ReferralForm, here: Here, filled: Filled[Any], context: Context) -> Response:
    if filled.model is None:
        return _page(form, here, filled, UNPROCESSABLE)
    try:
        position = form.send(here, filled.model, context)
    except RuleViolation as broken:
        return _page(form, here, filled.refused(broken, getattr(broken, "further", ())), CONFLICT)
    hint = "" if form.done is None else f"?hinweis={form.done}"
    return see_other(f"{here.address}{hint}", SERVICE, position)


def _page(form: ReferralForm, here: Here, filled: Filled[Any], status: int = 200) -> Response:
    page = FormPage(
        title=form.title,
        button=form.button,
        fields=form.fields(here),
        back=here.address,
        remarks=form.remarks(here),
        warns=form.warns,
    )
    return form_page(here.request, page, filled, status)


def on_day(title: str = "Am") -> Field:
    """Today, unless somebody says otherwise; nothing here happens in the future."""
    return Field(name="on", title=title, kind="date", default=str(today()), more={"max": str(today())})


def note(here: Here) -> tuple[Field, ...]:
    """Words for the team; without a case there is nobody they could belong to."""
    if here.row.case_id is None:
        return ()
    hint = "Nur für Ihr Team. Der Partner sieht sie nicht."
    return (Field(name="note", title="Notiz", kind="area", optional=True, hint=hint, more={"maxlength": "2000"}),)


def options(words: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(words.items())
