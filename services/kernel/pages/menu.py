"""The menu: what each service offers to which role, put together from all rooms of the one address."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request

from services.kernel.roles import Role
from services.kernel.signed_in import SignedIn


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the menu; ``rank`` sorts it among those of other services, the first one is where a role starts."""

    title: str
    path: str
    roles: frozenset[Role]
    rank: int


def menu_of(request: Request, signed_in: SignedIn | None) -> Sequence[Entry]:
    """What this person may open."""
    if signed_in is None:
        return ()
    entries: Sequence[Entry] = request.app.state.menu
    return [entry for entry in entries if entry.roles and signed_in.caller.role in entry.roles]


def start_of(request: Request, signed_in: SignedIn) -> str:
    """Where somebody begins: the first entry of the role's menu, or the own account."""
    entries = menu_of(request, signed_in)
    return entries[0].path if entries else "/konto"
