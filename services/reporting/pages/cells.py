"""Which cells of the ESF report a questionnaire will enter, while it is being filled in; nothing is stored.

The questionnaire asks for it as a fragment with every change. Without JavaScript its button opens a page, which keeps
what was typed and leads back.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.kernel.inputs import KEY_PATTERN
from services.kernel.pages.asking import signed_in
from services.kernel.pages.forms import Filled, fill
from services.kernel.pages.local import local_path
from services.kernel.pages.problem_page import is_fragment
from services.kernel.pages.rendering import rendered
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.api.asking import Answers
from services.reporting.api.cells import EntryIn
from services.reporting.domain.entry_cells import EntryCells
from services.reporting.esf import EsfQuestion
from services.reporting.pages.asking import SERVICE
from services.reporting.reports import Reports

router: Final = APIRouter()

CELLS: Final = "/berichte/zellen"
BACK: Final = "zurueck"
OWN: Final = frozenset({BACK, "aktion", "state"})  # of the page itself; sent anew by its button
CaseworkerHere = Annotated[Session, Depends(signed_in(SERVICE, Role.FACHKRAFT, Role.KOORDINATION))]


class QuestionnaireIn(EntryIn):
    """The entry values of a questionnaire, and in which operation."""

    operation: Annotated[str, Field(pattern=KEY_PATTERN)]


@router.post(CELLS)
async def cells_page(request: Request, asking: CaseworkerHere, answers: Answers) -> Response:
    """Raises UnknownOperation."""
    filled = await fill(request, QuestionnaireIn, _entry)
    cells = None if filled.model is None else await run_in_threadpool(_cells, answers, asking, filled.model)
    return _shown(request, filled, cells)


def _entry(typed: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Only what the cells depend on: number and Sozialraum of a questionnaire are not ours to read."""
    return {name: values[-1] for name, values in typed.items() if name in QuestionnaireIn.model_fields}


def _cells(answers: Reports, asking: Session, body: QuestionnaireIn) -> EntryCells:
    values: dict[str, Any] = dict(body)
    return answers.cells_of_form(asking.district, EsfQuestion(operation=body.operation, as_of=today()), values)


def _shown(request: Request, filled: Filled[QuestionnaireIn], cells: EntryCells | None) -> Response:
    context = {
        "form": filled,
        "cells": cells,
        "titles": {name: info.title or name for name, info in QuestionnaireIn.model_fields.items()},
        "back": local_path(filled.value(BACK)),
        "kept": [(name, value) for name, values in filled.typed.items() if name not in OWN for value in values],
    }
    template = "reporting/cells_fragment.html" if is_fragment(request) else "reporting/cells.html"
    return rendered(request, template, context)
