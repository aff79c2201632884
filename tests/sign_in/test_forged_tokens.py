"""A provider that lies, or somebody who speaks in its name: nothing but a right token proves who it is."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from services.districts.sign_in.discovery import Directory, ProviderDown
from services.districts.sign_in.flows import Flow, begin
from services.districts.sign_in.oidc import Answer, Client, NotConfirmed, challenge_of
from services.districts.sign_in.providers import Provider

OWN_KEY, STRANGE_KEY = (RSAKey.generate_key(2048, {"kid": "erster"}) for _ in range(2))
BACK = "http://127.0.0.1:8080/anmeldung/extern/kreis/rueckkehr"


@dataclass
class Forger:
    """A provider whose every answer a test decides."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: OWN_KEY)
    document: dict[str, Any] = field(default_factory=dict)
    token: str = ""
    redeemed: list[dict[str, list[str]]] = field(default_factory=list)
    key_requests: int = 0

    def answer(self, path: str, body: str) -> Any:
        if path.endswith("/.well-known/openid-configuration"):
            addresses = {
                name: f"{self.issuer}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
            }
            return {"issuer": self.issuer, **addresses, **self.document}
        if path.endswith("/jwks_uri"):
            self.key_requests += 1
            return KeySet([self.key]).as_dict(private=False)
        self.redeemed.append(parse_qs(body))
        return {"id_token": self.token, "access_token": "x", "token_type": "Bearer"}

    def claims(self, flow: Flow, **other: Any) -> dict[str, Any]:
        now = int(time.time())
        right = {"iss": self.issuer, "aud": "lotse", "sub": "berta", "iat": now, "exp": now + 60, "nonce": flow.nonce}
        return {name: value for name, value in {**right, **other}.items() if value is not None}

    def signed(self, claims: dict[str, Any], key: Any = None, alg: str = "RS256", kid: str | None = "erster") -> str:
        header = {"alg": alg} | ({"kid": kid} if kid else {})
        return jwt.encode(header, claims, key or self.key, [alg])


@pytest.fixture
def forger() -> Iterator[Forger]:
    forger = Forger()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(forger.answer(self.path, ""))

        def do_POST(self) -> None:
            self._send(forger.answer(self.path, self.rfile.read(int(self.headers["content-length"])).decode()))

        def _send(self, document: Any) -> None:
            body = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    forger.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield forger
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def provider(forger: Forger) -> Provider:
    return Provider("kreis", "Landratsamt", forger.issuer, "lotse", None, ("openid",), second_factor=False)


@pytest.fixture
def flow() -> Flow:
    return begin("kreis", "/", None)


def subject(provider: Provider, flow: Flow, **answer: str | None) -> str:
    given = Answer(**{"code": "c", "state": flow.state, **answer})
    return Client(Directory()).subject(provider, flow, given, BACK)


def test_a_right_token_proves_who_it_is_and_the_code_is_redeemed_with_our_verifier(
    forger: Forger, provider: Provider, flow: Flow
) -> None:
    forger.token = forger.signed(forger.claims(flow))
    assert subject(provider, flow) == "berta"
    (form,) = forger.redeemed
    assert form["code_verifier"] == [flow.verifier]
    assert form["redirect_uri"] == [BACK]
    assert f"code_challenge={challenge_of(flow.verifier)}" in Client(Directory()).address(provider, flow, BACK)


NOW = int(time.time())


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": None},
        {"aud": ["another-client"]},
        {"aud": ["lotse", "another-client"]},
        {"aud": ["lotse", "another-client"], "azp": "another-client"},
        {"azp": "another-client"},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"exp": NOW - 3600},
        {"exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"nbf": NOW + 3600},
    ],
    ids=lambda wrong: str(wrong).replace(str(NOW - 3600), "an hour ago").replace(str(NOW + 3600), "in an hour")[:60],
)
def test_a_token_with_a_wrong_claim_proves_nothing(
    forger: Forger, provider: Provider, flow: Flow, wrong: dict[str, Any]
) -> None:
    forger.token = forger.signed(forger.claims(flow, **wrong))

    with pytest.raises(NotConfirmed):
        subject(provider, flow)


def test_several_audiences_are_right_if_the_token_was_made_for_us(
    forger: Forger, provider: Provider, flow: Flow
) -> None:
    forger.token = forger.signed(forger.claims(flow, aud=["lotse", "other"], azp="lotse"))

    assert subject(provider, flow) == "berta"


def test_no_signature_a_shared_secret_and_a_strange_key_prove_nothing(
    forger: Forger, provider: Provider, flow: Flow
) -> None:
    claims = forger.claims(flow)
    public = OctKey.import_key(json.dumps(forger.key.as_dict(private=False)))
    strange = STRANGE_KEY
    right = forger.signed(claims)
    head, body, signature = right.split(".")
    forged = [
        forger.signed(claims, alg="none", kid=None),
        f"{head}.{body}.",
        forger.signed(claims, key=public, alg="HS256"),
        forger.signed(claims, key=strange),
        forger.signed(claims, key=strange, kid=None),
        forger.signed(claims, key=strange, kid="unbekannt"),
        f"{head}.{body}x.{signature}",
        "",
        "a.b.c",
        right[:-8],
    ]
    for token in forged:
        forger.token = token
        with pytest.raises(NotConfirmed):
            subject(provider, flow)


def test_a_new_key_of_the_provider_is_found(forger: Forger, provider: Provider, flow: Flow) -> None:
    client = Client(Directory())
    client.address(provider, flow, BACK)
    forger.key = RSAKey.generate_key(2048, {"kid": "zweiter"})
    forger.token = forger.signed(forger.claims(flow), kid="zweiter")

    assert client.subject(provider, flow, Answer(code="c", state=flow.state), BACK) == "berta"
    assert forger.key_requests == 2


@pytest.mark.parametrize(
    "answer", [{"state": "x"}, {"state": None}, {"code": None}, {"error": "access_denied"}, {"iss": "x"}]
)
def test_a_wrong_answer_in_the_address_is_not_even_redeemed(
    forger: Forger, provider: Provider, flow: Flow, answer: dict[str, str | None]
) -> None:
    forger.token = forger.signed(forger.claims(flow))
    with pytest.raises(NotConfirmed):
        subject(provider, flow, **answer)

    assert forger.redeemed == []


def test_a_provider_that_promised_its_name_has_to_say_it(forger: Forger, provider: Provider, flow: Flow) -> None:
    """RFC 9207: otherwise the answer of one provider could be taken for another one's."""
    forger.document = {"authorization_response_iss_parameter_supported": True}
    forger.token = forger.signed(forger.claims(flow))
    with pytest.raises(NotConfirmed):
        subject(provider, flow)

    assert subject(provider, flow, iss=forger.issuer) == "berta"


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": "http://evil.example/keys"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
    ],
    ids=str,
)
def test_a_document_that_names_another_issuer_or_an_unsafe_address_is_not_used(
    forger: Forger, provider: Provider, flow: Flow, document: dict[str, Any]
) -> None:
    forger.document = document

    with pytest.raises(ProviderDown):
        Client(Directory()).address(provider, flow, BACK)
