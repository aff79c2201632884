"""OpenID Connect: the authorisation code flow with PKCE (RFC 7636, RFC 9700), from address to checked identity."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

import httpx
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidKeyIdError, JoseError

from services.districts.sign_in.discovery import Configuration, Directory, Known, ask
from services.districts.sign_in.flows import Flow
from services.districts.sign_in.providers import Provider

# Signatures with a private key of the provider's only: no "none", and no shared secret.
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
CLOCK_SKEW_S: Final = 60
LONGEST_SUBJECT: Final = 255


class NotConfirmed(Exception):
    """A provider's answer does not prove who it is; the message names the check for the log, no value."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in the address that the browser comes back to."""

    code: str | None = None
    state: str | None = None
    iss: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Client:
    """We, towards all providers; ``return_address`` is where one of them sends the browser back."""

    directory: Directory

    def address(self, provider: Provider, flow: Flow, return_address: str) -> str:
        """Where the browser goes to sign in. Raises ProviderDown."""
        asked = {
            "response_type": "code",
            "client_id": provider.client_id,
            "redirect_uri": return_address,
            "scope": " ".join(provider.scopes),
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": challenge_of(flow.verifier),
            "code_challenge_method": "S256",
        }
        endpoint = self.directory.of(provider).configuration.authorization_endpoint
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked, quote_via=quote)}"

    def subject(self, provider: Provider, flow: Flow, answer: Answer, return_address: str) -> str:
        """Who it is, at that issuer. Raises NotConfirmed, ProviderDown."""
        if answer.state is None or answer.state != flow.state:
            raise NotConfirmed("state")
        configuration = self.directory.of(provider).configuration
        _expect_issuer(configuration, answer)
        if answer.error is not None or not answer.code:
            raise NotConfirmed("error")
        token = self._redeem(provider, configuration, answer.code, flow.verifier, return_address)
        return self._checked(provider, token, flow.nonce)

    def _redeem(
        self, provider: Provider, configuration: Configuration, code: str, verifier: str, return_address: str
    ) -> str:
        """The id token for a code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": return_address,
            "code_verifier": verifier,
        }
        auth = None
        if provider.client_secret is None:
            form["client_id"] = provider.client_id
        elif "client_secret_basic" in configuration.token_endpoint_auth_methods_supported:
            # RFC 6749, section 2.3.1: both parts are form-encoded before they are joined
            auth = httpx.BasicAuth(quote(provider.client_id, safe=""), quote(provider.client_secret, safe=""))
        else:
            form |= {"client_id": provider.client_id, "client_secret": provider.client_secret}
        answer = ask(httpx.Request("POST", configuration.token_endpoint, data=form), auth)
        token = answer.get("id_token") if isinstance(answer, dict) else None
        if not isinstance(token, str):
            raise NotConfirmed("id_token")
        return token

    def _checked(self, provider: Provider, token: str, nonce: str) -> str:
        try:
            claims = self._decoded(provider, token)
            _registry(provider, nonce).validate(claims)
        except ExpiredTokenError:
            raise NotConfirmed("expired") from None
        except (JoseError, ValueError, TypeError, KeyError) as refused:
            raise NotConfirmed(type(refused).__name__) from None
        audience = claims["aud"]
        if (isinstance(audience, list) and len(audience) > 1) or "azp" in claims:
            _expect(claims.get("azp") == provider.client_id, "azp")
        subject = claims["sub"]
        _expect(isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT, "sub")
        return str(subject)

    def _decoded(self, provider: Provider, token: str) -> dict[str, Any]:
        """Claims of a token whose signature is right; a key that nobody knew is asked for once."""
        known = self.directory.of(provider)
        try:
            return _claims(known, token)
        except InvalidKeyIdError:
            return _claims(self.directory.of(provider, anew=True), token)


def challenge_of(verifier: str) -> str:
    """S256 of RFC 7636."""
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _claims(known: Known, token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, known.keys, list(ALGORITHMS)).claims)


def _registry(provider: Provider, nonce: str) -> jwt.JWTClaimsRegistry:
    needed: Mapping[str, bool] = {"essential": True}
    return jwt.JWTClaimsRegistry(
        leeway=CLOCK_SKEW_S,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
        nonce={"essential": True, "value": nonce},
        exp={**needed},  # type: ignore[typeddict-item]
        iat={**needed},  # type: ignore[typeddict-item]
        sub={**needed},  # type: ignore[typeddict-item]
    )


def _expect_issuer(configuration: Configuration, answer: Answer) -> None:
    """RFC 9207: an answer of one provider must not be taken for another one's."""
    if answer.iss is None:
        _expect(not configuration.authorization_response_iss_parameter_supported, "iss")
    else:
        _expect(answer.iss == configuration.issuer, "iss")


def _expect(right: bool, check: str) -> None:  # noqa: FBT001 - a condition is what it is about
    if not right:
        raise NotConfirmed(check)
