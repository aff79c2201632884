"""One process under watch: started, found dead, started again later and later."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from infra.pids import PidFile, reap
from infra.processes import Process

CHECKOUT: Final = Path(__file__).resolve().parents[2]
STEADY_SECONDS: Final = 60.0
LARGEST_LOG: Final = 20 * 2**20


@dataclass(slots=True)
class Watch:
    """``home`` is LOTSE_HOME; ``environment`` goes to the process beside its own."""

    process: Process
    home: Path
    environment: Mapping[str, str]
    report: Callable[[str], None]
    deaths: int = 0
    started: float = 0.0
    due: float = 0.0
    was_running: bool = field(default=False)

    @property
    def pid_file(self) -> PidFile:
        return PidFile(self.home / "run" / f"{self.process.name}.pid")

    @property
    def log(self) -> Path:
        return self.home / "logs" / f"{self.process.name}.log"

    def adopt(self) -> None:
        """Takes over a process that an earlier runner started; its pid file names it."""
        pid = self.pid_file.running()
        if pid is not None:
            self.was_running = True
            self.started = time.monotonic()
            self.report(f"{self.process.name} läuft schon (Prozess {pid})")

    def look(self) -> None:
        """Starts the process when it is due; a death is answered by a start after a while."""
        pid = self.pid_file.running()
        now = time.monotonic()
        if pid is not None:
            reap(pid)
            self._forgive(now)
        elif self.was_running:
            self._mourn(now)
        elif now >= self.due:
            self._start(now)

    def ask_to_end(self) -> None:
        pid = self.pid_file.running()
        if pid is not None:
            os.kill(pid, signal.SIGTERM)

    def end(self, seconds: float) -> None:
        """Ends the process; kills it after ``seconds``."""
        self.pid_file.stop(signal.SIGTERM, seconds)

    def _forgive(self, now: float) -> None:
        if self.deaths and now - self.started > STEADY_SECONDS:
            self.deaths = 0

    def _mourn(self, now: float) -> None:
        self.was_running = False
        self.deaths += 1
        delay = self.process.restart.delay(self.deaths)
        self.due = now + delay
        self.report(f"{self.process.name} ist beendet; neuer Start in {delay:g} s (Grund: {self.log})")

    def _start(self, now: float) -> None:
        self._make_room()
        with self.log.open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, *self.process.command[1:]],
                cwd=CHECKOUT,
                env={**os.environ, **self.environment, **self.process.environment, "LOTSE_PROCESS": self.process.name},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                # Remembered by the child itself: a runner that is killed here leaves no process that nobody knows.
                preexec_fn=lambda: self.pid_file.remember(os.getpid()),  # noqa: PLW1509 - the runner has no threads
            )
        self.started, self.was_running = now, True
        self.report(f"{self.process.name} gestartet (Prozess {child.pid})")

    def _make_room(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
