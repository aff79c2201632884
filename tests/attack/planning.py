"""Rows of planning, for the table of ``routes``: strategies, goals, measures and what follows them."""

from typing import Any, Final

TEAM: Final = frozenset({"fachkraft", "koordination", "planung"})
PLANNERS: Final = frozenset({"koordination", "planung"})
NOT_THERE: Final = frozenset({404, 409})

NOTHING: Final = "00000000-0000-8000-8000-000000000001"
PLACES: Final = {
    "strategy": NOTHING,
    "goal": NOTHING,
    "measure": NOTHING,
    "milestone": NOTHING,
    "yardstick": NOTHING,
}
STRATEGY: Final = {
    "title": "Armutspräventionsstrategie",
    "first_day": "2016-01-01",
    "last_day": "2021-12-31",
    "handlungsfelder": ["arbeit"],
}
GOAL: Final = {"handlungsfeld": "arbeit", "title": "Arbeit finden"}
MEASURE: Final = {"strategy_id": NOTHING, "goal_id": NOTHING, "title": "Standortatlas"}
MILESTONE: Final = {"title": "Konzept", "due": "2020-12-31"}
YARDSTICK: Final = {"title": "Einträge", "unit": "Angebote"}
EVIDENCE: Final = {"of": "meeting", "of_id": NOTHING}

Fields = dict[str, Any]


def _of_planners(path: str, body: Any) -> dict[tuple[str, str], Fields]:
    return {("POST", f"/events/{path}"): {"roles": PLANNERS, "body": body, "answers": NOT_THERE}}


OF_PLANNING: Final[dict[tuple[str, str], Fields]] = {
    ("GET", "/events/strategies"): {"roles": TEAM},
    ("POST", "/events/strategies"): {"roles": PLANNERS, "body": STRATEGY, "keyed": True},
    ("GET", "/events/strategies/{strategy}"): {"roles": TEAM, "answers": NOT_THERE},
    **_of_planners("strategies/{strategy}/details", STRATEGY),
    **_of_planners("strategies/{strategy}/adoption", {"on": "2018-09-05"}),
    **_of_planners("strategies/{strategy}/goals", GOAL),
    **_of_planners("strategies/{strategy}/goals/{goal}/details", GOAL),
    **_of_planners("strategies/{strategy}/goals/{goal}/dropping", {}),
    ("GET", "/events/measures"): {"roles": TEAM},
    ("GET", "/events/measures/evidence"): {"roles": TEAM},
    ("GET", "/events/measures/{measure}"): {"roles": TEAM, "answers": NOT_THERE},
    **_of_planners("measures", MEASURE),
    **_of_planners("measures/{measure}/details", MEASURE),
    **_of_planners("measures/{measure}/resolution", {"resolution_id": NOTHING}),
    **_of_planners("measures/{measure}/start", {"on": "2020-01-01"}),
    **_of_planners("measures/{measure}/pause", {"on": "2020-01-01"}),
    **_of_planners("measures/{measure}/ending", {"on": "2020-01-01", "end": "stopped"}),
    **_of_planners("measures/{measure}/milestones", MILESTONE),
    **_of_planners("measures/{measure}/milestones/{milestone}/details", MILESTONE),
    **_of_planners("measures/{measure}/milestones/{milestone}/reached", {"on": "2020-01-01"}),
    **_of_planners("measures/{measure}/milestones/{milestone}/dropping", {}),
    **_of_planners("measures/{measure}/yardsticks", YARDSTICK),
    **_of_planners("measures/{measure}/yardsticks/{yardstick}/details", YARDSTICK),
    **_of_planners("measures/{measure}/yardsticks/{yardstick}/values", {"on": "2020-01-01", "value": "2,5"}),
    **_of_planners("measures/{measure}/yardsticks/{yardstick}/dropping", {}),
    **_of_planners("measures/{measure}/evidence", EVIDENCE),
    **_of_planners("measures/{measure}/evidence/unlinking", EVIDENCE),
}
