"""Whatever is sent, the answer is a problem document in German, and never a 5xx."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticKnownError
from pydantic_core._pydantic_core import list_all_errors
from starlette.testclient import TestClient

from services.kernel.wording import FALLBACK, RULES, rule_of
from tests.kernel.web.conftest import Bearer


def problem_of(response: Any, status: int, slug: str) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, Any] = response.json()
    assert found["type"] == f"urn:lotse:problem:{slug}"
    assert found["status"] == status
    return found


def test_a_broken_rule_is_a_409_that_names_rule_and_field(client: TestClient, bearer: Bearer) -> None:
    found = problem_of(client.post("/intake/lamps", json={"name": "broken"}, headers=bearer()), 409, "lamp-is-broken")
    assert found["title"] == "Die Lampe ist kaputt."
    assert found["detail"] == "Sie flackert."
    assert found["errors"] == [{"field": "lamp", "rule": "Die Lampe ist kaputt."}]


def test_a_wrong_value_is_a_422_that_names_field_and_rule_but_not_the_value(client: TestClient, bearer: Bearer) -> None:
    body = {"name": "Erika Mustermann, geboren 1970", "bulbs": 0, "light": "dim", "bought": "0000-01-01"}
    found = problem_of(client.post("/intake/lamps", json=body, headers=bearer()), 422, "invalid-input")
    assert [error["field"] for error in found["errors"]] == ["name", "bought", "bulbs", "light"]
    assert found["errors"][0] == {"field": "name", "rule": "Bitte höchstens 20 Zeichen angeben."}
    assert found["errors"][3]["rule"] == "Erlaubt sind nur: 'on' oder 'off'."
    assert "Erika" not in json.dumps(found)


def test_a_wrong_parameter_is_repeated_where_it_tells_nothing_of_a_person(client: TestClient, bearer: Bearer) -> None:
    answer = client.get("/intake/lamps/1", params={"as_of": "gestern"}, headers=bearer())
    found = problem_of(answer, 422, "invalid-input")
    assert found["errors"][0]["value"] == "gestern"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[1",
        b"\xff\xfe",
        b'{"name": "\xc3("}',
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"bulbs": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_what_is_no_json_is_a_4xx(client: TestClient, bearer: Bearer, body: bytes) -> None:
    answer = client.post("/intake/lamps", content=body, headers=bearer(**{"Content-Type": "application/json"}))
    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "a\\u0000b"}',
        b'{"name": "\\ud800"}',
        b'{"name": "x", "\\ud800": 1}',
        b'{"name": "x", "bulbs": 99999999999999999999999}',
        b'{"name": "x", "bulbs": 1e400}',
        b'{"name": "x", "bought": "0000-00-00"}',
        b'{"name": "x", "bought": "99999-01-01"}',
        b'{"name": {"a": [[]]}}',
        b"null",
        b"[]",
        b'"text"',
    ],
)
def test_what_cannot_be_stored_is_a_422(client: TestClient, bearer: Bearer, body: bytes) -> None:
    answer = client.post("/intake/lamps", content=body, headers=bearer(**{"Content-Type": "application/json"}))
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("path", ["/intake/lamps/%00", "/intake/lamps/a?as_of=%00", "/intake/lamps/a?x%00=1"])
def test_an_address_with_nul_is_a_400(client: TestClient, bearer: Bearer, path: str) -> None:
    problem_of(client.get(path, headers=bearer()), 400, "malformed-request")


def test_what_is_not_there_is_a_404(client: TestClient, bearer: Bearer) -> None:
    problem_of(client.get("/intake/ghosts", headers=bearer()), 404, "not-found")
    problem_of(client.get("/nowhere"), 404, "not-found")


def test_a_wrong_method_is_a_405_that_says_which_would_do(client: TestClient, bearer: Bearer) -> None:
    answer = client.delete("/intake/lamps", headers=bearer())
    problem_of(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


def test_another_media_type_is_a_415(client: TestClient, bearer: Bearer) -> None:
    for kind in ("text/plain", "application/xml", "application/x-www-form-urlencoded", ""):
        answer = client.post("/intake/lamps", content=b'{"name":"x"}', headers=bearer(**{"Content-Type": kind}))
        problem_of(answer, 415, "unsupported-media-type")


def test_a_large_body_is_a_413_announced_or_not(client: TestClient, bearer: Bearer) -> None:
    large = b'{"name": "' + b"x" * 1_100_000 + b'"}'
    headers = bearer(**{"Content-Type": "application/json"})
    problem_of(client.post("/intake/lamps", content=large, headers=headers), 413, "body-too-large")
    pieces = (large[at : at + 65536] for at in range(0, len(large), 65536))
    problem_of(client.post("/intake/lamps", content=pieces, headers=headers), 413, "body-too-large")


def test_a_stranger_cannot_even_send_a_body(client: TestClient) -> None:
    answer = client.post("/intake/lamps", content=b"{", headers={"Content-Type": "application/json"})
    problem_of(answer, 401, "unauthorised")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_database_that_is_away_is_a_503_that_says_when_to_come_back(client: TestClient, bearer: Bearer) -> None:
    answer = client.post("/intake/lamps", json={"name": "down"}, headers=bearer())
    problem_of(answer, 503, "service-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert "refused" not in answer.text


def test_a_mistake_of_ours_tells_the_caller_nothing(
    client: TestClient, bearer: Bearer, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/intake/lamps", json={"name": "bug"}, headers=bearer())
    problem_of(answer, 500, "internal-error")
    assert answer.headers["x-content-type-options"] == "nosniff"
    printed = capsys.readouterr()
    assert "ZeroDivisionError" in printed.err
    assert "Erika" not in printed.err + printed.out + answer.text


def test_every_answer_carries_the_security_headers(client: TestClient, bearer: Bearer) -> None:
    answers = [client.get(path, headers=bearer()) for path in ("/openapi.json", "/nowhere", "/intake/lamps/1")]
    for answer in answers:
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("kind", [kind for kind in RULES if kind not in ("missing_argument", "json_type")])
def test_every_rule_is_a_full_german_sentence_whatever_its_limits(kind: str) -> None:
    limits = {"ge": 0, "gt": 0, "le": 0, "lt": 0, "min_length": 1, "max_length": 2, "multiple_of": 3, "pattern": "^a$"}
    limits |= {"expected": "'a' or 'b'", "expected_tags": "'a'"}
    sentence = rule_of(kind, limits)
    assert sentence.endswith(".")
    assert sentence != FALLBACK
    assert "{" not in sentence


def test_rules_exist_for_kinds_that_pydantic_knows() -> None:
    assert set(RULES) <= {error["type"] for error in list_all_errors()} | {"missing_argument"}
    assert PydanticKnownError("missing").type in RULES


def test_an_unknown_kind_has_a_german_sentence_too() -> None:
    assert rule_of("brand_new", {}) == FALLBACK


LAMP_KEYS = st.sampled_from(["name", "bought", "bulbs", "light", "x"]) | st.text()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(LAMP_KEYS, inner),
)
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@MANY
@given(body=VALUES)
def test_no_json_value_makes_a_5xx(client: TestClient, bearer: Bearer, body: Any) -> None:
    sent = json.dumps(body).encode()
    answer = client.post("/intake/lamps", content=sent, headers=bearer(**{"Content-Type": "application/json"}))
    assert answer.status_code < 500, answer.text


@MANY
@given(
    body=st.binary(max_size=200), kind=st.sampled_from(["application/json", "text/csv", "application/json; charset=x"])
)
def test_no_bytes_make_a_5xx(client: TestClient, bearer: Bearer, body: bytes, kind: str) -> None:
    answer = client.post("/intake/lamps", content=body, headers=bearer(**{"Content-Type": kind}))
    assert 400 <= answer.status_code < 500


def test_without_a_database_health_is_a_503_and_metrics_say_so(client: TestClient) -> None:
    answer = client.get("/health")
    problem_of(answer, 503, "service-unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert "lotse_up 0.0" in client.get("/metrics").text
