"""``python -m bench [NAME ...] [--quick]``: measure, then write benchmarks.json and docs/benchmarks.md."""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Final

from bench import append, arrival, commands, imports, lag
from bench.figures import Section
from bench.stage import Stage, stage
from infra.say import say

BENCHMARKS: Final[Mapping[str, Callable[[Stage], Section]]] = {
    "append": append.measure,
    "http": commands.measure,
    "import": imports.measure,
    "arrival": arrival.measure,
    "lag": lag.measure,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args(arguments)
    with stage(quick=asked.quick) as where:
        for name in asked.names or BENCHMARKS:
            section = BENCHMARKS[name](where)
            for figure in section.figures:
                print(figure.as_json())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
