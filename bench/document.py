"""``docs/benchmarks.md`` from ``benchmarks.json``: one table of figures, then each benchmark with its tables."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from bench.charts import CHARTS, FOLDER
from infra.runner.watch import CHECKOUT

FILE: Final = CHECKOUT / "docs/benchmarks.md"
FINDINGS: Final = Path(__file__).parent / "findings.toml"
COMMAND: Final = ".venv/bin/python -m bench {}"
HEAD: Final = """# Benchmarks

Written by `make bench` from `benchmarks.json`; do not edit. {caveat}

Every figure is a ratio to a yardstick that ran in turn with it (A B A B …), {rounds} rounds each; the ratio is the
median of the rounds, the spread its lowest and highest. *Rate*: pieces a second, ours over theirs; *time*: ours over
theirs. No setting of durability is changed for a figure: `fsync`, `synchronous_commit`, publisher confirms are as in
`make up`.
"""


def rendered(results: Mapping[str, Any]) -> str:
    """The whole document."""
    return "\n".join(_lines(results)).rstrip() + "\n"


def findings() -> dict[str, str]:
    """Where the time goes, by the name of a figure; found by profile, written by hand."""
    return {name: str(found["text"]).strip() for name, found in tomllib.loads(FINDINGS.read_text()).items()}


def _lines(results: Mapping[str, Any]) -> Iterator[str]:
    benchmarks = results["benchmarks"]
    figures = [figure for section in benchmarks.values() for figure in section["figures"]]
    rounds = max((figure["rounds"] for figure in figures), default=0)
    yield HEAD.format(caveat=results["caveat"], rounds=rounds)
    yield "## Figures and aims\n"
    yield from _summary(benchmarks)
    yield ""
    yield from _pictures(results)
    for name, section in benchmarks.items():
        yield from _section(name, section)


def _summary(benchmarks: Mapping[str, Any]) -> Iterator[str]:
    yield "| figure | ours | yardstick | ratio | spread | aim | reached | repeat |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for name, section in benchmarks.items():
        for one in section["figures"]:
            cells = [
                one["title"],
                f"{one['subject_median']:g} {one['unit']}",
                f"{one['yardstick_median']:g} {one['unit']}",
                f"**{one['ratio']:g}** ({one['of']})",
                f"{one['ratio_lowest']:g} – {one['ratio_highest']:g}",
                f"{one['aim']['sign']} {one['aim']['value']:g}" if one["aim"] else "–",
                {True: "yes", False: "**no**", None: "–"}[one["reached"]],
                f"`{COMMAND.format(name)}`",
            ]
            yield _row(cells)


def _section(name: str, section: Mapping[str, Any]) -> Iterator[str]:
    run = section["run"]
    yield f"\n## {section['title']}\n"
    yield f"`{COMMAND.format(name)}`{' --quick: amounts too small to mean much' if run['quick'] else ''}\n"
    known = findings()
    for one in section["figures"]:
        yield f"- **{one['title']}.** Ours: {one['subject']}. Yardstick: {one['yardstick']}."
        if one["reached"] is False and one["name"] in known:
            yield f"  Missed. {known[one['name']]}"
    yield from (f"- {note}" for note in section["notes"])
    for table in section["tables"]:
        yield f"\n{table['title']}:\n"
        yield _row(table["columns"])
        yield _row(["---"] * len(table["columns"]))
        yield from (
            _row([f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row]) for row in table["rows"]
        )
    yield f"\nRan {run['date']} at commit {run['commit']}; {run['cores']} cores, {run['memory_gib']:g} GiB, load before"
    versions = ", ".join(f"{what} {number}" for what, number in run["versions"].items())
    yield f"{run['load_before']:g}; {versions}."


def _pictures(results: Mapping[str, Any]) -> Iterator[str]:
    for name, chart in CHARTS.items():
        if chart.has_data(results):
            yield f"![{chart.title}]({FOLDER.name}/{name}.svg)\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
