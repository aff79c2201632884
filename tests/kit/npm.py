"""Packages of ``tests/npm``, installed from their lock into the user's cache: nothing of them lies in the checkout."""

import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import Final

from infra.failure import Failure
from infra.servers.cache import alone, cache_folder
from tests.kit.apt import ensure

LOCKED: Final = Path(__file__).parents[1] / "npm"
FILES: Final = ("package.json", "package-lock.json")
# Scripts of packages are not run: what tests need is plain JavaScript.
INSTALL: Final = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def node_modules() -> Path:
    """The folder of installed packages; each state of the lock has its own. Raises Failure."""
    ensure(["node", "npm"], ["nodejs", "npm"])
    cache = cache_folder()
    folder = cache / f"npm-{_digest()}"
    with alone(cache):
        if not folder.exists():
            _install(folder)
    return folder / "node_modules"


def _digest() -> str:
    return hashlib.sha256(b"".join((LOCKED / name).read_bytes() for name in FILES)).hexdigest()[:16]


def _install(folder: Path) -> None:
    """Under another name first, so that an install that was cut off is never taken for a whole one."""
    half = folder.with_name(f"{folder.name}.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    for name in FILES:
        shutil.copy(LOCKED / name, half)
    answer = subprocess.run(INSTALL, cwd=half, capture_output=True, text=True, check=False, timeout=300)
    if answer.returncode != 0:
        raise Failure(f"npm konnte die Testpakete nicht laden: {answer.stderr.strip()[-500:]}")
    half.rename(folder)
