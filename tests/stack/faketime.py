"""Clocks that a test may set. PostgreSQL's is Debian's libfaketime, downloaded by apt and unpacked into the cache.

Whoever is started with :meth:`Clock.of_postgres` or :meth:`Clock.of_python` reads its offset from a file, again and
again; its monotonic clock stays as it is.
"""

import os
import platform
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.failure import Failure
from infra.servers import packages
from infra.servers.cache import alone, cache_folder

PACKAGE: Final = "libfaketime"
FOR_PYTHON: Final = Path(__file__).with_name("clock_of_processes")


@dataclass(frozen=True, slots=True)
class Clock:
    """``file`` says by how much the wall clock differs."""

    file: Path

    def of_postgres(self, library: Path) -> Mapping[str, str]:
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def of_python(self) -> Mapping[str, str]:
        return {"PYTHONPATH": str(FOR_PYTHON), "LOTSE_TEST_CLOCK": str(self.file)}

    def differ(self, seconds: float, *, speed: float = 1.0) -> None:
        """From now on (within a second) be ahead by ``seconds`` and, PostgreSQL's only, ``speed`` times as fast."""
        drift = "" if speed == 1.0 else f" x{speed:g}"
        draft = self.file.with_suffix(".draft")
        draft.write_text(f"{seconds:+g}{drift}\n")
        draft.chmod(0o644)  # PostgreSQL may run as another user
        draft.rename(self.file)


def library() -> Path:
    """The unpacked library; raises Failure where there is no apt, or no such package."""
    facts = platform.freedesktop_os_release()
    target = cache_folder() / f"faketime-{facts['ID']}-{facts.get('VERSION_ID', 'sid')}-{platform.machine()}"
    with alone(cache_folder()):
        if not target.exists():
            _unpack(target)
    return next(target.glob("usr/lib/*/faketime/libfaketime.so.1"))


def _unpack(target: Path) -> None:
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        raise Failure("libfaketime fehlt, und ohne apt kann ich es nicht holen.")
    draft, files = target.with_suffix(".half"), target.with_suffix(".packages")
    for folder in (draft, files):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    _download(files)
    for package in files.glob("*.deb"):
        packages._run(["dpkg", "-x", str(package), str(draft)])
    shutil.rmtree(files)
    os.sync()
    draft.rename(target)


def _download(files: Path) -> None:
    apt = packages._apt(cache_folder())
    command = ["apt-get", *apt, "-qq", "download", PACKAGE]
    try:
        packages._run(command, cwd=files)
    except Failure:  # no lists yet, or old ones
        packages._run(["apt-get", *apt, "-qq", "update"])
        packages._run(command, cwd=files)
