"""``python -m tests.simulation --seed N [--trace]``: one run again, step by step."""

import argparse
import hashlib
import sys
import time

from tests.simulation.world import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seed", type=int, required=True, help="Nummer des Laufs")
    parser.add_argument("--count", type=int, default=1, help="so viele Läufe, ab dieser Nummer")
    parser.add_argument("--trace", action="store_true", help="jeden Schritt zeigen")
    asked = parser.parse_args()
    broken = 0
    for seed in range(asked.seed, asked.seed + asked.count):
        started = time.process_time()
        report = run(seed, traced=True)
        if asked.trace:
            sys.stdout.write("\n".join(report.trace) + "\n")
        digest = hashlib.sha256("\n".join(report.trace).encode()).hexdigest()
        rate = report.faults / (time.process_time() - started)
        sys.stdout.write(
            f"seed {seed}: {report.faults} faults, {rate:.0f} a second, {report.commands} commands,"
            f" {report.facts} facts, {len(report.broken)} broken, trace {digest}\n"
        )
        sys.stdout.writelines(f"  {line}\n" for line in report.broken)
        broken += bool(report.broken)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
