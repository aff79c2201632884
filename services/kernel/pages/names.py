"""Names of people at work: ``districts`` keeps them; pages of every service ask through this port."""

import re
from collections.abc import Callable, Mapping
from typing import Final, Protocol
from uuid import UUID

from fastapi import Request

from services.kernel.requests import Session
from services.kernel.tokens import Caller

# Who acts without being a person at work, by how the actor of a fact begins; what follows names no person.
PROGRAM: Final = "Lotse, von selbst"
PROGRAMS: Final = frozenset({"policy", "service"})
OPERATORS: Final = "cli"
IDS: Final = re.compile(r"[0-9a-f-]{36}")
PARTNERS: Final = "partner"


class StaffNames(Protocol):
    """Who works in a district, as far as the asker may know."""

    def names(self, caller: Caller) -> Mapping[UUID, str]:
        """Staff id -> name; those that the caller may not see are absent."""
        ...


class NoNames:
    """A process without the service that knows them."""

    def names(self, caller: Caller) -> Mapping[UUID, str]:  # noqa: ARG002 - it knows none
        return {}


def names_for(request: Request, asking: Session) -> Mapping[UUID, str]:
    """The names that whoever is signed in may see."""
    known: StaffNames = request.app.state.staff_names
    return known.names(asking.caller)


def actors_for(request: Request, asking: Session) -> Callable[[str], str]:
    """Who recorded a fact, in the words of whoever is signed in."""
    names = {str(staff): name for staff, name in names_for(request, asking).items()}
    return lambda actor: actor_told(actor, names)


def actor_told(actor: str, names: Mapping[str, str]) -> str:
    """Who recorded a fact: a name where it may be known, otherwise *Person* and the end of the opaque id."""
    kind, _, rest = actor.partition(":")
    if kind == OPERATORS:
        return f"Betrieb ({rest})"
    if kind == PARTNERS:
        return "Partner"
    if kind in PROGRAMS:
        return PROGRAM
    return names.get(actor) or (f"Person …{actor[-6:]}" if IDS.fullmatch(actor) else actor)
