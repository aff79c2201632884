"""Which tests run one after the other in one process of the run, and which of these rows begins first.

A platform of whole processes is started once a run, not once for each of pytest's processes; what takes longest begins
first, so that nobody waits for it at the end.
"""

from typing import Final

import pytest
from xdist.scheduler import LoadScopeScheduling

# Folders whose tests share something that takes long to start, longest first.
TOGETHER: Final = ("tests/stack", "tests/browser", "tests/attack", "tests/demo")


class Shifts(LoadScopeScheduling):
    """Hands out whole shifts. (xdist's own groups are read from node ids, which pytest 9.2 does not let it change.)"""

    def _split_scope(self, nodeid: str) -> str:
        return shift_of(nodeid)


def shift_of(nodeid: str) -> str:
    """The folder's name where its tests stay together, else the file's."""
    file = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)


def longest_shift_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """What shares a platform, then files with a server, then the rest; within a shift the order stays."""
    with_server = {shift_of(item.nodeid) for item in items if item.get_closest_marker("server")}
    return sorted(items, key=lambda item: _rank(shift_of(item.nodeid), with_server))


def _rank(shift: str, with_server: set[str]) -> tuple[int, bool]:
    return TOGETHER.index(shift) if shift in TOGETHER else len(TOGETHER), shift not in with_server
