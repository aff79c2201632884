"""The same key has the same effect; another body under it can be told apart."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from services.kernel.idempotency import canonical_body, command_id, request_hash
from services.kernel.problems import Problem
from services.kernel.tokens import Caller
from tests.kernel.web.conftest import Bearer

KEY = b"k" * 32
ANNA = Caller("erfurt", "fachkraft", "user:1")
BELA = Caller("erfurt", "fachkraft", "user:2")


def test_one_key_of_one_caller_is_one_command() -> None:
    assert command_id(KEY, ANNA, "a") == command_id(KEY, ANNA, "a")


def test_other_keys_callers_and_districts_are_other_commands() -> None:
    ids = {command_id(KEY, ANNA, "a"), command_id(KEY, ANNA, "b"), command_id(KEY, BELA, "a")}
    assert len({*ids, command_id(b"j" * 32, ANNA, "a")}) == 4


def test_without_a_key_every_request_is_a_new_command() -> None:
    assert command_id(KEY, ANNA, None) != command_id(KEY, ANNA, None)


@pytest.mark.parametrize("key", ["", " ", "a b", "ä", "x" * 201, "\t"])
def test_a_key_that_cannot_be_sent_twice_alike_is_refused(key: str) -> None:
    with pytest.raises(Problem) as refused:
        command_id(KEY, ANNA, key)
    assert refused.value.status == 422


def test_spacing_and_order_of_a_body_do_not_matter() -> None:
    assert canonical_body(b'{"a":1,"b":[true]}') == canonical_body(b' { "b" : [ true ], "a" : 1 } ')


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
LEAVES = st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | TEXTS
json_values = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


@given(one=json_values, other=json_values)
def test_different_values_have_different_bodies(one: object, other: object) -> None:
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (canonical_body(json.dumps(one).encode()) == canonical_body(json.dumps(other).encode())) is same


@given(st.text(), st.binary(), st.text(), st.binary())
def test_a_hash_belongs_to_one_address_and_body(path: str, body: bytes, other: str, other_body: bytes) -> None:
    same = (path, body) == (other, other_body)
    assert (request_hash("POST", path, body) == request_hash("POST", other, other_body)) is same


def test_a_retry_over_the_wire_is_the_same_command(client: TestClient, bearer: Bearer) -> None:
    headers = bearer(**{"Idempotency-Key": "lamp-1"})
    first = client.post("/intake/lamps", json={"name": "x"}, headers=headers).json()
    assert client.post("/intake/lamps", json={"name": "x"}, headers=headers).json() == first
    other = client.post("/intake/lamps", json={"name": "y"}, headers=headers).json()
    assert other["command"] == first["command"]
    assert other["hash"] != first["hash"]
    assert UUID(first["command"]).version == 8
    assert first["actor"] == "cli:tester"
