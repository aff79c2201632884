"""Try seeded bugs by hand, and write the table: ``python -m tests.seeded [--write] [NAME ...]``."""

import argparse
import sys

from tests.seeded.bug import bugs
from tests.seeded.document import DOCUMENT, document, seconds_in
from tests.seeded.trial import Verdict, servers, try_all


def main() -> int:
    """0 when every bug that was tried was caught."""
    parser = argparse.ArgumentParser(prog="python -m tests.seeded", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="bugs or promises; all of them unless given")
    parser.add_argument("--write", action="store_true", help=f"write {DOCUMENT.name} when all were caught")
    asked = parser.parse_args()
    known = bugs()
    wanted = [bug for bug in known if not asked.names or {bug.name, bug.guarantee} & set(asked.names)]
    seconds = seconds_in(DOCUMENT.read_text()) if DOCUMENT.exists() else {}
    missed = 0
    with servers() as home:
        for verdict in try_all(wanted, home):
            _say(verdict)
            seconds[verdict.bug.name] = verdict.seconds
            missed += not verdict.caught
    if asked.write and not missed:
        DOCUMENT.write_text(document(known, seconds))
    return 1 if missed else 0


def _say(verdict: Verdict) -> None:
    word = "caught" if verdict.caught else "MISSED"
    sys.stdout.write(f"{word} {verdict.seconds:6.1f} s  {verdict.bug.guarantee} {verdict.bug.name} {verdict.why}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
