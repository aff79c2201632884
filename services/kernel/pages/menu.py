"""The menu: what each service offers to which role, put together from all rooms of the one address.

Up to seven entries stand in one row. Longer menus are grouped: a row of groups, each a link to its first entry, and
below it the entries of the group where one is. Both are links and nothing else, so they need no script.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from fastapi import Request

from services.kernel.roles import Role
from services.kernel.signed_in import SignedIn

IN_ONE_ROW: Final = 7


class Group(Enum):
    """The groups in their order, by their title."""

    WORK = "Arbeit"
    NETWORK = "Vernetzung"
    PLANNING = "Sozialplanung"
    REPORTS = "Berichte"
    ADMINISTRATION = "Verwaltung"


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the menu; ``rank`` sorts it among those of other services, the first one is where a role starts.

    ``also``: addresses of pages that belong to it and do not begin with its own.
    """

    title: str
    path: str
    roles: frozenset[Role]
    rank: int
    group: Group
    also: tuple[str, ...] = ()

    def length_at(self, path: str) -> int:
        """How much of the address of a page is this entry's; 0: the page is not of this entry."""
        mine = (each for each in (self.path, *self.also) if path == each or path.startswith(f"{each}/"))
        return max(map(len, mine), default=0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as a page shows it; ``is_here``: of the page itself, or of the group that it belongs to."""

    title: str
    path: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """``groups``: none where the entries stand in one row; ``group``: the one whose entries are shown."""

    groups: Sequence[Shown]
    group: str | None
    entries: Sequence[Shown]


NO_MENU: Final = Menu((), None, ())


def menu_of(request: Request, signed_in: SignedIn | None) -> Menu:
    """What this person may open, as it stands on this page."""
    return arranged(_entries(request, signed_in), str(request.scope["path"]))


def start_of(request: Request, signed_in: SignedIn) -> str:
    """Where somebody begins: the first entry of the role's menu, or the own account."""
    entries = _entries(request, signed_in)
    return entries[0].path if entries else "/konto"


def arranged(entries: Sequence[Entry], path: str) -> Menu:
    """The menu of these entries on the page at that address; a page of no entry shows the groups alone."""
    here = max(entries, key=lambda entry: entry.length_at(path), default=None)
    if here is not None and not here.length_at(path):
        here = None
    if len(entries) <= IN_ONE_ROW:
        return Menu((), None, _shown(entries, here))
    if here is None:
        return Menu(_groups(entries, None), None, ())
    beside = [entry for entry in entries if entry.group is here.group]
    return Menu(_groups(entries, here.group), here.group.value, _shown(beside, here))


def _entries(request: Request, signed_in: SignedIn | None) -> Sequence[Entry]:
    if signed_in is None:
        return ()
    entries: Sequence[Entry] = request.app.state.menu
    return [entry for entry in entries if entry.roles and signed_in.caller.role in entry.roles]


def _shown(entries: Sequence[Entry], here: Entry | None) -> Sequence[Shown]:
    return [Shown(entry.title, entry.path, entry is here) for entry in entries]


def _groups(entries: Sequence[Entry], here: Group | None) -> Sequence[Shown]:
    """Each group that has an entry, as a link to its first one."""
    first = {entry.group: entry.path for entry in reversed(entries)}
    return [Shown(group.value, first[group], group is here) for group in Group if group in first]
