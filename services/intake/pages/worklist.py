"""*Arbeitsliste*: everything that is to be done, to be narrowed down, each with its next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.intake.api.access import access_desk
from services.intake.api.asking import Service
from services.intake.api.paging import page as page_of
from services.intake.application import Intake
from services.intake.choices_queries import operations
from services.intake.incomplete_work import INCOMPLETE
from services.intake.pages.asking import WriterHere
from services.intake.pages.referral_addresses import referral_address
from services.intake.paging import PLACE
from services.intake.referrals_work import REFERRED
from services.intake.reminders_queries import OF_PARTICIPATION
from services.intake.tasks_queries import TASKS
from services.intake.worklist import LABELS, SOURCES, Wanted, place_of, shown_item, work
from services.kernel.inputs import KEY_PATTERN
from services.kernel.pages.forms import asked
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today

router: Final = APIRouter()

WORKLIST: Final = "/arbeitsliste"
PAGE_LENGTH: Final = 50
OF_A_RECORD: Final = frozenset({*INCOMPLETE, *OF_PARTICIPATION})
SETTLED_BY_HAND: Final = frozenset(kind for source in SOURCES if source.by_hand for kind in source.kinds)


class WorklistAsked(BaseModel):
    """What is to be shown; the names are those of the API."""

    model_config = ConfigDict(extra="forbid")

    operation: Annotated[str, Field(pattern=KEY_PATTERN)] | None = None
    kind: Annotated[str, Field(pattern=f"^({'|'.join(LABELS)})$")] | None = None
    mine: bool = False
    after: Annotated[str, Field(pattern=PLACE)] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done with an item: its words and where it leads."""

    title: str
    path: str


@router.get(WORKLIST)
def worklist_page(request: Request, asking: WriterHere, service: Service) -> Response:
    """By due date; the Koordination sees that there is work, not what a case is about."""
    form = asked(request, WorklistAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    rows, further = _rows(service, asking, form.model)
    context = {
        "form": form,
        "operations": [(row.operation, row.name) for row in operations(service.pool, asking.district)],
        "kinds": list(LABELS.items()),
        "rows": [(row, _steps(row, asking)) for row in rows],
        "names": {str(staff): name for staff, name in names_for(request, asking).items()},
        "narrowed": form.model.model_copy(update={"after": None}) != WorklistAsked(),
        "continued": form.model.after is not None,
        "further": None if further is None else _address(form.model, further),
    }
    return rendered(request, "intake/worklist.html", context)


def _rows(service: Intake, asking: Session, wished: WorklistAsked) -> tuple[Sequence[Mapping[str, Any]], str | None]:
    """A page of items, and where the next one begins."""
    place, most = page_of(wished.after, PAGE_LENGTH)
    day = today()
    wanted = Wanted(
        day=day, operation=wished.operation, kind=wished.kind, mine=wished.mine, after=place, limit=most + 1
    )
    found = work(service, asking.district, access_desk(service, asking).asker, wanted)
    shown = found[:most]
    return [shown_item(item, day) for item in shown], str(place_of(shown[-1])) if len(found) > most else None


def _steps(row: Mapping[str, Any], asking: Session) -> list[Step]:
    """Where the record or the case is, and how it is settled by whom may."""
    is_fachkraft, case, is_free = asking.caller.role == Role.FACHKRAFT, row["case_id"], not row["restricted"]
    steps = []
    if row["kind"] in OF_A_RECORD and is_free:
        steps.append(Step("Angaben ergänzen", f"/teilnahmen/{row['operation']}/{row['subject']}"))
    if row["kind"] in REFERRED and is_fachkraft:
        steps.append(Step("Zur Weitervermittlung", referral_address(row["subject"])))
    if case is not None and is_fachkraft:
        steps.append(Step("Zum Fall", f"/faelle/{case}"))
    if is_free and (case is None or is_fachkraft):
        steps += _settling(row["kind"], row["id"])
    return steps


def _settling(kind: str, item: str) -> list[Step]:
    if kind in TASKS:
        return [Step("Erledigt", f"{WORKLIST}/aufgaben/{item}/erledigt")]
    return [Step("Erledigt", f"{WORKLIST}/erinnerungen/{item}/erledigt")] if kind in SETTLED_BY_HAND else []


def _address(wished: WorklistAsked, after: str) -> str:
    kept = wished.model_dump(exclude_defaults=True) | {"after": after}
    return f"{WORKLIST}?{urlencode({name: 'true' if value is True else value for name, value in kept.items()})}"
