"""Names of people at work: ``districts`` keeps them; pages of every service ask through this port."""

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from fastapi import Request

from services.kernel.requests import Session
from services.kernel.tokens import Caller


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
