"""Small forms of a participation: each goes the way of a row of the import files.

So form, file and program store the same facts under the same rules.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.intake.api.rows import RecordedRow, record_participation, record_status
from services.intake.opening import SERVICE
from services.intake.pages.asking import Sent
from services.intake.pages.participation_here import At, ParticipationHere
from services.intake.rows_in import ParticipationIn, StatusIn
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE, Field, FormPage, form_page

Row = Literal["participants", "statuses"]
Cells = Mapping[str, Any]


def nothing_told(_at: At) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowForm:
    """``known``: cells that the form does not ask, on top of those that name the participation."""

    path: str
    title: str
    button: str
    row: Row
    fields: Callable[[At], Sequence[Field]]
    known: Callable[[At], Cells]
    remarks: Callable[[At], Sequence[str]] = nothing_told
    warns: bool = False


def add_row_forms(to: APIRouter, forms: Iterable[RowForm]) -> None:
    """Two routes a form."""
    for form in forms:
        show, send = _routes(form)
        address = f"/teilnahmen/{{operation}}/{{participation}}/{form.path}"
        to.add_api_route(address, show, methods=["GET"], name=f"show_{form.path.partition('/')[0]}")
        to.add_api_route(address, send, methods=["POST"], name=f"send_{form.path.partition('/')[0]}")


def _routes(form: RowForm) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def show(at: ParticipationHere) -> Response:
        return _page(form, at, blank())

    async def send(at: ParticipationHere, context: Sent) -> Response:
        known = await run_in_threadpool(form.known, at)
        empty = {each.name: None for each in form.fields(at) if each.null_if_empty}
        filled = await _filled(form, at, {**known, **empty})
        return await run_in_threadpool(_stored, form, at, filled, context)

    return show, send


async def _filled(form: RowForm, at: At, known: Cells) -> Filled[Any]:
    """What was typed, but what the file knows comes from the file."""
    asked = {each.name for each in form.fields(at)}

    def shape(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        return {**known, **{name: values[-1] for name, values in typed.items() if name in asked}}

    if form.row == "participants":
        return await fill(at.request, ParticipationIn, shape)
    return await fill(at.request, StatusIn, shape)


def _stored(form: RowForm, at: At, filled: Filled[Any], context: Context) -> Response:
    if filled.model is None:
        return _page(form, at, filled, UNPROCESSABLE)
    try:
        recorded = _record(at, filled.model, context)
    except RuleViolation as broken:
        return _page(form, at, filled.refused(broken, getattr(broken, "further", ())), CONFLICT)
    return see_other(f"{at.address}?gespeichert=ja", SERVICE, recorded.position)


def _record(at: At, body: ParticipationIn | StatusIn, context: Context) -> RecordedRow:
    if isinstance(body, ParticipationIn):
        return record_participation(at.values.operation, body, at.asking, context, at.service)
    return record_status(at.values.operation, body, at.asking, context, at.service)


def _page(form: RowForm, at: At, filled: Filled[Any], status: int = 200) -> Response:
    page = FormPage(
        title=form.title,
        button=form.button,
        fields=form.fields(at),
        back=at.address,
        remarks=form.remarks(at),
        warns=form.warns,
    )
    return form_page(at.request, page, filled, status)
