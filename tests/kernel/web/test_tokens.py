"""Who asks, and in which district, stands in a signed token and nowhere else."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from time import time
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey
from starlette.testclient import TestClient

from services.kernel import tokens
from services.kernel.roles import Role
from services.kernel.settings import SERVICES, Settings
from services.kernel.tokens import Caller, TokenRefused
from tests.kernel.web.conftest import Bearer

GOOD: Mapping[str, Any] = {
    "iss": "lotse",
    "aud": "lotse",
    "sub": "cli:tester",
    "district": "erfurt",
    "role": "fachkraft",
}


def forged(settings: Settings, *, key: bytes | None = None, **claims: Any) -> str:
    """A token with these claims, signed with our key unless another is given; None leaves a claim out."""
    now = int(time())
    whole = {**GOOD, "iat": now, "exp": now + 60, **claims}
    kept = {name: value for name, value in whole.items() if value is not None}
    signing = OctKey.import_key(key or settings.secrets.token_key())
    return jwt.encode({"alg": "HS256"}, kept, signing, ["HS256"])


def part(content: object) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize("role", [*Role, *(f"service:{name}" for name in SERVICES)])
def test_what_was_issued_is_read_back(web_settings: Settings, role: str) -> None:
    token = tokens.issue(web_settings, "ilm-kreis", role, "user:7")
    assert tokens.read(web_settings, token) == Caller("ilm-kreis", role, "user:7")


def test_the_hand_made_token_of_this_file_is_read(web_settings: Settings) -> None:
    assert tokens.read(web_settings, forged(web_settings)).district == "erfurt"


@pytest.mark.parametrize(
    "claims",
    [
        {"district": ""},
        {"district": "*"},
        {"district": "%"},
        {"district": "e"},
        {"district": "Erfurt"},
        {"district": "\u0435rfurt"},  # a Cyrillic letter that looks like an e
        {"district": "erfurt\n"},
        {"district": "erfurt "},
        {"district": "erfurt\x00"},
        {"district": "d_erfurt"},
        {"district": 'erfurt"; --'},
        {"district": ["erfurt"]},
        {"district": ["erfurt", "weimar"]},
        {"district": {"$ne": "x"}},
        {"district": 1},
        {"district": True},
        {"district": None},
        {"role": None},
        {"role": ""},
        {"role": "admin"},
        {"role": ["fachkraft"]},
        {"role": "service:"},
        {"role": "service:ghost"},
        {"role": "Fachkraft"},
        {"sub": None},
        {"sub": ""},
        {"sub": "Erika Mustermann"},
        {"sub": ["cli:tester"]},
        {"aud": "other"},
        {"aud": None},
        {"iss": "other"},
        {"iss": None},
        {"exp": None},
        {"exp": "never"},
        {"exp": 1_700_000_000},
        {"exp": float("inf")},
        {"iat": None},
        {"iat": 4_000_000_000},
        {"nbf": 4_000_000_000},
    ],
    ids=str,
)
def test_claims_of_another_form_are_refused(web_settings: Settings, claims: dict[str, Any]) -> None:
    with pytest.raises(TokenRefused):
        tokens.read(web_settings, forged(web_settings, **claims))


def test_another_key_is_refused(web_settings: Settings) -> None:
    with pytest.raises(TokenRefused):
        tokens.read(web_settings, forged(web_settings, key=b"k" * 32))


@pytest.mark.parametrize(
    "header", [{"alg": "none"}, {"alg": "None"}, {}, {"alg": "HS512"}, {"alg": "RS256"}, ["HS256"]], ids=str
)
def test_another_algorithm_is_refused(web_settings: Settings, header: object) -> None:
    signature = tokens.issue(web_settings, "erfurt", "fachkraft", "cli:tester").rpartition(".")[2]
    for last in ("", signature):
        with pytest.raises(TokenRefused):
            tokens.read(web_settings, f"{part(header)}.{part({**GOOD, 'exp': time() + 60})}.{last}")


def test_another_district_under_the_old_signature_is_refused(web_settings: Settings) -> None:
    head, _, signature = tokens.issue(web_settings, "erfurt", "fachkraft", "cli:tester").split(".")
    body = part({**GOOD, "district": "weimar", "iat": int(time()), "exp": int(time()) + 60})
    with pytest.raises(TokenRefused):
        tokens.read(web_settings, f"{head}.{body}.{signature}")


def test_no_letter_of_a_token_can_be_changed(web_settings: Settings) -> None:
    token = tokens.issue(web_settings, "erfurt", "fachkraft", "cli:tester")
    for at in range(len(token)):
        other = "A" if token[at] != "A" else "B"
        with pytest.raises(TokenRefused):
            tokens.read(web_settings, token[:at] + other + token[at + 1 :])


@with_settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120) | st.from_regex(r"[\w-]{0,20}\.[\w-]{0,20}\.[\w-]{0,20}"))
def test_no_text_is_a_token(web_settings: Settings, text: str) -> None:
    with pytest.raises(TokenRefused):
        tokens.read(web_settings, text)


def test_a_token_ends(web_settings: Settings) -> None:
    with time_machine.travel("2026-06-30T12:00:00Z", tick=False) as clock:
        token = tokens.issue(web_settings, "erfurt", "fachkraft", "cli:tester", timedelta(minutes=1))
        clock.shift(59)
        assert tokens.read(web_settings, token)
        clock.shift(10)
        with pytest.raises(TokenRefused):
            tokens.read(web_settings, token)


def test_a_token_of_a_service_lives_five_minutes_at_most(web_settings: Settings) -> None:
    with time_machine.travel("2026-06-30T12:00:00Z", tick=False) as clock:
        token = tokens.issue(web_settings, "erfurt", "service:intake", "service:intake", timedelta(days=365))
        clock.shift(311)
        with pytest.raises(TokenRefused):
            tokens.read(web_settings, token)


@pytest.mark.parametrize(
    "values", [("*", "fachkraft", "x1"), ("erfurt", "admin", "x1"), ("erfurt", "fachkraft", "A B")], ids=str
)
def test_no_token_is_issued_for_what_would_be_refused(web_settings: Settings, values: tuple[str, str, str]) -> None:
    with pytest.raises(ValueError, match="no token"):
        tokens.issue(web_settings, *values)


def test_tokens_of_one_installation_mean_nothing_at_another(web_settings: Settings, tmp_path: Path) -> None:
    other = Settings(home=tmp_path / "other")
    other.secrets.create_token_key()
    with pytest.raises(TokenRefused):
        tokens.read(other, tokens.issue(web_settings, "erfurt", "fachkraft", "cli:tester"))


# --- At the door ----------------------------------------------------------------


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer null", "bearer a.b.c", "Bearer \xff"]
)
def test_nobody_gets_in_without_a_token(client: TestClient, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    answer = client.get("/intake/lamps/1", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith('Bearer realm="lotse"')


def test_a_token_for_a_district_that_is_not_there_opens_nothing(client: TestClient, bearer: Bearer) -> None:
    assert client.get("/intake/lamps/1", headers=bearer(district="weimar")).status_code == 403


def test_another_role_is_forbidden(client: TestClient, bearer: Bearer) -> None:
    for role in ("planung", "betrieb", "service:reporting"):
        assert client.get("/intake/lamps/1", headers=bearer(role)).status_code == 403


def test_no_header_parameter_or_field_chooses_the_district(client: TestClient, bearer: Bearer) -> None:
    headers = bearer(**{"District": "weimar", "Lotse-District": "weimar", "X-Forwarded-Host": "weimar"})
    assert client.get("/intake/lamps/1?district=weimar", headers=headers).json()["district"] == "erfurt"
    answer = client.post("/intake/lamps", json={"name": "x", "district": "weimar"}, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "district", "rule": "Dieses Feld ist nicht bekannt."}]


def test_a_feed_is_for_services_and_comes_in_pages(client: TestClient, bearer: Bearer) -> None:
    assert client.get("/intake/feed", headers=bearer("koordination")).status_code == 403
    answer = client.get("/intake/feed?after=1&limit=5", headers=bearer("service:reporting"))
    assert answer.content == b'{"sequence":"2"}\n'
    assert answer.headers["lotse-head"] == "2"
    assert answer.headers["lotse-log-id"] == "01a2010e-940a-724b-905f-46a669c821ad"
    assert answer.headers["lotse-recorded"] == "2026-06-30T00:00:00.000000Z"
