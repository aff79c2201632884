"""Names of people at work: ``districts`` keeps them; pages of every service ask through this port."""

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
    """Who recorded a fact, in words; the opaque id where whoever is signed in may not know the name."""
    names = {str(staff): name for staff, name in names_for(request, asking).items()}

    def told(actor: str) -> str:
        kind, _, rest = actor.partition(":")
        if kind == OPERATORS:
            return f"Betrieb ({rest})"
        if kind in PROGRAMS:
            return PROGRAM
        return "Partner" if kind == PARTNERS else names.get(actor, actor)

    return told
