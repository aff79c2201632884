"""A whole platform of a test's own: `make up` into a temporary home, its processes, its command line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.health import wait_until
from infra.runner.control import pids
from infra.runner.supervisor import pid_file
from services.kernel.points import POINTS
from services.kernel.settings import Settings
from tests.kit.patience import PATIENCE_S

RENEW = """
from infra.runner.control import start_runner
from services.kernel.settings import load_settings
start_runner(load_settings())
"""
CHECKOUT = Path(__file__).resolve().parents[2]
LOTSE = Path(sys.executable).with_name("lotse")


@dataclass(frozen=True, slots=True)
class Platform:
    """Started by :meth:`up`; everything it does is what a person at a terminal could do."""

    home: Path
    port: int
    amqp_url: str | None = None  # a broker of the test's own; None: the private one

    @property
    def environment(self) -> Mapping[str, str]:
        ours = {"LOTSE_HOME": str(self.home), "LOTSE_PORT": str(self.port), "LOTSE_DEMO": "0"}
        if self.amqp_url:
            ours["LOTSE_AMQP_URL"] = self.amqp_url
        return {**os.environ, **ours, "LOTSE_CRASH_FOLDER": str(self.crash_folder)}

    @property
    def crash_folder(self) -> Path:
        """Where :meth:`arm` lays its files; every process of this platform looks there at every point."""
        return self.home / "crash"

    @property
    def settings(self) -> Settings:
        return Settings(home=self.home, port=self.port, demo=False)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def up(self) -> None:
        self.infra("up")

    def down(self) -> None:
        self.infra("down")

    def infra(self, verb: str, *arguments: str) -> str:
        command = [sys.executable, "-m", "infra", verb, *arguments]
        done = subprocess.run(
            command, cwd=CHECKOUT, env=self.environment, capture_output=True, text=True, check=False, timeout=900
        )
        assert done.returncode == 0, f"{verb}: {done.stdout}\n{done.stderr}\n{self.last_logs()}"
        return done.stdout

    def lotse(self, *arguments: str, statuses: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """Run the command line to its end; its exit status has to be one of these."""
        done = subprocess.run(
            [LOTSE, *arguments], env=self.environment, capture_output=True, text=True, check=False, timeout=900
        )
        said = f"lotse {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert done.returncode in statuses, said
        return done

    def start_lotse(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the command line and leave it running."""
        return subprocess.Popen(
            [LOTSE, *arguments], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def json(self, *arguments: str) -> Any:
        return json.loads(self.lotse(*arguments, "--format", "json").stdout)

    def wait(self, seconds: int = 300) -> None:
        self.lotse("wait", "--timeout", str(seconds))

    def await_web(self, seconds: float = PATIENCE_S) -> None:
        """Return once the web process answers again."""
        assert wait_until(f"{self.address}/health", seconds), self.last_logs()

    def pid(self, process: str) -> int:
        return int((self.home / "run" / f"{process}.pid").read_text().split()[0])

    def kill(self, process: str, how: signal.Signals = signal.SIGKILL) -> int:
        """End one process of this platform by its pid file; the pid it had."""
        pid = self.pid(process)
        os.kill(pid, how)
        return pid

    def running(self) -> dict[str, int | None]:
        """The pid of each process by its name; None where it is dead."""
        return pids(self.settings)

    def renew_runner(self) -> None:
        """Kill the runner and start another one: it adopts what lives and starts at once what is dead.

        The old one would wait longer after each death, up to 30 s.
        """
        self.stop_runner()
        command = [sys.executable, "-c", RENEW]
        subprocess.run(command, cwd=CHECKOUT, env=self.environment, check=True, timeout=300)

    def stop_runner(self) -> None:
        """From now on nobody starts again what dies."""
        pid_file(self.home).stop(signal.SIGKILL, 60)

    def await_processes(self, seconds: float = PATIENCE_S) -> None:
        """Return once every process of the platform lives."""
        deadline = time.monotonic() + seconds
        while not all(self.running().values()):
            assert time.monotonic() < deadline, f"{self.running()}\n{self.last_logs()}"
            time.sleep(0.2)

    def arm(self, process: str, point: str, at: int = 1) -> None:
        """The process (``cli``: the command line) dies the next time it is at this point, or the ``at``-th time."""
        assert point in POINTS
        self.crash_folder.mkdir(exist_ok=True)
        draft = self.crash_folder / f".{process}.{point}"
        draft.write_text(str(at))
        draft.rename(self.crash_folder / f"{process}.{point}")

    def armed(self) -> set[str]:
        """``<process>.<point>`` of everybody who has not died yet."""
        return {file.name for file in self.crash_folder.glob("[!.]*")}

    def disarm(self) -> None:
        for name in self.armed():
            (self.crash_folder / name).unlink(missing_ok=True)

    def last_logs(self, lines: int = 15) -> str:
        logs = sorted((self.home / "logs").glob("*.log"))
        return "\n".join(f"== {log.name}\n" + "\n".join(log.read_text().splitlines()[-lines:]) for log in logs)
