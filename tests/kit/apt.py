"""Programs that only tests need: taken from the machine, or installed by apt where one is root."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from infra.failure import Failure
from infra.say import say


def ensure(programs: Sequence[str], packages: Sequence[str], files: Sequence[str] = ()) -> None:
    """Return once all programs and files are there. Raises Failure with the German line that says what to install."""
    if all(map(shutil.which, programs)) and all(map(os.path.exists, files)):
        return
    names = " ".join(packages)
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Failure(f"Für diese Tests fehlt {names}. Bitte installieren: sudo apt install {names}")
    say(f"{names} wird installiert …")
    if not _installed(packages):
        _apt("update")
        if not _installed(packages):
            raise Failure(f"{names} ließ sich nicht installieren. Bitte prüfen: apt-get install {names}")


def _installed(packages: Sequence[str]) -> bool:
    return _apt("install", "-y", "--no-install-recommends", *packages)


def _apt(*arguments: str) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", *arguments], env=quiet, capture_output=True, check=False).returncode == 0
