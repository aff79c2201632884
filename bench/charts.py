"""The pictures of ``docs/benchmarks.md`` as SVG."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import altair as alt

from infra.runner.watch import CHECKOUT

FOLDER: Final = CHECKOUT / "docs/bilder"
WIDTH: Final = 620

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its rows from the results, and how they are drawn."""

    title: str
    rows: Callable[[Mapping[str, Any]], Rows]
    drawn: Callable[[Rows], Any]

    def has_data(self, results: Mapping[str, Any]) -> bool:
        return bool(self.rows(results))


def draw_all(results: Mapping[str, Any]) -> None:
    """Every picture that there are numbers for."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, chart in CHARTS.items():
        if rows := chart.rows(results):
            chart.drawn(rows).properties(title=chart.title).save(FOLDER / f"{name}.svg")


def _data(rows: Rows) -> Any:
    return alt.InlineData(values=rows)


# --- aims --------------------------------------------------------------------------


def _aims(results: Mapping[str, Any]) -> Rows:
    return [
        {"figure": one["title"], "times": _of_aim(one), "reached": "yes" if one["reached"] else "no"}
        for section in results["benchmarks"].values()
        for one in section["figures"]
        if one["aim"]
    ]


def _of_aim(one: Mapping[str, Any]) -> float:
    """1 is the aim, more is better."""
    quotient: float = one["ratio"] / one["aim"]["value"]
    return quotient if one["aim"]["sign"] == ">=" else 1 / quotient


def _draw_aims(rows: Rows) -> Any:
    bars = (
        alt.Chart(_data(rows))
        .mark_bar()
        .encode(
            x=alt.X("times:Q", title="times the aim (1 and more: reached)"),
            y=alt.Y("figure:N", title=None, sort=None, axis=alt.Axis(labelLimit=420)),
            color=alt.Color("reached:N", scale=alt.Scale(domain=["yes", "no"], range=["#2a6f97", "#c1666b"])),
        )
        .properties(width=WIDTH // 2)
    )
    aim = alt.Chart(_data([{"aim": 1}])).mark_rule(strokeDash=[4, 3]).encode(x="aim:Q")
    return alt.layer(bars, aim)


# --- shares of the import ----------------------------------------------------------


def _steps(results: Mapping[str, Any]) -> Rows:
    tables = results["benchmarks"].get("import", {}).get("tables", [])
    return [{"step": step, "share": share} for table in tables for step, _, share in table["rows"][:-1]]


def _draw_steps(rows: Rows) -> Any:
    return (
        alt.Chart(_data(rows))
        .mark_bar(color="#2a6f97")
        .encode(
            x=alt.X("share:Q", title="share of the time in %"),
            y=alt.Y("step:N", title=None, sort="-x", axis=alt.Axis(labelLimit=320)),
        )
        .properties(width=WIDTH // 2)
    )


# --- cost against size -------------------------------------------------------------


def _sizes(results: Mapping[str, Any], of: str) -> Rows:
    return list(_points(results, of))


def _points(results: Mapping[str, Any], of: str) -> Iterator[dict[str, Any]]:
    for table in results["benchmarks"].get("size", {}).get("tables", []):
        if table["columns"][0] == of:
            for size, *values in table["rows"]:
                for column, value in zip(table["columns"][1:], values, strict=True):
                    yield {"size": float(size), "what": column, "value": value}


def _draw_sizes(rows: Rows, of: str) -> Any:
    return (
        alt.Chart(_data(rows))
        .mark_line(point=True)
        .encode(
            x=alt.X("size:Q", title=of, scale=alt.Scale(type="log")),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(type="log")),
            color=alt.Color("what:N", title=None, legend=alt.Legend(orient="bottom", columns=1, labelLimit=500)),
        )
        .properties(width=WIDTH, height=260)
    )


CHARTS: Final[Mapping[str, Chart]] = {
    "bench-aims": Chart("Figures against their aims", _aims, _draw_aims),
    "bench-import": Chart("Import: where the time goes", _steps, _draw_steps),
    "bench-participations": Chart(
        "Cost against participations",
        lambda results: _sizes(results, "participations"),
        lambda rows: _draw_sizes(rows, "participations"),
    ),
    "bench-districts": Chart(
        "Cost against districts",
        lambda results: _sizes(results, "districts"),
        lambda rows: _draw_sizes(rows, "districts"),
    ),
}
