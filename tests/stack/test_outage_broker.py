"""The broker is away for minutes while people work: everything arrives afterwards, and nobody grows meanwhile."""

import math
import time
from pathlib import Path

import pytest

from infra.servers import Servers
from tests.kit.patience import PATIENCE_S, SEEN_S
from tests.kit.proof import Proof
from tests.stack import broker
from tests.stack.ledger import Ledger
from tests.stack.operator import health, seconds_until
from tests.stack.platform import Platform

pytestmark = pytest.mark.timeout(1800)  # each takes seconds, on a machine that has them

MOST_MB = 400
ARRIVES_S = 600


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G5")
def test_a_broker_that_is_away_is_seen_and_hinders_nobody(platform: Platform, tmp_path: Path, proof: Proof) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=71)
    platform.wait()

    with ledger.writing(clients=2, per_second=20):
        broker.kill(platform.home)
        try:
            seen = seconds_until(lambda: health(platform)["broker"] == "unreachable", SEEN_S)
            assert health(platform)["status"] == "degraded"
        finally:
            Servers(platform.home).start_broker()
        seconds_until(lambda: health(platform)["broker"] == "reachable", PATIENCE_S)

    proof.add("Ausfälle auf dem echten Stack", "Broker nicht da", injected=1, **ledger.assert_kept())
    proof.add("Sichtbarkeit", "Broker nicht da", seconds_max=math.ceil(seen))


@pytest.mark.campaign
@pytest.mark.timeout(2400)
@pytest.mark.guarantee("G1", "G2", "G4")
@pytest.mark.parametrize("seconds", [300, 600])
def test_after_minutes_without_the_broker_everything_arrives(
    platform: Platform, tmp_path: Path, proof: Proof, seconds: int
) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=seconds)

    with ledger.writing(clients=4, per_second=20):
        broker.kill(platform.home)
        time.sleep(seconds)
        largest = max(map(_megabytes, filter(None, platform.running().values())))
        Servers(platform.home).start_broker()
    start = time.monotonic()
    platform.wait(ARRIVES_S)
    arrived = time.monotonic() - start

    assert largest < MOST_MB
    row = f"Broker {seconds} s nicht da"
    proof.add("Ausfälle auf dem echten Stack", row, injected=1, **ledger.assert_kept())
    proof.add("Sichtbarkeit", f"{row}: alles da nach", seconds_max=math.ceil(arrived))
    proof.add("Sichtbarkeit", f"{row}: größter Prozess", megabytes_max=largest)


def _megabytes(pid: int) -> int:
    """Resident memory of a process; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS:"))
