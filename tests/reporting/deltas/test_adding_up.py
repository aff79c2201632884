"""Random histories, any two states of them: the causes' values add up in every figure, and say what happened."""

from dataclasses import replace
from datetime import date
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from services.kernel.settings import Settings
from services.reporting.deltas.causes import TITLES
from services.reporting.domain import catalogues
from services.reporting.domain.catalogue import Windows
from services.reporting.domain.catalogues import esf_2014_2020, esf_plus_2021_2027
from tests.reporting.deltas.conftest import History, State, erasing_history, fresh_side, random_history

pytestmark = pytest.mark.server

# What a second version would look like; it is released for these tests only.
LATER = replace(
    esf_plus_2021_2027.VERSION_1,
    version=2,
    windows=Windows(long_term_months=6, exit_days=2, followup_from_months=1, followup_to_months=4),
)
CATALOGUES = (esf_plus_2021_2027.VERSION_1, LATER, esf_2014_2020.VERSION_1)
DAYS = st.sampled_from([date(2023, 6, 30), date(2023, 12, 31), date(2024, 6, 30), date(2026, 6, 30)])
STATES = st.builds(
    State,
    intake=st.integers(0, 120),
    districts=st.integers(1, 11),
    as_of=DAYS,
    catalogue=st.sampled_from(CATALOGUES),
)
SEEDS = (1, 2)
LINKED = (2,)  # in the other history nobody is linked
WHICH = st.integers(0, len(SEEDS) - 1)
GENDERS = ("female", "male", "non_binary", "unknown", "total")


Pair = tuple[History, History]


@pytest.fixture(scope="module")
def histories(settings: Settings) -> list[Pair]:
    """Each twice: the second one is the first in another order of arrival."""
    sides = [[fresh_side(settings) for _ in range(2)] for _ in SEEDS]
    return [
        (
            random_history(one, seed, with_links=seed in LINKED),
            random_history(other, seed, 7, with_links=seed in LINKED),
        )
        for seed, (one, other) in zip(SEEDS, sides, strict=True)
    ]


@pytest.fixture(autouse=True)
def a_second_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "CATALOGUES", (*catalogues.CATALOGUES, LATER))


def figures(document: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Every number of a report by what names it."""
    cells = [*document["indicators"], {"code": "grand_total", **document.get("grand_total", {})}]
    found = {(one["code"], gender): one[gender] for one in cells for gender in GENDERS if one.get(gender)}
    return found | {("not counted", one["reason"]): one["participations"] for one in document["not_counted"]}


def told(delta: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    cells = {(one["code"], one["gender"]): one for one in delta["cells"]}
    return cells | {("not counted", one["reason"]): one for one in delta["not_counted"]}


@hypothesis(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=WHICH, before=STATES, after=STATES)
def test_the_causes_add_up_in_every_figure(histories: list[Pair], which: int, before: State, after: State) -> None:
    history, _ = histories[which]
    was, now = figures(history.report(before)), figures(history.report(after))

    found = told(history.delta(before, after))

    for name in {**was, **now}:
        one = found.get(name, {"before": was.get(name, 0), "after": was.get(name, 0), "causes": []})
        assert (one["before"], one["after"]) == (was.get(name, 0), now.get(name, 0)), name
    for name, one in found.items():
        assert sum(cause["value"] for cause in one["causes"]) == one["after"] - one["before"], name
        assert {cause["cause"] for cause in one["causes"]} <= TITLES.keys() - {"erasure", "unexplained"}, name
    assert found.keys() >= {name for name in {**was, **now} if was.get(name, 0) != now.get(name, 0)}


@hypothesis(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=WHICH, before=STATES, after=STATES)
def test_the_order_in_which_sources_arrive_changes_nothing(
    histories: list[Pair], which: int, before: State, after: State
) -> None:
    one, other = (history.delta(before, after) for history in histories[which])

    assert without_names(one) == without_names(other)


def without_names(delta: dict[str, Any]) -> dict[str, Any]:
    """Without what two districts never share: their keys, and the ids of their facts."""
    kept = {name: value for name, value in delta.items() if name != "district"}
    for figure in (*kept["cells"], *kept["not_counted"]):
        for cause in figure["causes"]:
            cause["events"] = [{**event, "id": None} for event in cause["events"]]
    return kept


@hypothesis(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=WHICH, before=STATES, after=STATES)
def test_the_facts_behind_a_cause_lie_between_the_two_states(
    histories: list[Pair], which: int, before: State, after: State
) -> None:
    found = histories[which][0].delta(before, after)

    ranges = {name: sorted((getattr(before, name), getattr(after, name))) for name in ("intake", "districts")}
    for figure in (*found["cells"], *found["not_counted"]):
        for cause in figure["causes"]:
            assert cause["value"] or cause["events"]
            assert cause["events"] == sorted(
                cause["events"], key=lambda one: (one["time"], one["source"], one["sequence"])
            )
            for event in cause["events"]:
                first, last = ranges[event["source"]]
                if cause["cause"] == "later_date":  # what both states know
                    first, last = 0, getattr(after, event["source"])
                assert first < event["sequence"] <= last


@hypothesis(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=WHICH, before=STATES, intake=st.integers(0, 120))
def test_back_through_the_facts_of_intake_every_counted_figure_loses_what_it_gained(
    histories: list[Pair], which: int, before: State, intake: int
) -> None:
    after = replace(before, intake=intake)

    there, back = (told(histories[which][0].delta(*ends)) for ends in ((before, after), (after, before)))

    for name in {**there, **back}:
        gained, lost = (values(one.get(name, {"causes": []})) for one in (there, back))
        assert gained == {cause: -value for cause, value in lost.items()}, name


def values(figure: dict[str, Any]) -> dict[str, int]:
    return {cause["cause"]: cause["value"] for cause in figure["causes"]}


def test_links_and_their_ends_moved_figures(histories: list[Pair]) -> None:
    history, _ = histories[SEEDS.index(*LINKED)]
    steps = [State(intake=position, districts=2) for position in range(0, 121, 5)]

    causes = {
        cause["cause"]
        for before, after in pairwise(steps)
        for figure in history.delta(before, after)["cells"]
        for cause in figure["causes"]
    }

    assert causes >= {"link", "unlink", "correction", "late_entry", "late_status", "cancellation", "late_submission"}


@pytest.mark.parametrize("seed", [5, 6])
def test_where_records_are_destroyed_the_causes_add_up_to_what_was_handed_in(settings: Settings, seed: int) -> None:
    history, ends = erasing_history(fresh_side(settings), seed)

    causes: set[str] = set()
    for before, after in permutations(ends, 2):
        was, now = figures(before.document), figures(after.document)
        found = told(history.delta(before, after))
        for name in {**was, **now}:
            values_of_causes = values(found.get(name, {"causes": []}))
            assert sum(values_of_causes.values()) == now.get(name, 0) - was.get(name, 0), name
            causes |= values_of_causes.keys()

    assert "erasure" in causes
    assert "unexplained" not in causes


def test_the_same_state_twice_differs_in_nothing(histories: list[Pair]) -> None:
    state = State(intake=77, districts=5)

    delta = histories[0][0].delta(state, state)

    assert (delta["cells"], delta["not_counted"]) == ([], [])
