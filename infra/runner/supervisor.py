"""The daemon that watches over all processes of one LOTSE_HOME: ``python -m infra.runner.supervisor``."""

import fcntl
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from infra.pids import PidFile
from infra.processes import PROCESSES, Process
from infra.runner.watch import Watch
from services.kernel.settings import Settings, load_settings

LOOK_SECONDS: Final = 0.2
END_SECONDS: Final = 15.0


@dataclass(slots=True)
class Supervisor:
    """Looks after its watches until it is told to end."""

    watches: Sequence[Watch]
    ending: bool = False

    def run(self) -> None:
        for kind in (signal.SIGTERM, signal.SIGINT):
            signal.signal(kind, self._end)
        for watch in self.watches:
            watch.adopt()
        while not self.ending:
            for watch in self.watches:
                watch.look()
            time.sleep(LOOK_SECONDS)
        end_all(self.watches)

    def _end(self, _signal: int, _frame: FrameType | None) -> None:
        self.ending = True


def end_all(watches: Sequence[Watch]) -> None:
    """All get SIGTERM at once; together they have 15 s, then SIGKILL."""
    deadline = time.monotonic() + END_SECONDS
    for watch in watches:
        watch.ask_to_end()
    for watch in watches:
        watch.end(max(0.0, deadline - time.monotonic()))


def watches_of(settings: Settings, processes: Sequence[Process] = PROCESSES) -> list[Watch]:
    home = settings.home.resolve()
    environment = {"LOTSE_HOME": str(home), "LOTSE_PORT": str(settings.port), "PYTHONUNBUFFERED": "1"}
    return [Watch(process, home, environment, report) for process in processes]


def report(line: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC).isoformat(timespec='milliseconds')} {line}\n")
    sys.stderr.flush()


def pid_file(home: Path) -> PidFile:
    return PidFile(home / "run" / "supervisor.pid")


def supervise(settings: Settings, processes: Sequence[Process] = PROCESSES) -> None:
    """Runs until SIGTERM; a second supervisor of the same home ends at once."""
    run = settings.home / "run"
    run.mkdir(parents=True, exist_ok=True)
    with (run / "supervisor.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        Supervisor(watches_of(settings, processes)).run()


if __name__ == "__main__":
    supervise(load_settings())
