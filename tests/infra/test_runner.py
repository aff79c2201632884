"""The local runner, with small processes of the tests' own: deaths, its own death, the end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infra.pids import PidFile, end, start_time

PROGRAM = """
import json, sys
from pathlib import Path
from infra.processes import Process
from infra.runner import supervisor
from services.kernel.settings import Settings

supervisor.END_SECONDS = 2.0
commands = json.loads(sys.argv[2])
processes = [Process("probe", name, ("python", "-c", code), ()) for name, code in commands.items()]
supervisor.supervise(Settings(home=Path(sys.argv[1])), processes)
"""
pytestmark = pytest.mark.slow
SLEEP = "import time; time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('taub', flush=True); time.sleep(600)"
)


# Dies at the very moment at which its first process has been started.
DEADLY = """
import os, subprocess
from infra.runner import watch

class Popen(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        os._exit(9)

watch.subprocess.Popen = Popen
"""


@dataclass
class Runner:
    home: Path
    commands: dict[str, str]
    daemon: "subprocess.Popen[bytes] | None" = None

    def start(self, program: str = PROGRAM) -> None:
        command = [sys.executable, "-c", program, str(self.home), json.dumps(self.commands)]
        self.daemon = subprocess.Popen(command, start_new_session=True)

    def kill(self) -> None:
        assert self.daemon
        self.daemon.kill()
        self.daemon.wait()

    def stop(self) -> int:
        assert self.daemon
        self.daemon.terminate()
        return self.daemon.wait(15)

    def pid(self, name: str) -> int | None:
        return PidFile(self.home / "run" / f"probe-{name}.pid").running()

    def wait_for(self, name: str, *, other_than: int | None = None, seconds: float = 10) -> int:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            pid = self.pid(name)
            if pid is not None and pid != other_than:
                return pid
            time.sleep(0.02)
        pytest.fail(f"{name} läuft nicht")


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[Callable[[dict[str, str]], Runner]]:
    started: list[Runner] = []

    def start(commands: dict[str, str]) -> Runner:
        started.append(Runner(tmp_path, commands))
        started[-1].start()
        return started[-1]

    yield start
    for each in started:
        each.kill()
        for name in each.commands:
            PidFile(tmp_path / "run" / f"probe-{name}.pid").stop(signal.SIGKILL, 5)


def test_a_dead_process_starts_again_after_a_second(runner: Callable[[dict[str, str]], Runner]) -> None:
    running = runner({"a": SLEEP})
    first = running.wait_for("a")
    os.kill(first, signal.SIGKILL)
    died = time.monotonic()
    assert running.wait_for("a", other_than=first) != first
    assert 0.8 < time.monotonic() - died < 3


def test_a_process_that_keeps_dying_waits_longer_each_time(runner: Callable[[dict[str, str]], Runner]) -> None:
    running = runner({"a": "print('x', flush=True)"})
    time.sleep(5)
    starts = (running.home / "logs" / "probe-a.log").read_text().count("x")
    assert starts in {2, 3}


def test_a_new_runner_takes_over_what_a_killed_one_left(runner: Callable[[dict[str, str]], Runner]) -> None:
    running = runner({"a": SLEEP, "b": SLEEP})
    before = [running.wait_for("a"), running.wait_for("b")]
    running.kill()
    os.kill(before[1], signal.SIGKILL)
    running.start()
    assert running.wait_for("b", other_than=before[1]) != before[1]
    assert running.wait_for("a") == before[0]


def test_a_process_whose_runner_dies_while_starting_it_is_not_started_twice(tmp_path: Path) -> None:
    running = Runner(tmp_path, {"a": "import os, time; print(os.getpid(), flush=True); time.sleep(600)"})
    running.start(DEADLY + PROGRAM)
    assert running.daemon
    assert running.daemon.wait(10) == 9
    first = running.wait_for("a")

    running.start()
    time.sleep(2)

    assert running.pid("a") == first
    assert (tmp_path / "logs" / "probe-a.log").read_text().split() == [str(first)]
    running.stop()


def test_the_end_of_the_runner_is_the_end_of_all(runner: Callable[[dict[str, str]], Runner]) -> None:
    running = runner({"a": SLEEP, "deaf": STUBBORN})
    pids = [running.wait_for("a"), running.wait_for("deaf")]
    while "taub" not in (running.home / "logs" / "probe-deaf.log").read_text():
        time.sleep(0.02)
    assert running.stop() == 0
    assert [running.pid("a"), running.pid("deaf")] == [None, None]
    assert not any(start_time(pid) for pid in pids)


def test_a_second_runner_leaves_the_first_alone(runner: Callable[[dict[str, str]], Runner]) -> None:
    running = runner({"a": SLEEP})
    first = running.wait_for("a")
    second = Runner(running.home, running.commands)
    second.start()
    assert second.daemon
    assert second.daemon.wait(10) == 0
    assert running.pid("a") == first


def test_a_stale_pid_file_names_nobody(tmp_path: Path) -> None:
    """The number is used again by a process that is none of ours: it must live on."""
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP])
    ours = PidFile(tmp_path / "x.pid")
    ours.remember(stranger.pid)
    ours.started.write_text("another boot 1\n")
    assert ours.running() is None
    assert ours.stop(signal.SIGKILL, 1) is False
    assert stranger.poll() is None
    end(stranger.pid, signal.SIGKILL, 5)


def test_a_pid_file_holds_the_bare_number(tmp_path: Path) -> None:
    ours = PidFile(tmp_path / "x.pid")
    ours.remember(os.getpid())
    assert int(ours.path.read_text()) == os.getpid()
    assert ours.running() == os.getpid()
