"""What is kept of the benchmarks: document and numbers agree, and every aim has its figure."""

from statistics import median
from typing import Any

import pytest

from bench.__main__ import BENCHMARKS
from bench.document import FILE, findings, rendered
from bench.figures import Aim, Figure
from bench.results import merged, read
from bench.rounds import alternate

AIMS = {
    "append.insert": (">=", 0.7),
    "append.library": (">=", 2.5),
    "http.contacts": (">=", 5),
    "http.participations": (">=", 5),
    "arrival.kombu": (">=", 0.3),
    "rebuild.sql": (">=", 0.25),
    "rebuild.library": (">=", 20),
    "esf.current": ("<=", 2),
    "esf.past": ("<=", 2),
}
WITHOUT_AIM = {"import.copy", "lag.idle", "lag.loaded"}


def figures() -> dict[str, dict[str, Any]]:
    return {one["name"]: one for section in read()["benchmarks"].values() for one in section["figures"]}


def figure(of: str, ours: list[float], theirs: list[float], aim: Aim | None = None) -> Figure:
    common: dict[str, Any] = {"name": "x", "title": "X", "subject": "ours", "yardstick": "theirs", "unit": "1/s"}
    return Figure(**common, of=of, subject_seconds=ours, yardstick_seconds=theirs, aim=aim)  # type: ignore[arg-type]


def test_the_document_says_what_the_numbers_say() -> None:
    assert FILE.read_text() == rendered(read())


def test_every_aim_has_its_figure() -> None:
    kept = figures()
    assert {name: (kept[name]["aim"]["sign"], kept[name]["aim"]["value"]) for name in AIMS} == AIMS
    assert kept.keys() >= WITHOUT_AIM
    assert [table["rows"][-1][2] for table in read()["benchmarks"]["import"]["tables"]] == [100.0]


def test_every_entry_comes_from_a_benchmark_that_can_be_repeated() -> None:
    assert read()["benchmarks"].keys() <= BENCHMARKS.keys()


def test_where_an_aim_is_missed_it_is_said_where_the_time_goes() -> None:
    assert {name for name, one in figures().items() if one["reached"] is False} <= findings().keys()


def test_ratio_and_verdict_follow_from_the_rounds() -> None:
    for one in figures().values():
        pairs = zip(one["subject_seconds"], one["yardstick_seconds"], strict=True)
        ratios = [theirs / ours if one["of"] == "rate" else ours / theirs for ours, theirs in pairs]
        assert one["ratio"] == pytest.approx(median(ratios), rel=0.01)
        aim = one["aim"]
        assert one["reached"] == (aim and Aim(aim["sign"], aim["value"]).reached_by(one["ratio"]))


def test_a_rate_is_better_when_more_and_a_time_when_less() -> None:
    assert figure("rate", [1, 1, 1], [2, 3, 4], Aim(">=", 3)).as_json()["reached"] is True
    assert figure("time", [1, 1, 1], [2, 3, 4], Aim("<=", 0.3)).as_json()["reached"] is False


def test_rounds_take_turns() -> None:
    order: list[str] = []

    def run(name: str) -> float:
        order.append(name)
        return 1.0

    seconds = alternate({"a": lambda: run("a"), "b": lambda: run("b")}, 2)
    assert order == ["a", "b", "a", "b", "a", "b"]
    assert seconds == {"a": [1.0, 1.0], "b": [1.0, 1.0]}


def test_a_partial_run_replaces_its_own_entries_only() -> None:
    def entry(quick: bool) -> dict[str, Any]:  # noqa: FBT001
        return {"run": {"quick": quick}, "figures": []}

    whole, quick = entry(quick=False), entry(quick=True)
    kept = merged({"benchmarks": {"a": whole, "b": quick}}, {"a": quick, "b": whole, "c": quick})
    assert kept["benchmarks"] == {"a": whole, "b": whole, "c": quick}
