"""Whatever the description allows, and whatever it forbids: no answer is a 5xx, and each is one that is described."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import strategies as st
from requests import Request
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.intake.imports.columns import KINDS
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.kernel.tokens import SERVICE_PREFIX, issue
from services.web import platform
from tests.api.conftest import ENTRY, OPENING, OPERATION, Town
from tests.attack.routes import EVERYBODY, TABLE
from tests.attack.tally import Tally, examples, search
from tests.kit.proof import Proof

pytestmark = [pytest.mark.server, pytest.mark.slow]

PART: Final = "Zufallseingaben"
SET_UP: Final[set[str]] = set()
THERE: Final[dict[str, str]] = {}  # place in a path -> id of something that is there
schema = schemathesis.openapi.from_dict(platform(Settings()).openapi())
OPERATIONS: Final = {each.label: each for each in (found.ok() for found in schema.get_all_operations())}
CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture
def fuzzed_town(quiet_town: Town) -> Town:
    """A district of this file's own, with everything read that earlier tests stored: reports wait for it."""
    town = replace(quiet_town, district="wirrer-kreis")
    if town.district not in SET_UP:
        open_district(town.settings, town.district, "Wirrer Kreis")
        assert town.post("/districts/operations", OPENING, "betrieb").status_code == 201
        SET_UP.add(town.district)
        town.settle()
        _open_a_case(town)
    town.settle()
    return town


def _open_a_case(town: Town) -> None:
    """A case without a team, and a contact of it: to random ids the only answer is that there is no such thing."""
    case = town.post("/intake/cases", {"operation": OPERATION, "sozialraum": "rieth", "team": None}).json()["case_id"]
    contact = {"operation": OPERATION, "date": "2024-03-04", "case": case}
    THERE["case"] = case
    THERE["contact"] = town.post("/intake/contacts", contact).json()["contact_id"]


def takes_something(operation: Any) -> bool:
    return bool(operation.body) or any(operation.iter_parameters())


def cases_of(operation: Any) -> st.SearchStrategy[Any]:
    """Right and wrong requests, half and half; an operation that takes nothing cannot be asked wrongly."""
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not takes_something(operation):
        return right
    return right | operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)


def roles_of(operation: Any) -> Iterator[str]:
    """Those who may, most of the time; everybody else and nobody now and then."""
    row = TABLE[operation.method.upper(), operation.path]
    may = sorted(row.roles or EVERYBODY)
    return cycle([*may * 4, *(role for role in EVERYBODY if role not in may), ""])


def sent(case: Any, town: Town, role: str) -> Any:
    """The answer; None for what no client can send."""
    if "operation" in (case.path_parameters or {}) and case.operation.method == "post":
        case.path_parameters["operation"] = OPERATION  # a random one is a 404 before anything is looked at
    if isinstance(case.body, dict) and isinstance(case.body.get("operation"), str):
        case.body["operation"] = OPERATION
    for place in THERE.keys() & (case.path_parameters or {}).keys():
        case.path_parameters[place] = THERE[place]
    try:
        request = Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
        headers = {name: str(value) for name, value in request.headers.items() if name != "Content-Length"}
        if role:
            subject = role if role.startswith(SERVICE_PREFIX) else "cli:tester"
            headers["Authorization"] = f"Bearer {issue(town.settings, town.district, role, subject)}"
        sendable = town.client.build_request(
            request.method or "", request.url or "", content=request.body, headers=headers
        )
    except (ValueError, TypeError, AttributeError):
        return None
    return town.client.send(sendable)


def expect_a_problem(path: str, answer: Any) -> None:
    """Problem details (RFC 9457); a question of OData that cannot be read has the form of OData (Part 1, 9.4)."""
    told = answer.json()
    if path.startswith("/reporting/odata/") and set(told) == {"error"}:
        assert (answer.status_code, bool(told["error"]["code"]), bool(told["error"]["message"])) == (400, True, True)
        return
    assert (told["status"], told["type"][:18]) == (answer.status_code, "urn:lotse:problem:")


@pytest.mark.parametrize("label", OPERATIONS)
@examples(3, 100)
def test_no_described_operation_answers_with_a_5xx(label: str, fuzzed_town: Town, proof: Proof, examples: int) -> None:
    operation, tally, errors = OPERATIONS[label], Tally(), 0
    roles = roles_of(operation)

    def attempt(case: Any) -> None:
        nonlocal errors
        answer = sent(case, fuzzed_town, next(roles))
        if answer is None:
            return
        tally.cases += 1
        errors += answer.status_code >= 500
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 400:
            expect_a_problem(operation.path, answer)
        elif operation.method == "post" and operation.path.startswith("/reporting/"):
            fuzzed_town.settle()  # what reporting stores itself, too, is waited for by the next report

    search(examples, cases_of(operation), attempt)
    proof.add(PART, "HTTP (schemathesis)", cases=tally.cases, errors_5xx=errors)
    assert tally.cases > (examples // 2 if takes_something(operation) else 0)


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


MORE_NAMES: Final = ("minutes", "site", "case_no", "cancel_reason", "reason", "state", "isced")


@st.composite
def almost_right_rows(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    kind = draw(st.sampled_from(sorted(ROWS)))
    names = st.sampled_from(sorted({*ROWS[kind], *MORE_NAMES}))
    return kind, {**ROWS[kind], **draw(st.dictionaries(names, VALUES, min_size=1, max_size=3))}


@examples(100, 1_000)
def test_no_almost_right_row_makes_a_5xx(fuzzed_town: Town, proof: Proof, examples: int) -> None:
    statuses: list[int] = []

    def attempt(drawn: tuple[str, dict[str, Any]]) -> None:
        kind, body = drawn
        answer = fuzzed_town.client.post(
            f"/intake/operations/{OPERATION}/{kind}",
            content=_json(body),
            headers=fuzzed_town.headers("fachkraft", **{"Content-Type": "application/json"}),
        )
        statuses.append(answer.status_code)
        assert answer.status_code in (201, 400, 409, 422), answer.text

    search(examples, almost_right_rows(), attempt)
    _count(proof, "HTTP (fast richtige Zeilen)", statuses)


@examples(60, 1_000)
def test_no_almost_right_file_makes_a_5xx(fuzzed_town: Town, proof: Proof, examples: int) -> None:
    statuses: list[int] = []

    def attempt(drawn: tuple[str, list[object]]) -> None:
        kind, cells = drawn
        header = "participant_no;contact_no;sozialraum;entry_date;kind;date;status;site"
        content = (header + "\n" + ";".join(str(cell) for cell in cells) + "\n").encode("utf-8", "replace")
        answer = fuzzed_town.client.post(
            f"/intake/operations/{OPERATION}/imports/{kind}?dry_run=true",
            content=content,
            headers=fuzzed_town.headers("fachkraft", **{"Content-Type": "text/csv"}),
        )
        statuses.append(answer.status_code)
        assert answer.status_code in (200, 422), answer.text

    search(examples, st.tuples(st.sampled_from(KINDS), st.lists(VALUES, max_size=8)), attempt)
    _count(proof, "HTTP (fast richtige Dateien)", statuses)


def _count(proof: Proof, row: str, statuses: list[int]) -> None:
    proof.add(PART, row, cases=len(statuses), errors_5xx=sum(status >= 500 for status in statuses))


def _json(value: object) -> bytes:
    """JSON as careless programs write it: NaN and halves of surrogate pairs included."""
    return json.dumps(value).encode()
