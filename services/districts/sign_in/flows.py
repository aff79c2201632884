"""A log-in at a provider while it lasts: kept in the browser that began it, sealed, for ten minutes."""

import secrets
from datetime import timedelta
from typing import Final

import msgspec

from services.districts.sign_in.keys import SignInKeys
from services.kernel.keys import Forgery
from services.kernel.times import now

COOKIE: Final = "lotse_extern"
TERM: Final = timedelta(minutes=10)
PLACE: Final = "oidc-flow"


class Flow(msgspec.Struct, frozen=True):
    """``state`` binds the answer to the browser, ``nonce`` the token to the answer, ``verifier`` the code to us.

    ``onward`` is the page wanted; ``invitation`` the key of a link that is being accepted.
    """

    provider: str
    state: str
    nonce: str
    verifier: str
    began: float
    onward: str
    invitation: str | None = None


def begin(provider: str, onward: str, invitation: str | None) -> Flow:
    """A new one; each of the three secrets has 256 random bits."""
    return Flow(
        provider=provider,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(32),
        began=now().timestamp(),
        onward=onward,
        invitation=invitation,
    )


def sealed(keys: SignInKeys, flow: Flow) -> str:
    """What the cookie holds."""
    return keys.seal(msgspec.json.encode(flow).decode(), PLACE).hex()


def opened(keys: SignInKeys, cookie: str | None) -> Flow | None:
    """The log-in that this browser began; None for none, for another's making, and for one that took too long."""
    try:
        flow = msgspec.json.decode(keys.unseal(bytes.fromhex(cookie or ""), PLACE), type=Flow)
    except (Forgery, ValueError, msgspec.DecodeError):
        return None
    return flow if now().timestamp() - flow.began < TERM.total_seconds() else None
