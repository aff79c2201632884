"""PostgreSQL refuses to run as root: then, servers run as an ordinary user that exists everywhere.

A checkout under /root is closed to that user. So it gets the one capability to *read* past folder permissions where
a path demands it; what it may write stays its own data folder.
"""

import os
import pwd
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.failure import Failure

CANDIDATES: Final = ("postgres", "nobody")
CAP_DAC_OVERRIDE: Final = 1
CAP_DAC_READ_SEARCH: Final = 2


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the servers; ``prefix`` goes before each of their commands."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def own(self, *paths: Path) -> None:
        """Hands folders over, with everything in them."""
        if os.geteuid() != 0:
            return
        for path in paths:
            os.chown(path, self.uid, self.gid)
            for folder, folders, files in os.walk(path):
                for name in (*folders, *files):
                    os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)


def account(paths: Sequence[Path]) -> Account:
    """The user the servers run as; ``paths`` are what they have to reach."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    user = _ordinary_user()
    return Account(user.pw_uid, user.pw_gid, (*_setpriv(user), *_reach(user, paths)))


def reachable(path: Path) -> bool:
    """Whether the user the servers run as may enter the folders above ``path`` without more rights."""
    return os.geteuid() != 0 or _all_open(_ordinary_user(), [path])


def _ordinary_user() -> pwd.struct_passwd:
    for name in CANDIDATES:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    message = "Als root braucht PostgreSQL einen gewöhnlichen Benutzer: bitte `adduser --system postgres` ausführen."
    raise Failure(message)


def _setpriv(user: pwd.struct_passwd) -> tuple[str, ...]:
    program = shutil.which("setpriv")
    if program is None:
        message = "Als root wird das Programm setpriv gebraucht: bitte `apt install util-linux` ausführen."
        raise Failure(message)
    return (program, f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")


def _reach(user: pwd.struct_passwd, paths: Sequence[Path]) -> tuple[str, ...]:
    if _all_open(user, paths):
        return ()
    allowed = _bounding_set()
    for bit, name in ((CAP_DAC_READ_SEARCH, "dac_read_search"), (CAP_DAC_OVERRIDE, "dac_override")):
        if allowed >> bit & 1:
            return (f"--inh-caps=+{name}", f"--ambient-caps=+{name}")
    message = (
        f"Der Benutzer {user.pw_name} erreicht {paths[0]} nicht: bitte LOTSE_HOME auf einen offenen Ordner setzen."
    )
    raise Failure(message)


def _all_open(user: pwd.struct_passwd, paths: Sequence[Path]) -> bool:
    return all(_open_to(user, folder) for path in paths for folder in path.resolve().parents if folder.exists())


def _open_to(user: pwd.struct_passwd, folder: Path) -> bool:
    stat = folder.stat()
    if stat.st_uid == user.pw_uid:
        return bool(stat.st_mode & 0o100)
    return bool(stat.st_mode & (0o010 if stat.st_gid == user.pw_gid else 0o001))


def _bounding_set() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1], 16) for line in lines if line.startswith("CapBnd:"))
