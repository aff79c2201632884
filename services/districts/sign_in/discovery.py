"""What a provider says of itself (OpenID Connect Discovery), and its keys; kept for an hour."""

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

import httpx
import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from services.districts.sign_in.providers import Provider, is_trustworthy

WELL_KNOWN: Final = "/.well-known/openid-configuration"
KEPT_S: Final = 3600.0
LEFT_ALONE_S: Final = 5.0  # after a failure: nobody else waits for a provider that just did not answer
TIMEOUT_S: Final = 5.0
LARGEST_ANSWER: Final = 256 * 1024


class ProviderDown(Exception):
    """A provider cannot be reached, or says what nobody can work with."""


class Configuration(msgspec.Struct, frozen=True):
    """The parts of a provider's document that we use."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A provider's document and keys, as they were read."""

    configuration: Configuration
    keys: KeySet
    until: float


@dataclass(slots=True)
class Directory:
    """Documents and keys of all providers; shared by all threads of the process."""

    _known: dict[str, Known] = field(default_factory=dict)
    _failed: dict[str, float] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, provider: Provider, *, anew: bool = False) -> Known:
        """As it was read within the hour; ``anew``: as it is now, for a key nobody knew. Raises ProviderDown."""
        known = self._known.get(provider.issuer)
        if known is not None and known.until > time.monotonic() and not anew:
            return known
        if self._failed.get(provider.issuer, 0.0) > time.monotonic():
            raise ProviderDown("lately")
        try:
            configuration = _configuration(provider)
            read = Known(configuration, _keys(configuration), time.monotonic() + KEPT_S)
        except ProviderDown:
            self._failed[provider.issuer] = time.monotonic() + LEFT_ALONE_S
            raise
        with self._lock:
            self._known[provider.issuer] = read
        return read


def ask(request: httpx.Request, auth: httpx.BasicAuth | None = None) -> Any:
    """The JSON that somebody answers; no redirect is followed. Raises ProviderDown."""
    try:
        with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False) as client:
            answer = client.send(request, auth=auth)
            answer.raise_for_status()
            if len(answer.content) > LARGEST_ANSWER:
                raise ProviderDown("size")
            return answer.json()
    except (httpx.HTTPError, ValueError) as failed:
        raise ProviderDown(type(failed).__name__) from None


def _configuration(provider: Provider) -> Configuration:
    """Raises ProviderDown, also for a document that speaks for another issuer or names an unsafe address."""
    document = ask(httpx.Request("GET", provider.issuer.rstrip("/") + WELL_KNOWN))
    try:
        found = msgspec.convert(document, Configuration)
    except msgspec.ValidationError:
        raise ProviderDown("document") from None
    addresses = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
    if found.issuer != provider.issuer or not all(map(is_trustworthy, addresses)):
        raise ProviderDown("issuer")
    return found


def _keys(configuration: Configuration) -> KeySet:
    try:
        return KeySet.import_key_set(ask(httpx.Request("GET", configuration.jwks_uri)))
    except (JoseError, KeyError, TypeError, ValueError):
        raise ProviderDown("keys") from None
