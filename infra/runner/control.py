"""From outside: is the runner there, start it, end it with all it started."""

import os
import signal
import subprocess
import sys
from typing import Final

from infra.runner.supervisor import END_SECONDS, end_all, pid_file, watches_of
from infra.runner.watch import CHECKOUT
from services.kernel.settings import Settings

PATIENCE: Final = END_SECONDS + 10


def start_runner(settings: Settings) -> bool:
    """Starts the daemon unless it runs; it adopts what an earlier one left. False if it ran."""
    if pid_file(settings.home).running() is not None:
        return False
    logs = settings.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / "supervisor.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.runner.supervisor"],
            cwd=CHECKOUT,
            env={**os.environ, "LOTSE_HOME": str(settings.home), "LOTSE_PORT": str(settings.port)},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    pid_file(settings.home).remember(process.pid)
    return True


def stop_runner(settings: Settings) -> bool:
    """Ends the daemon, and what is left of its processes if it died before them. False if nothing ran."""
    watches = watches_of(settings)
    ran = any(watch.pid_file.running() for watch in watches)
    stopped = pid_file(settings.home).stop(signal.SIGTERM, PATIENCE)
    end_all(watches)
    return stopped or ran


def pids(settings: Settings) -> dict[str, int | None]:
    """The pid of each process by its name; None where it does not run."""
    return {watch.process.name: watch.pid_file.running() for watch in watches_of(settings)}
