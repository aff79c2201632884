"""Where unpacked programs lie, shared by all checkouts of a user."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def cache_folder() -> Path:
    """``$XDG_CACHE_HOME/lotse`` or ``~/.cache/lotse``; root's is open to the ordinary user its servers run as."""
    given = os.environ.get("XDG_CACHE_HOME")
    if given:
        return Path(given, "lotse")
    return Path("/var/cache/lotse") if os.geteuid() == 0 else Path.home() / ".cache" / "lotse"


@contextmanager
def alone(cache: Path) -> Iterator[None]:
    """Two checkouts never fill the cache at the same time."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
