"""The broker in trouble: alarms, full queues, crashes. Commands go on, and what could not be sent is sent later."""

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx
import pytest

from infra.pids import start_time
from infra.servers import Servers
from services.kernel.broker import CONFIRM_TIMEOUT_S
from tests.kit.patience import PATIENCE_S, until
from tests.kit.proof import Proof
from tests.stack import broker
from tests.stack.ledger import Ledger
from tests.stack.platform import Platform

PART: Final = "Ausfälle auf dem echten Stack"
STOP_S: Final = 15.0  # what the runner leaves a process, and systemd more
TALKERS: Final = ("intake-relay", "districts-relay", "reporting-worker", "districts-worker", "intake-worker")

pytestmark = [pytest.mark.timeout(1800), pytest.mark.guarantee("G1", "G2", "G5")]


@pytest.fixture
def ledger(platform: Platform, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    platform.await_processes()
    yield Ledger.arrive(platform, tmp_path, seed=sum(request.node.name.encode()))
    platform.renew_runner()
    platform.await_processes()


def answered(ledger: Ledger, more: int) -> None:
    """So many more commands are acknowledged, within a bounded time."""
    goal = len(ledger.answers) + more
    until(lambda: len(ledger.answers) >= goal, "commands are not accepted any more")


def lag(platform: Platform) -> int:
    """Facts of intake that are stored and not sent."""
    said = httpx.get(f"{platform.address}/health", timeout=30, trust_env=False).json()["services"]["intake"]
    return int(said["stored"] - said["published"])


def said_since(platform: Platform, process: str, size: int) -> str:
    """What the process wrote after its log had that many bytes."""
    return log_of(platform, process).read_bytes()[size:].decode()


def log_of(platform: Platform, process: str) -> Path:
    return platform.home / "logs" / f"{process}.log"


def assert_ends_in_time(platform: Platform, *processes: str) -> None:
    """SIGTERM is enough while the broker does not answer."""
    pids = {process: platform.kill(process, signal.SIGTERM) for process in processes}
    started = time.monotonic()
    while living := [process for process, pid in pids.items() if start_time(pid)]:
        assert time.monotonic() < started + STOP_S, f"{living} do not end"
        time.sleep(0.1)


@pytest.mark.campaign
@pytest.mark.parametrize("alarm", ["memory", "disk"])
def test_in_an_alarm_of_the_broker_commands_go_on_and_processes_can_end(
    ledger: Ledger, alarm: broker.Alarm, proof: Proof
) -> None:
    platform = ledger.platform
    size = log_of(platform, "intake-relay").stat().st_size

    with ledger.writing(per_second=20):
        answered(ledger, 20)
        with broker.alarmed(platform.home, alarm):
            answered(ledger, 60)
            until(lambda: lag(platform) > 30, "the lag does not show")
            told = CONFIRM_TIMEOUT_S + PATIENCE_S
            until(
                lambda: "ConfirmTimeout" in said_since(platform, "intake-relay", size), "the relay says nothing", told
            )
            assert_ends_in_time(platform, *TALKERS)
            answered(ledger, 20)

    proof.add(PART, f"Alarm des Brokers ({NAMES[alarm]})", injected=1, **ledger.assert_kept())


NAMES: Final[dict[broker.Alarm, str]] = {"memory": "Speicher", "disk": "Platte"}


@pytest.mark.campaign
def test_a_full_queue_refuses_and_loses_nothing(ledger: Ledger, proof: Proof) -> None:
    platform = ledger.platform
    size = log_of(platform, "intake-relay").stat().st_size

    with ledger.writing(per_second=20):
        with broker.full(platform.home, "reporting.journal", 5):
            platform.stop_runner()
            platform.kill("reporting-worker")
            until(lambda: "Refused" in said_since(platform, "intake-relay", size), "nothing was refused")
            answered(ledger, 60)
            until(lambda: lag(platform) > 10, "the lag does not show")
        platform.renew_runner()
        answered(ledger, 20)

    proof.add(PART, "Warteschlange voll (nack)", injected=1, **ledger.assert_kept())


@pytest.mark.campaign
def test_a_broker_that_crashes_under_load_loses_nothing(ledger: Ledger, proof: Proof) -> None:
    platform = ledger.platform

    with ledger.writing():
        answered(ledger, 60)
        broker.kill(platform.home)
        answered(ledger, 60)
        Servers(platform.home).start_broker()
        answered(ledger, 60)

    proof.add(PART, "kill -9 Broker unter Last", injected=1, **ledger.assert_kept())
