"""Try seeded bugs by hand, and write the table: ``python -m tests.seeded [--write] [NAME ...]``."""

import argparse
import sys

from tests.seeded.bug import bugs
from tests.seeded.document import DOCUMENT, document, seconds_in
from tests.seeded.trial import try_bug


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.seeded", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which bugs; all of them unless given")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.name} when all were caught")
    asked = parser.parse_args()
    known = bugs()
    missed, seconds = [], seconds_in(DOCUMENT.read_text() if DOCUMENT.exists() else "")
    for bug in known:
        if asked.names and bug.name not in asked.names:
            continue
        verdict = try_bug(bug)
        seconds[bug.name] = verdict.seconds
        print(
            f"{'caught' if verdict.caught else 'MISSED'} {verdict.seconds:6.1f} s  {bug.name} {verdict.why}", flush=True
        )  # noqa: T201
        if not verdict.caught:
            missed.append(bug.name)
    if asked.write and not missed:
        DOCUMENT.write_text(document(known, seconds))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
