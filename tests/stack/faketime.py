"""A clock that a test may set: Debian's libfaketime, downloaded by apt and unpacked into the user's cache.

Whoever is started with :meth:`Clock.environment` reads its offset from a file, again and again.
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


@dataclass(frozen=True, slots=True)
class Clock:
    """``file`` says by how much the wall clock differs; the monotonic one stays as it is."""

    library: Path
    file: Path

    def environment(self) -> Mapping[str, str]:
        return {
            "LD_PRELOAD": str(self.library),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_NO_CACHE": "0",
        }

    def differ(self, seconds: float, *, speed: float = 1.0) -> None:
        """From now on (within a second) the clock is ahead by ``seconds``, and goes ``speed`` times as fast."""
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
