"""What routes ask of a request: who asks, may they, and the context of the command."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import Message
from typing import Annotated, Final, Protocol
from uuid import UUID

from fastapi import Depends, Header, Query, Request, Security
from fastapi.security import HTTPBearer

from services.kernel.deciders import Context
from services.kernel.idempotency import HEADER, canonical_body, command_id, request_hash
from services.kernel.problems import (
    FieldError,
    Problem,
    forbidden,
    invalid_input,
    unauthorised,
    unsupported_media_type,
)
from services.kernel.roles import Role
from services.kernel.secrets import SecretMissing
from services.kernel.settings import Settings
from services.kernel.tokens import Caller

JSON: Final = "application/json"
FORM: Final = "application/x-www-form-urlencoded"
POSITION_HEADER: Final = "Lotse-Position"
TRACEPARENT: Final = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="bearer",
    bearerFormat="JWT",
    description="Zugangstoken aus `lotse token --district D --role R`; es nennt Landkreis und Rolle.",
)


class Districts(Protocol):
    """Which districts a service serves."""

    def serves(self, service: str, district: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Session:
    """The caller of this request, at this service."""

    caller: Caller
    service: str

    @property
    def district(self) -> str:
        return self.caller.district


def service_of(request: Request) -> str:
    """The service whose address it is: the first part of the path."""
    return str(request.scope["path"]).split("/")[1]


def session(request: Request, _documented: Annotated[object, Security(_bearer)]) -> Session:
    """Who asks; the district comes from the token and from nowhere else. Raises a Problem (401, 403)."""
    caller: Caller | None = request.state.caller
    if caller is None:
        raise _refused(request)
    service = service_of(request)
    districts: Districts = request.app.state.districts
    if not districts.serves(service, caller.district):
        raise forbidden("Diesen Landkreis gibt es auf dieser Plattform nicht.")
    return Session(caller, service)


def _refused(request: Request) -> Problem:
    if request.state.refused is None:
        return unauthorised()
    problem = unauthorised("Das Zugangstoken gilt nicht oder nicht mehr.")
    problem.headers["WWW-Authenticate"] += ', error="invalid_token"'
    return problem


def require(*roles: Role) -> Callable[[Session], Awaitable[Session]]:
    """A dependency that lets only these roles pass; services have their feeds and nothing else.

    Dependencies that wait for nothing are ``async``: FastAPI would hand each of the others to a thread of its pool,
    which takes longer than all they do.
    """

    async def check(asking: Annotated[Session, Depends(session)]) -> Session:
        if asking.caller.role not in roles:
            raise forbidden()
        return asking

    return check


async def service_only(asking: Annotated[Session, Depends(session)]) -> Session:
    """Feeds are for services."""
    if not asking.caller.is_service:
        raise forbidden("Diese Adresse ist nur für Dienste der Plattform.")
    return asking


IdempotencyKey = Annotated[
    str | None,
    Header(
        alias=HEADER,
        description="Macht die Anfrage wiederholbar: gleicher Schlüssel, gleiche Wirkung, gleiche Antwort.",
        examples=["2f1c7b0e-aufnahme-17"],
    ),
]


async def command_context(
    request: Request, asking: Annotated[Session, Depends(session)], key: IdempotencyKey = None
) -> Context:
    """The context of a command that came as JSON; raises a Problem (400, 415, 422)."""
    if media_type(request) != JSON:
        raise unsupported_media_type([JSON])
    return context_of(request, asking.caller, key, canonical_body(await request.body()))


async def file_context(
    request: Request, asking: Annotated[Session, Depends(session)], key: IdempotencyKey = None
) -> Context:
    """The context of an import; the file's bytes tell two requests apart."""
    return context_of(request, asking.caller, key, await request.body())


def context_of(request: Request, caller: Caller, key: str | None, body: bytes) -> Context:
    """Who asked, under which ids."""
    given = request.headers.get("traceparent", "")
    correlation: UUID = request.state.correlation_id
    return Context(
        actor=caller.actor,
        command_id=command_id(_id_key(request, caller.district), caller, key),
        correlation_id=correlation,
        request_hash=request_hash(request.method, target_of(request), body),
        traceparent=given if TRACEPARENT.fullmatch(given) else None,
    )


def target_of(request: Request) -> str:
    """Path and query as they were sent."""
    query = request.scope["query_string"].decode("latin-1")
    return f"{request.scope['path']}?{query}" if query else str(request.scope["path"])


def _id_key(request: Request, district: str) -> bytes:
    settings: Settings = request.app.state.settings
    try:
        return settings.secrets.district(district).id_key
    except SecretMissing:
        raise forbidden("Für diesen Landkreis fehlen auf dieser Plattform die Schlüssel.") from None


def media_type(request: Request) -> str:
    """``application/json; charset=utf-8`` -> ``application/json``."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "")
    return header.get_content_type() if header["content-type"] else ""


def only_known(*names: str) -> Callable[[Request], Awaitable[None]]:
    """A dependency that refuses query parameters nobody reads: a misspelt ``known_at`` must not be ignored."""

    async def check(request: Request) -> None:
        unknown = [name for name in request.query_params if name not in names]
        if unknown:
            rule = f"Diesen Parameter gibt es nicht. Bekannt sind: {', '.join(names) or 'keine'}."
            raise invalid_input([FieldError(name, rule) for name in unknown])

    return check


After = Annotated[int, Query(ge=0, le=2**63 - 1, description="Position, nach der gelesen wird")]
