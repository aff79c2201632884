"""Bearer tokens: signed (HS256), short-lived, and the only place a district is ever taken from."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from time import time
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from services.kernel.ids import uuid7
from services.kernel.roles import Role
from services.kernel.settings import SERVICES, Settings

AUDIENCE: Final = "lotse"
ISSUER: Final = "lotse"
ALGORITHM: Final = "HS256"
A_DAY_AT_WORK: Final = timedelta(hours=10)
A_FEED_CALL: Final = timedelta(minutes=5)
CLOCK_SKEW_S: Final = 5
DISTRICT_KEY: Final = re.compile(r"[a-z][a-z0-9-]{1,30}")
ACTOR: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._@-]{0,79}")
SERVICE_PREFIX: Final = "service:"


class TokenRefused(Exception):
    """A token that nobody here issued, that is over, or whose claims are not of the expected form."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: in which district, in which role (or ``service:<name>``), as which opaque actor."""

    district: str
    role: str
    actor: str

    @property
    def is_service(self) -> bool:
        return self.role.startswith(SERVICE_PREFIX)


def service_role(service: str) -> str:
    """The role of a service that reads feeds."""
    return f"{SERVICE_PREFIX}{service}"


ROLES: Final = frozenset({*Role, *(service_role(service) for service in SERVICES)})


def issue(settings: Settings, district: str, role: str, subject: str, ttl: timedelta = A_DAY_AT_WORK) -> str:
    """A token for that district and role; services get five minutes at most. Raises ValueError."""
    if not (DISTRICT_KEY.fullmatch(district) and role in ROLES and ACTOR.fullmatch(subject)):
        raise ValueError(f"no token for district {district!r}, role {role!r}")
    if role.startswith(SERVICE_PREFIX):
        ttl = min(ttl, A_FEED_CALL)
    now = int(time())
    claims: dict[str, Any] = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "district": district, "role": str(role)}
    claims |= {"iat": now, "exp": now + int(ttl.total_seconds()), "jti": str(uuid7())}
    return jwt.encode({"alg": ALGORITHM, "typ": "JWT"}, claims, _key(settings), [ALGORITHM])


def service_token(settings: Settings, district: str, service: str) -> str:
    """What a service shows at another one's feed."""
    return issue(settings, district, service_role(service), service_role(service), A_FEED_CALL)


def read(settings: Settings, token: str) -> Caller:
    """Who holds this token. Raises TokenRefused, whatever is wrong with it."""
    try:
        _one_spelling(token)
        decoded = jwt.decode(token, _key(settings), [ALGORITHM])
        _registry().validate(decoded.claims)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as refused:
        raise TokenRefused(type(refused).__name__) from None
    return _caller(decoded.claims)


def _one_spelling(token: str) -> None:
    """Base64 has spare bits at the end: without this, four spellings of a signature would pass."""
    signature = token.rpartition(".")[2].encode("ascii")
    raw = urlsafe_b64decode(signature + b"=" * (-len(signature) % 4))
    if urlsafe_b64encode(raw).rstrip(b"=") != signature:
        raise ValueError("spelling")


def _key(settings: Settings) -> OctKey:
    return OctKey.import_key(settings.secrets.token_key())


def _registry() -> jwt.JWTClaimsRegistry:
    needed: Any = {"essential": True}
    return jwt.JWTClaimsRegistry(
        leeway=CLOCK_SKEW_S,
        iss={"essential": True, "value": ISSUER},
        aud={"essential": True, "value": AUDIENCE},
        exp=needed,
        iat=needed,
        sub=needed,
    )


def _caller(claims: dict[str, Any]) -> Caller:
    district, role, actor = claims.get("district"), claims.get("role"), claims.get("sub")
    if not (isinstance(district, str) and isinstance(role, str) and isinstance(actor, str)):
        raise TokenRefused("claims")
    if not (DISTRICT_KEY.fullmatch(district) and role in ROLES and ACTOR.fullmatch(actor)):
        raise TokenRefused("claims")
    return Caller(district, role, actor)
