"""*Planung*: the strategies of the district, and one of them as a tree of goals and measures on a day."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from services.events.api.asking import Service
from services.events.domain.measure_state import State
from services.events.known import operations_of, partners_of
from services.events.pages.asking import Here, TeamHere
from services.events.pages.strategy_here import PLANNING, may_plan, strategy_of
from services.events.planning_queries import frame_of, plan_of, planning
from services.events.planning_report import csv_text, pdf_bytes, yardsticks_in_words
from services.events.planning_wording import (
    STATES,
    milestones_in_words,
    period_in_words,
    state_badge,
    sum_in_words,
)
from services.events.resolutions_queries import find_resolution
from services.events.strangers import district_name
from services.events.strategies_desk import STRATEGY_FIELDS
from services.events.strategy_tree import EVERYTHING, StrategyTree, Wish, strategy_tree
from services.events.texts import Sheet, words_of
from services.kernel.inputs import Day
from services.kernel.pages.forms import asked
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.problems import invalid_input
from services.kernel.times import today

router: Final = APIRouter()

AsOf = Annotated[Day | None, Query(alias="stichtag", title="Stand am")]
WORDS: Final = {
    "badge": state_badge,
    "milestones": milestones_in_words,
    "period": period_in_words,
    "told": sum_in_words,
    "yardsticks": yardsticks_in_words,
    "plan_of": plan_of,
}


class MeasuresAsked(BaseModel):
    """Which measures are to be shown."""

    model_config = ConfigDict(extra="forbid")

    owner: UUID | None = Field(default=None, alias="verantwortlich")
    sozialraum: str | None = None
    state: State | None = Field(default=None, alias="stand")
    overdue: bool = Field(default=False, alias="ueberfaellig")

    @property
    def wish(self) -> Wish:
        return Wish(owner=self.owner, sozialraum=self.sozialraum, state=self.state, overdue=self.overdue)


@router.get(PLANNING)
def strategies_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """The newest first, with what came of it."""
    known = planning(service.pool, asking.district)
    trees = [strategy_tree(known, key, today()) for key in known.strategies]
    context = {
        "rows": [(tree, frame_of(tree.strategy), sum_in_words(tree.sum)) for tree in trees],
        "period": period_in_words,
        "may_plan": may_plan(asking),
    }
    return rendered(request, "events/strategies.html", context)


@router.get(f"{PLANNING}/{{strategy}}")
def strategy_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """Handlungsfeld, Leitziel, measure: as of today, narrowed down as asked."""
    form = asked(request, MeasuresAsked)
    if form.model is None:
        raise invalid_input(form.errors)
    here = Here(request, service, asking)
    strategy = strategy_of(here)
    known, wish = planning(service.pool, asking.district), form.model.wish
    tree = strategy_tree(known, here.named("strategy"), today(), wish)
    owners = _owners(here)
    whole = tree if wish == EVERYTHING else strategy_tree(known, tree.strategy_id, today())
    context = {
        **WORDS,
        **_frame(here, tree),
        "form": form,
        "owners": owners,
        "choices": {
            "owners": _named_owners(whole, owners),
            "places": sorted(
                {(place, place) for node in whole.measures for place in plan_of(node.measure).sozialraeume}
            ),
            "states": list(STATES.items()),
        },
        "narrowed": wish != EVERYTHING,
        "may_plan": may_plan(asking),
        "is_public": strategy.adopted is not None,
        "district": asking.district,
    }
    return rendered(request, "events/strategy.html", context)


@router.get(f"{PLANNING}/{{strategy}}/stand")
def report_page(request: Request, asking: TeamHere, service: Service, on: AsOf = None) -> Response:
    """To be printed: how far the strategy was on that day."""
    here = Here(request, service, asking)
    tree = _tree(here, on)
    return rendered(request, "events/strategy_report.html", {**WORDS, **_frame(here, tree)})


@router.get(f"{PLANNING}/{{strategy}}/stand.pdf")
def report_pdf(request: Request, asking: TeamHere, service: Service, on: AsOf = None) -> Response:
    tree = _tree(Here(request, service, asking), on)
    name = district_name(service, asking.district) or asking.district
    return _download(pdf_bytes(tree, name), "application/pdf", f"stand-der-umsetzung-{tree.day}.pdf")


@router.get(f"{PLANNING}/{{strategy}}/massnahmen.csv")
def report_csv(request: Request, asking: TeamHere, service: Service, on: AsOf = None) -> Response:
    """One line a measure; opens in any table program."""
    tree = _tree(Here(request, service, asking), on)
    names = {key: each.name for key, each in partners_of(service.pool, asking.district).items()}
    return _download(csv_text(tree, names).encode(), "text/csv; charset=utf-8", f"massnahmen-{tree.day}.csv")


def _tree(here: Here, on: Day | None) -> StrategyTree:
    """Raises a Problem (404)."""
    strategy_of(here)
    return strategy_tree(planning(here.service.pool, here.district), here.named("strategy"), on or today())


def _frame(here: Here, tree: StrategyTree) -> dict[str, Any]:
    frame, adopted = frame_of(tree.strategy), tree.strategy.adopted
    resolution = adopted and adopted.resolution_id
    words = words_of(here.service, here.district, Sheet(tree.strategy_id, frame.details_id, STRATEGY_FIELDS))
    operations = {each.operation: each.name for each in operations_of(here.service.pool, here.district)}
    return {
        "tree": tree,
        "frame": frame,
        "adopted": adopted,
        "resolution": resolution and find_resolution(here.service.pool, here.district, resolution),
        "operation": frame.operation and operations.get(frame.operation, frame.operation),
        "description": words.get("description"),
    }


def _owners(here: Here) -> dict[UUID, str]:
    """Organisations, and people as far as the asker may know them."""
    partners = {key: each.name for key, each in partners_of(here.service.pool, here.district).items()}
    return {**partners, **names_for(here.request, here.asking)}


def _named_owners(tree: StrategyTree, owners: dict[UUID, str]) -> list[tuple[str, str]]:
    """Who owns a measure of the strategy, by name."""
    plans = [plan_of(node.measure) for node in tree.measures]
    named = {owner for plan in plans for owner in (plan.owner_id, plan.staff_id) if owner in owners}
    return sorted(((str(owner), owners[owner]) for owner in named), key=lambda each: each[1].casefold())


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
