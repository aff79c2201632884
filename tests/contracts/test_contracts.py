"""The published language: every released version of every fact stays readable, for ever."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from services.contracts.generate import EXAMPLES, SCHEMAS, schema_path, schema_text
from services.kernel import facts
from services.kernel.facts import Contract, FactType, fact, fact_types, plain, read, upcast

OPEN_EXAMPLES = [path for path in sorted(EXAMPLES.glob("*/v*.json")) if ".sealed" not in path.name]
SENT_EXAMPLES = sorted(EXAMPLES.glob("*/v*.json"))


def name_of(path: Path) -> str:
    return f"{path.parent.name}.{path.name.removesuffix('.json').removesuffix('.sealed')}"


@pytest.mark.guarantee("G9")
@pytest.mark.parametrize("path", OPEN_EXAMPLES, ids=name_of)
def test_every_released_example_is_readable(path: Path) -> None:
    topic = name_of(path)

    known = read(topic, json.loads(path.read_text()))

    assert facts.fact_type(known).name == path.parent.name


@pytest.mark.parametrize("path", OPEN_EXAMPLES, ids=name_of)
def test_the_newest_example_is_what_would_be_written_today(path: Path) -> None:
    payload = json.loads(path.read_text())
    newest = facts.known_fact(name_of(path)).version

    if path.stem == f"v{newest}":
        assert payload == json.loads(json.dumps(plain(read(name_of(path), payload))))


@pytest.mark.parametrize("path", SENT_EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_example_validates_against_its_schema(path: Path) -> None:
    schema = json.loads((SCHEMAS / f"{name_of(path)}.json").read_text())

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(path.read_text()))


@pytest.mark.guarantee("G9")
@pytest.mark.parametrize("known", fact_types(), ids=lambda known: known.topic)
def test_every_fact_has_an_example_a_version_and_a_committed_schema(known: FactType) -> None:
    versions = [EXAMPLES / known.name / f"v{number}.json" for number in range(1, known.version + 1)]

    assert all(path.exists() for path in versions)
    assert schema_path(known).read_text() == schema_text(known), "run `make generate`"


@pytest.mark.parametrize("known", fact_types(), ids=lambda known: known.topic)
def test_every_fact_says_what_happened(known: FactType) -> None:
    assert known.cls.__doc__


@pytest.mark.guarantee("G7")
@pytest.mark.parametrize("known", fact_types(), ids=lambda known: known.topic)
def test_no_fact_has_a_field_for_free_text_or_a_name_of_a_person(known: FactType) -> None:
    forbidden = {"participant_no", "case_no", "contact_no", "site", "reason", "cancel_reason"}

    assert not forbidden & set(known.cls.__struct_fields__)


@pytest.mark.guarantee("G9")
def test_an_old_payload_is_brought_to_the_newest_form(monkeypatch: pytest.MonkeyPatch) -> None:
    for registry in ("_by_name", "_by_class", "_upcasters"):
        monkeypatch.setattr(facts, registry, dict(getattr(facts, registry)))

    @fact("intake.upcast_tried", version=3)
    class UpcastTried(Contract, frozen=True, kw_only=True):
        first: str
        second: int

    @upcast(UpcastTried, from_version=1)
    def _first_was_called_one(payload: dict[str, Any]) -> dict[str, Any]:
        return {"first": payload["one"]}

    @upcast(UpcastTried, from_version=2)
    def _second_came_later(payload: dict[str, Any]) -> dict[str, Any]:
        return {**payload, "second": 2}

    expected = UpcastTried(first="a", second=2)
    assert expected == read("intake.upcast_tried.v1", {"one": "a"})
    assert expected == read("intake.upcast_tried.v2", {"first": "a"})
    assert expected == read("intake.upcast_tried.v3", {"first": "a", "second": 2})


@pytest.mark.parametrize("topic", ["intake.nothing_known.v1", "intake.status_recorded.v99", "intake", ""])
def test_an_unknown_topic_is_named(topic: str) -> None:
    with pytest.raises(facts.UnknownFact):
        read(topic, {})


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="is taken by"):
        fact("intake.status_recorded")(Contract)


def test_a_name_is_a_noun_and_a_participle_of_a_service() -> None:
    with pytest.raises(ValueError, match="is not <service>"):
        fact("StatusRecorded")(Contract)
