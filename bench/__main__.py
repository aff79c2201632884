"""``python -m bench [NAME ...] [--quick]``: measure, then write benchmarks.json and docs/benchmarks.md.

Without a name everything but ``size``. What a run did not measure keeps its earlier entry.
``--quick``: small amounts, to see that everything works; its figures never replace those of a whole run.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bench import (
    append,
    arrival,
    auditing,
    commands,
    differences,
    esf_report,
    explaining,
    imports,
    lag,
    pages,
    parquet,
    rebuilding,
    replaying,
    size,
    verifying,
)
from bench.charts import draw_all
from bench.document import FILE, rendered
from bench.figures import Section
from bench.machine import described
from bench.results import merged, read, write
from bench.rounds import timed
from bench.stage import Stage, stage
from infra.say import say

BENCHMARKS: Final[Mapping[str, Callable[[Stage], Section]]] = {
    "append": append.measure,
    "http": commands.measure,
    "import": imports.measure,
    "arrival": arrival.measure,
    "rebuild": rebuilding.measure,
    "esf": esf_report.measure,
    "explain": explaining.measure,
    "delta": differences.measure,
    "verify": verifying.measure,
    "audit": auditing.measure,
    "replay": replaying.measure,
    "lag": lag.measure,
    "pages": pages.measure,
    "parquet": parquet.measure,
    "size": size.measure,
    "million": replaying.measure_million,
}
BY_NAME_ONLY: Final = {"size"}


def main(arguments: Sequence[str]) -> int:
    """0, or 1 when a benchmark failed; the others are measured and kept all the same."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    names = asked.names or [name for name in BENCHMARKS if name not in BY_NAME_ONLY]
    failed = []
    for name in names:
        found = _measured(name, quick=asked.quick)
        if found is None:
            failed.append(name)
        else:
            keep({name: found})
    if failed:
        say(f"Nicht gemessen: {', '.join(failed)}")
    return 1 if failed else 0


def keep(found: Mapping[str, Any]) -> None:
    """Into benchmarks.json, the pictures and the document; at once, so that a run cut short has its worth."""
    results = merged(read(), found)
    write(results)
    draw_all(results)
    FILE.write_text(rendered(results))


def _measured(name: str, *, quick: bool) -> dict[str, Any] | None:
    """On servers of its own, so that no benchmark meets what another left to be sent and folded."""
    say(f"Messung {name} …")
    try:
        with timed() as clock, stage(quick=quick) as where:
            run = described(where)
            section = BENCHMARKS[name](where).as_json()
    except Exception as error:  # noqa: BLE001 - whatever it is: the other benchmarks shall have their turn
        say(f"Messung {name} ist gescheitert: {error!r}")
        return None
    _tell(section)
    say(f"Messung {name}: {clock.seconds:.0f} s")
    return {"run": {**run, "seconds": round(clock.seconds)}, **section}


def _tell(section: Mapping[str, Any]) -> None:
    for one in section["figures"]:
        spread = f"{one['ratio_lowest']:g} bis {one['ratio_highest']:g}"
        aim = f"Ziel {one['aim']['sign']} {one['aim']['value']:g}" if one["aim"] else "ohne Ziel"
        both = f"{one['subject_median']:g} gegen {one['yardstick_median']:g} {one['unit']}"
        say(f"{one['name']}: {one['ratio']:g} ({spread}), {aim}; {both}")
    for table in section["tables"]:
        for row in table["rows"]:
            say(f"{table['title']}: {', '.join(map(str, row))}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Messungen gegen Vergleichsmaße.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true", help="kleine Mengen; ersetzt keine ganze Messung")
    return parser


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
