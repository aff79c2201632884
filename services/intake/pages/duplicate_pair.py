"""Two records that might be one person, side by side: linked, or told apart."""

from dataclasses import dataclass
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from services.contracts.intake import LinkGrounds
from services.intake.api import duplicates as api
from services.intake.api.asking import Service
from services.intake.application import Intake
from services.intake.domain.duplicate import link_id_of, pair_of
from services.intake.duplicates.queries import ListedLink, listed_links
from services.intake.duplicates.seen import RecordSeen, record_seen
from services.intake.duplicates.words import GROUNDS
from services.intake.opening import SERVICE
from services.intake.pages.asking import Sent
from services.intake.pages.duplicate_answers import compared
from services.intake.pages.duplicates import DUPLICATES, KoordinationHere
from services.intake.pages.restricted import mark
from services.intake.restricting.queries import restrictions_of
from services.kernel.deciders import Context, RuleViolation
from services.kernel.pages.forms import Filled, blank, fill
from services.kernel.pages.names import actors_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.seen import see_other
from services.kernel.pages.small_form import CONFLICT, UNPROCESSABLE
from services.kernel.problems import not_found
from services.kernel.requests import Session

router: Final = APIRouter()

NOBODY: Final = "Einen der beiden Datensätze gibt es nicht."
One = Annotated[UUID, Path(title="Person")]
Other = Annotated[UUID, Path(title="Andere Person")]


class Linking(BaseModel):
    """How it is known that both are one person."""

    model_config = ConfigDict(extra="forbid", title="Verbinden")

    grounds: LinkGrounds


@dataclass(frozen=True, slots=True)
class Two:
    """The two records that a page is about."""

    request: Request
    service: Intake
    asking: Session
    records: tuple[RecordSeen, RecordSeen]

    @property
    def address(self) -> str:
        one, other = self.records
        return f"{DUPLICATES}/{one.person}/{other.person}"

    @property
    def link(self) -> ListedLink | None:
        """The link between them, where it stands."""
        pair = pair_of(*(each.person for each in self.records))
        link_id = link_id_of(self.service.ids(self.asking.district), pair)
        return next(iter(listed_links(self.service.pool, self.asking.district, link_id)), None)


def two_records(request: Request, one: One, other: Other, asking: KoordinationHere, service: Service) -> Two:
    """Raises a Problem (404)."""
    first, second = (record_seen(service, asking.district, each) for each in (one, other))
    if first is None or second is None or first.person == second.person:
        raise not_found(NOBODY)
    return Two(request, service, asking, (first, second))


TwoRecords = Annotated[Two, Depends(two_records)]


@router.get(f"{DUPLICATES}/{{one}}/{{other}}")
def compare(two: TwoRecords) -> Response:
    return _page(two, blank())


@router.post(f"{DUPLICATES}/{{one}}/{{other}}")
async def link(request: Request, two: TwoRecords, context: Sent) -> Response:
    filled = await fill(request, Linking)
    return await run_in_threadpool(_linked, two, filled, context)


def _linked(two: Two, filled: Filled[Linking], context: Context) -> Response:
    if filled.model is None:
        return _page(two, filled, UNPROCESSABLE)
    one, other = (str(each.person) for each in two.records)
    body = api.LinkIn(one=one, other=other, grounds=filled.model.grounds)
    try:
        made = api.link_persons(body, two.asking, context, two.service)
    except RuleViolation as broken:
        return _page(two, filled.refused(broken, getattr(broken, "further", ())), CONFLICT)
    return see_other(two.address, SERVICE, made.position)


@router.post(f"{DUPLICATES}/{{one}}/{{other}}/verschieden")
def tell_apart(two: TwoRecords, context: Sent) -> Response:
    """They are not proposed any more."""
    one, other = (str(each.person) for each in two.records)
    try:
        made = api.tell_persons_apart(api.PairIn(one=one, other=other), two.asking, context, two.service)
    except RuleViolation as broken:
        return _page(two, blank().refused(broken, getattr(broken, "further", ())), CONFLICT)
    operation = next((each.values.operation for each in two.records if each.values is not None), None)
    return see_other(DUPLICATES if operation is None else f"{DUPLICATES}?operation={operation}", SERVICE, made.position)


def _page(two: Two, form: Filled[Any], status: int = 200) -> Response:
    one, other = two.records
    standing = restrictions_of(two.service.pool, two.asking.district, [one.person, other.person])
    mark(two.request, next(iter(standing.values()), None))
    context = {
        "form": form,
        "titles": {"grounds": "Woher wissen Sie das?"},
        "rows": list(compared(one, other)),
        "records": two.records,
        "link": two.link,
        "may_link": not standing,
        "grounds": GROUNDS,
        "address": two.address,
        "back": DUPLICATES,
        "who": actors_for(two.request, two.asking),
    }
    return rendered(two.request, "intake/duplicate_pair.html", context, status=status)
