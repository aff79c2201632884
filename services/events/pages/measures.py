"""A measure on one page: plan, course, milestones, yardsticks, tasks, files, and what shows that something happened."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.contracts.vocabularies import target_groups
from services.events.api.asking import Service
from services.events.domain.budget import in_words as euros_in_words
from services.events.domain.measure_course import MOVES
from services.events.domain.measure_progress import Progress, progress
from services.events.domain.measure_state import Evidence, Measure
from services.events.known import partners_of
from services.events.measure_evidence_sources import entries_of
from services.events.measures_desk import MEASURE_FIELDS
from services.events.pages.asking import Here, TeamHere
from services.events.pages.measure_part_forms import in_words
from services.events.pages.measure_timeline import timeline
from services.events.pages.strategy_here import MEASURES, may_plan, measure_of, strategy_page
from services.events.pages.tasks_shown import proofs_shown, tasks_shown
from services.events.planning_queries import frame_of, plan_of, planning
from services.events.planning_wording import (
    ENDS,
    EVIDENCE,
    MILESTONE_BADGES,
    MILESTONES,
    STATES,
    period_in_words,
    standing_in_words,
    state_badge,
    value_in_words,
)
from services.events.resolutions_queries import find_resolution
from services.events.texts import Sheet, words_of
from services.kernel.pages.names import names_for
from services.kernel.pages.rendering import rendered
from services.kernel.pages.wording import day
from services.kernel.times import today

router: Final = APIRouter()


@router.get(f"{MEASURES}/{{measure}}")
def measure_page(request: Request, asking: TeamHere, service: Service) -> Response:
    """Everything of one measure, as of today."""
    here, on = Here(request, service, asking), today()
    measure = measure_of(here)
    plan, now = plan_of(measure), progress(measure, on)
    words = words_of(service, here.district, Sheet(plan.measure_id, plan.details_id, MEASURE_FIELDS))
    resolution = measure.resolution_id
    context = {
        "plan": plan,
        "measure": measure,
        "progress": now,
        "badge": state_badge(now),
        "description": words.get("description"),
        "facts": [*_place(here, measure), *_means(here, measure), ("Weitere Mittel", words.get("resources"))],
        "strategy": strategy_page(plan.strategy_id),
        "resolution": resolution and find_resolution(service.pool, here.district, resolution),
        "course": [(STATES[each.state], each.on, each.end and ENDS[each.end]) for each in measure.moves],
        "moves": MOVES[measure.state],
        "milestones": _milestones(measure, now),
        "timeline": timeline([(each, now.milestones[key]) for key, each in measure.milestones.items()], on),
        "yardsticks": _yardsticks(measure, now),
        "tasks": tasks_shown(here, "measure", plan.measure_id),
        "proofs": proofs_shown(here, "measure", plan.measure_id),
        "evidence": _evidence(here, measure),
        "today": on,
        "may_plan": may_plan(asking),
    }
    return rendered(request, "events/measure.html", context)


def _place(here: Here, measure: Measure) -> Sequence[tuple[str, str | None]]:
    """Where in the strategy, and where in the district."""
    plan = plan_of(measure)
    strategy = planning(here.service.pool, here.district).strategies[plan.strategy_id]
    goal = {**strategy.dropped, **strategy.goals}.get(plan.goal_id)
    groups = (target_groups().get(key, key) for key in plan.target_groups)
    return (
        ("Strategie", frame_of(strategy).title),
        ("Leitziel", goal.title if goal else None),
        ("Zeitraum", period_in_words(plan.first_day, plan.last_day)),
        ("Sozialräume", ", ".join(plan.sozialraeume) or "ganzer Landkreis"),
        ("Zielgruppen", ", ".join(groups) or None),
    )


def _means(here: Here, measure: Measure) -> Sequence[tuple[str, str | None]]:
    plan = plan_of(measure)
    owner = plan.owner_id and partners_of(here.service.pool, here.district).get(plan.owner_id)
    names = names_for(here.request, here.asking)
    posts = None if plan.post_hundredths is None else f"{plan.post_hundredths / 100:.2f} VZÄ".replace(".", ",")
    return (
        ("Verantwortliche Organisation", owner.name if owner else None),
        ("Verantwortliche Person", names.get(plan.staff_id) if plan.staff_id else None),
        ("Mittel", None if plan.cents is None else euros_in_words(plan.cents)),
        ("Stellenanteil", posts),
    )


def _milestones(measure: Measure, now: Progress) -> list[Mapping[str, Any]]:
    return [
        {
            "id": key,
            "title": each.title,
            "due": each.due,
            "reached_on": each.reached_on,
            "kind": MILESTONE_BADGES[now.milestones[key]],
            "words": MILESTONES[now.milestones[key]],
        }
        for key, each in measure.milestones.items()
    ]


def _yardsticks(measure: Measure, now: Progress) -> list[Mapping[str, Any]]:
    return [
        {
            "id": key,
            "title": each.title,
            "unit": each.unit,
            "baseline": value_in_words(each.baseline),
            "target": value_in_words(each.target),
            "due": each.due,
            "stands": standing_in_words(each, now.yardsticks[key]),
            "met": now.yardsticks[key].met,
            "readings": [f"{value_in_words(value)} am {day(on)}" for on, value in sorted(each.values.items())],
        }
        for key, each in measure.yardsticks.items()
    ]


def _evidence(here: Here, measure: Measure) -> list[tuple[Evidence, str]]:
    """What is linked, in words; what was taken back elsewhere is still named by its kind."""
    found = entries_of(here.service, here.district, measure.evidence)
    known = {Evidence(each.of, each.of_id): in_words(each) for each in found}
    gone = {each: f"{EVIDENCE[each.of]}: nicht mehr vorhanden" for each in sorted(measure.evidence - known.keys())}
    return [*known.items(), *gone.items()]
