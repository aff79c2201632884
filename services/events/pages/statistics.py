"""*Sozialdaten*: the figures of others, each with its source; read from a table, shown by indicator.

What became of a table is shown at once and not behind a redirect: sending it again changes nothing.
"""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from services.contracts.decimals import german_decimal
from services.contracts.periods import german_period
from services.contracts.small_figures import is_small
from services.contracts.vocabularies import handlungsfelder
from services.events.api.asking import Service
from services.events.api.statistics import as_file
from services.events.pages.asking import PLANNERS, Here, PlannerHere, TeamHere
from services.events.statistics.exporting import exported
from services.events.statistics.imported import Imported
from services.events.statistics.importing import Import
from services.events.statistics.queries import Figure, Statistic, figures_of, latest, smallest_shown, statistics_of
from services.events.statistics.wording import AREA_KINDS, SMALL, area_name
from services.kernel.files.failures import FileRefused
from services.kernel.files.sent import MULTIPART
from services.kernel.pages.forms import Filled, blank, made_of
from services.kernel.pages.rendering import rendered
from services.kernel.pages.small_form import UNPROCESSABLE
from services.kernel.problems import FieldError, not_found, unsupported_media_type
from services.kernel.requests import media_type, only_known

STATISTICS: Final = "/sozialdaten"
FILE_MISSING: Final = "Bitte eine Datei auswählen."
MOST_TOLD: Final = 100
NOT_GIVEN: Final = "nicht angegeben"

router: Final = APIRouter(prefix=STATISTICS)


class Sending(BaseModel):
    """The form beside the file."""

    model_config = ConfigDict(extra="forbid")

    dry_run: Literal["ja"] | None = None


@router.get("", dependencies=[Depends(only_known("position"))])
def statistics_page(request: Request, asking: TeamHere, service: Service) -> Response:
    return _page(Here(request, service, asking), blank(dry_run="ja"))


@router.get("/tabelle", dependencies=[Depends(only_known())])
def download(asking: TeamHere, service: Service) -> Response:
    return as_file(exported(service, asking.district), asking.district)


@router.get("/kennzahlen/{statistic}", dependencies=[Depends(only_known("position"))])
def statistic_page(request: Request, statistic: str, asking: TeamHere, service: Service) -> Response:
    """Every figure of one indicator, with its source."""
    known = statistics_of(service.pool, asking.district).get(statistic)
    if known is None:
        raise not_found()
    figures = figures_of(service.pool, asking.district, statistic)
    context = {
        "statistic": known,
        "handlungsfeld": handlungsfelder().get(known.handlungsfeld or "", None),
        "figures": [_row(each, known) for each in reversed(figures)],
        "address": f"{STATISTICS}/kennzahlen/{statistic}",
        "plans": asking.caller.role in PLANNERS,
    }
    return rendered(request, "events/statistic.html", context)


async def _sent(request: Request) -> tuple[Filled[Sending], bytes | None]:
    """The form and the file of this request; None where no file was chosen."""
    if media_type(request) != MULTIPART:
        raise unsupported_media_type([MULTIPART])
    form = await request.form(max_files=1, max_fields=10)
    file = form.get("datei")
    content = await file.read() if isinstance(file, UploadFile) and file.filename else None
    words = ((name, value) for name, value in form.multi_items() if isinstance(value, str) and name != "datei")
    return made_of(words, Sending), content


@router.post("/einlesen", dependencies=[Depends(only_known())])
async def take_file(
    request: Request, asking: PlannerHere, service: Service, sent: Annotated[Any, Depends(_sent)]
) -> Response:
    here = Here(request, service, asking)
    filled, content = sent
    if content is None:
        filled = Filled(filled.typed, None, [*filled.errors, FieldError("datei", FILE_MISSING)])
    if filled.model is None:
        return await run_in_threadpool(_page, here, filled, None, UNPROCESSABLE)
    taking = Import(service, asking.district, asking.caller.actor, dry_run=filled.model.dry_run is not None)
    try:
        done = await run_in_threadpool(taking.run, content)
    except FileRefused as refused:
        filled = Filled(filled.typed, None, [FieldError("datei", str(refused))])
        return await run_in_threadpool(_page, here, filled, None, UNPROCESSABLE)
    return await run_in_threadpool(_page, here, filled, done)


def _page(here: Here, filled: Filled[Any], done: Imported | None = None, status: int = 200) -> Response:
    known = statistics_of(here.service.pool, here.district)
    shown = latest(figures_of(here.service.pool, here.district))
    context = {
        "form": filled,
        "statistics": list(known.values()),
        "figures": [{**_row(each, known[each.statistic]), "statistic": known[each.statistic]} for each in shown],
        "smallest": smallest_shown(here.service.pool, here.district),
        "address": STATISTICS,
        "done": done,
        "most": MOST_TOLD,
        "plans": here.asking.caller.role in PLANNERS,
    }
    return rendered(here.request, "events/statistics.html", context, status=status)


def _row(figure: Figure, statistic: Statistic) -> dict[str, str]:
    """A figure in German words. Whoever works here sees it as the source has it, unless it stands for too few."""
    return {
        "area": area_name(figure),
        "kind": AREA_KINDS[figure.area_kind],
        "period": german_period(figure.period),
        "value": _value(figure, statistic),
        "source": figure.source,
    }


def _value(figure: Figure, statistic: Statistic) -> str:
    if is_small(figure.value, statistic.unit, figure.persons, statistic.smallest):
        return SMALL.format(statistic.smallest)
    if figure.value is None:
        return NOT_GIVEN
    told = f"{german_decimal(figure.value, statistic.decimals)} {statistic.unit}"
    return f"{told} (geschätzt)" if figure.estimated else told
