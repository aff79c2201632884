"""Whatever the description allows, and whatever it forbids: no answer is a 5xx, and each is one that is described."""

import json
from dataclasses import replace
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from requests import Request
from schemathesis import GenerationMode

from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.web import platform
from tests.api.conftest import ENTRY, OPENING, OPERATION, Town

pytestmark = [pytest.mark.server, pytest.mark.slow]

SET_UP: Final[set[str]] = set()
schema = schemathesis.openapi.from_dict(platform(Settings()).openapi())
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@pytest.fixture
def fuzzed_town(quiet_town: Town) -> Town:
    """A district of this file's own, with everything read that earlier tests stored: reports wait for it."""
    town = replace(quiet_town, district="wirrer-kreis")
    if town.district not in SET_UP:
        open_district(town.settings, town.district, "Wirrer Kreis")
        assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
        SET_UP.add(town.district)
    town.settle()
    return town


def bounded(examples: int) -> settings:
    """The same examples in every run: a campaign may look further."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def check(answer: Any, described: dict[str, Any]) -> None:
    assert answer.status_code < 500, answer.text
    assert str(answer.status_code) in described, answer.text
    if answer.status_code >= 400:
        problem = answer.json()
        assert answer.headers["content-type"] == "application/problem+json"
        assert (problem["status"], problem["type"][:18]) == (answer.status_code, "urn:lotse:problem:")


@schema.parametrize()
@bounded(12)
def test_no_described_operation_answers_with_a_5xx(case: Any, fuzzed_town: Town) -> None:
    path = case.operation.path
    if "operation" in (case.path_parameters or {}) and case.operation.method == "post":
        case.path_parameters["operation"] = OPERATION  # a random one is a 404 before anything is looked at
    try:
        sent = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    except (ValueError, TypeError, AttributeError):
        return  # no client can send this
    role = "service:reporting" if path.endswith("/feed") else "koordination"
    headers = {**{name: str(value) for name, value in sent.headers.items()}, **fuzzed_town.headers(role)}
    headers.pop("Content-Length", None)
    try:
        answer = fuzzed_town.client.request(sent.method or "", sent.url or "", content=sent.body, headers=headers)
    except (UnicodeEncodeError, TypeError):
        return
    check(answer, case.operation.definition.raw["responses"])


STATUS: Final = {"participant_no": "E-1", "kind": "exit", "date": "2024-09-01", "status": "employed"}
CONTACT: Final = {"contact_no": "K-1", "date": "2024-03-04", "sozialraum": "rieth", "topics": ["schulden"]}
ROWS: Final[dict[str, dict[str, Any]]] = {
    "participations": {**ENTRY, "exit_date": "2024-08-31"},
    "statuses": STATUS,
    "contacts": CONTACT,
}
NASTY: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [
        *("", " ", "\x00", "\ud800", "\u202e", "0000-00-00", "9999-12-31", "0001-01-01", "2024-02-30", "1e9", "-0"),
        *("|", "||", "'", '"; --', "%s", "{0}", "\U0001d7d9", 2**31, 2**63, -1, 1e308, float("nan"), True, None),
        *([], {}, [[]], ["|"], {"a": 1}),
    ]
)
VALUES: Final[st.SearchStrategy[Any]] = (
    NASTY | st.text(max_size=30) | st.integers() | st.dates().map(str) | st.lists(NASTY, max_size=3)
)


@bounded(100)
@given(kind=st.sampled_from(sorted(ROWS)), data=st.data())
def test_no_almost_right_row_makes_a_5xx(kind: str, data: st.DataObject, fuzzed_town: Town) -> None:
    row = ROWS[kind]
    names = st.sampled_from(sorted({*row, "minutes", "site", "case_no", "cancel_reason", "reason", "state", "isced"}))
    body = {**row, **data.draw(st.dictionaries(names, VALUES, min_size=1, max_size=3))}
    answer = fuzzed_town.client.post(
        f"/intake/operations/{OPERATION}/{kind}",
        content=_json(body),
        headers=fuzzed_town.headers("fachkraft", **{"Content-Type": "application/json"}),
    )
    assert answer.status_code in (201, 400, 409, 422), answer.text


@bounded(60)
@given(kind=st.sampled_from(["participants", "statuses", "contacts"]), cells=st.lists(VALUES, max_size=8))
def test_no_almost_right_file_makes_a_5xx(kind: str, cells: list[object], fuzzed_town: Town) -> None:
    header = "participant_no;contact_no;sozialraum;entry_date;kind;date;status;site"
    content = (header + "\n" + ";".join(str(cell) for cell in cells) + "\n").encode("utf-8", "replace")
    answer = fuzzed_town.client.post(
        f"/intake/operations/{OPERATION}/imports/{kind}?dry_run=true",
        content=content,
        headers=fuzzed_town.headers("fachkraft", **{"Content-Type": "text/csv"}),
    )
    assert answer.status_code in (200, 422), answer.text


def _json(value: object) -> bytes:
    """JSON as careless programs write it: NaN and halves of surrogate pairs included."""
    return json.dumps(value).encode()
