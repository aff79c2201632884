"""One seed is one run: in another process, with another order of hashes, step by step the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation.world import run

CHECKOUT = Path(__file__).resolve().parents[2]


def traced(seed: int, hash_seed: str) -> str:
    command = [sys.executable, "-m", "tests.simulation", "--seed", str(seed), "--trace"]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True)
    return "\n".join(line for line in done.stdout.splitlines() if not line.startswith("seed "))


@pytest.mark.slow
def test_a_seed_gives_the_same_run_in_every_process() -> None:
    first, again = traced(1004, "1"), traced(1004, "2")
    assert first == again
    assert len(first.splitlines()) > 1000
    assert first.splitlines() != run(1005, traced=True).trace
