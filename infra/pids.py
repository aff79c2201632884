"""Pid files that survive a crash: a pid counts only together with the start time the kernel gave it.

``<name>.pid`` holds the bare number, for people and scripts; ``<name>.started`` beside it says which process of
that number is meant, since numbers are used again.
"""

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

POLL = 0.05


@dataclass(frozen=True, slots=True)
class PidFile:
    """Where one process of ours is remembered."""

    path: Path

    @property
    def started(self) -> Path:
        return self.path.with_suffix(".started")

    def remember(self, pid: int) -> None:
        """Writes both files; the start time first, so that a pid is never there without it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        replace(self.started, f"{start_time(pid)}\n")
        replace(self.path, f"{pid}\n")

    def running(self) -> int | None:
        """The pid if exactly that process still lives, else None."""
        try:
            pid = int(self.path.read_text())
            started = self.started.read_text().strip()
        except (FileNotFoundError, ValueError):
            return None
        return pid if started == start_time(pid) else None

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.started.unlink(missing_ok=True)

    def stop(self, first: signal.Signals, seconds: float, then: signal.Signals = signal.SIGKILL) -> bool:
        """Ends the remembered process, politely at first; False if none was running."""
        pid = self.running()
        if pid is not None:
            end(pid, first, seconds, then)
        self.forget()
        return pid is not None


def end(pid: int, first: signal.Signals, seconds: float, then: signal.Signals = signal.SIGKILL) -> None:
    """Sends ``first``, waits, and sends ``then`` to what is left."""
    started = start_time(pid)
    for kind, patience in ((first, seconds), (then, 10.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, kind)
        if wait_gone(pid, started, patience):
            return


def wait_gone(pid: int, started: str, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        reap(pid)
        if start_time(pid) != started:
            return True
        time.sleep(POLL)
    return False


def reap(pid: int) -> None:
    """A child of ours stays a zombie until it is waited for; of others nothing is to be done."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def start_time(pid: int) -> str:
    """Boot and clock tick of the process's start; empty when it is gone or a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else f"{boot} {fields[19]}"


def replace(path: Path, text: str) -> None:
    """Writes the file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)
