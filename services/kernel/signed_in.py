"""Who sits in front of the browser: what the session cookie stands for.

Sessions are kept by ``districts``; every service asks through this port, on every request, so that a role that was
taken away is gone with the next click.
"""

from dataclasses import dataclass
from typing import Final, Protocol

from services.kernel.tokens import Caller

COOKIE: Final = "lotse_session"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person with the place chosen to work in: one district and one role.

    ``places``: how many of them the person may switch between.
    """

    caller: Caller
    name: str
    district_name: str
    places: int


class SignIns(Protocol):
    """Sessions as every service sees them."""

    def find(self, cookie: str) -> SignedIn | None:
        """Whose session it is, as of now; None once it is over. Raises DatabaseDown."""
        ...


class NobodySignedIn:
    """A process without log-ins: programs only."""

    def find(self, cookie: str) -> SignedIn | None:  # noqa: ARG002 - it knows none
        return None
