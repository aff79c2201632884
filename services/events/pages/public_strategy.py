"""*Strategie*: what a council decided on and how far it is, for everybody and without a log-in; it names no person."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from services.events.api.asking import Service
from services.events.application import Events
from services.events.planning_queries import Planning, frame_of, planning
from services.events.planning_wording import milestones_in_words, period_in_words, state_badge, sum_in_words
from services.events.strangers import district_name
from services.events.strategies_desk import STRATEGY_FIELDS
from services.events.strategy_tree import strategy_tree
from services.events.texts import Sheet, words_of
from services.kernel.pages.rendering import rendered
from services.kernel.problems import Problem, not_found
from services.kernel.public_answers import keeping, not_too_often
from services.kernel.requests import only_known
from services.kernel.times import today

router: Final = APIRouter(prefix="/strategie/{district}")

DistrictInPath = Annotated[str, Path(max_length=40)]
OPEN: Final = [Depends(only_known()), Depends(not_too_often)]
NOTHING_HERE: Final = "Unter dieser Adresse steht keine beschlossene Strategie."


@router.get("", dependencies=OPEN)
def public_strategies(request: Request, service: Service, district: DistrictInPath) -> Response:
    """The adopted strategies of a district."""
    name, known = _adopted(service, district)
    rows = [
        (frame_of(each), each.adopted, strategy_tree(known, key, today())) for key, each in known.strategies.items()
    ]
    context = {"name": name, "district": district, "rows": rows, "period": period_in_words, "told": sum_in_words}
    return rendered(request, "events/public_strategies.html", context, headers=_kept(request))


@router.get("/{strategy}", dependencies=OPEN)
def public_strategy(request: Request, service: Service, district: DistrictInPath, strategy: str) -> Response:
    """Goals and measures in words; no owner, no money, no staff."""
    name, known = _adopted(service, district)
    strategy_id = next((key for key in known.strategies if str(key) == strategy), None)
    if strategy_id is None:
        raise _nothing_here()
    tree = strategy_tree(known, strategy_id, today())
    frame = frame_of(tree.strategy)
    words = words_of(service, district, Sheet(strategy_id, frame.details_id, STRATEGY_FIELDS))
    context = {
        "name": name,
        "district": district,
        "tree": tree,
        "frame": frame,
        "adopted": tree.strategy.adopted,
        "description": words.get("description"),
        "badge": state_badge,
        "milestones": milestones_in_words,
        "period": period_in_words,
        "told": sum_in_words,
    }
    return rendered(request, "events/public_strategy.html", context, headers=_kept(request))


def _adopted(service: Events, district: str) -> tuple[str, Planning]:
    """The district's name and what a council of it decided on. Raises a Problem (404).

    The same answer for a district that is none as for one without such a strategy.
    """
    name = district_name(service, district)
    if name is None:
        raise _nothing_here()
    known = planning(service.pool, district)
    adopted = {key: each for key, each in known.strategies.items() if each.adopted is not None}
    if not adopted:
        raise _nothing_here()
    return name, Planning(adopted, known.measures)


def _nothing_here() -> Problem:
    return not_found(NOTHING_HERE)


def _kept(request: Request) -> dict[str, str]:
    return {"Vary": "Cookie", **keeping(request)}
