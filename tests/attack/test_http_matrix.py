"""Every route, every role, every place that could name a district, every forged name: nothing of another district."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote, urlencode

import pytest
import structlog
from fastapi import FastAPI

from services.kernel import tokens
from services.kernel.tokens import SERVICE_PREFIX
from tests.attack import forged
from tests.attack.conftest import OPERATION, OTHER, OWN, SECRET_CODE_WORD, SECRET_OPERATION, World, stored_since
from tests.attack.pages import is_page
from tests.attack.routes import EVERYBODY, METHODS, NOTHING, TABLE, Row, described, filled, mounted
from tests.attack.tally import examples
from tests.kit.proof import Proof

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G6")]

NOBODY: Final = ""
REFUSED: Final = {400, 401, 403, 404, 405, 409, 413, 415, 422}
HEADERS_THAT_SAY_NOTHING: Final = (
    *("District", "X-District", "Lotse-District", "X-Tenant", "X-Forwarded-Host", "X-Forwarded-User", "Forwarded"),
    *("X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-HTTP-Method-Override", "From", "Referer", "Origin"),
)


@dataclass
class Ask:
    """One request, and what may be answered."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, bytes] = field(default_factory=dict)
    body: bytes | None = None

    @classmethod
    def rightly(cls, method: str, path: str, row: Row) -> "Ask":
        where = filled(path)
        key = {"Idempotency-Key": path.encode()} if row.keyed else {}
        if row.body is None:
            return cls(method, where, dict(row.query))
        kind = row.media_type.encode() if row.is_file else b"application/json"
        body = row.body if row.is_file else json.dumps(row.body).encode()
        return cls(method, where, dict(row.query), {"Content-Type": kind, **key}, body)


@dataclass
class Attack:
    """Asks, and keeps count of what came back."""

    world: World
    tried: Counter[str] = field(default_factory=Counter)
    foreign: int = 0
    unexpected: list[str] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)

    def send(self, ask: Ask, token: str) -> tuple[int, bytes]:
        target = ask.path + (f"?{urlencode(ask.query)}" if ask.query else "")
        bearer = {"Authorization": f"Bearer {token}".encode("utf-8", "replace")} if token else {}
        answer = self.world.client.request(
            ask.method, target, headers={**ask.headers, **bearer}, content=ask.body, follow_redirects=False
        )
        told = answer.content + repr(answer.headers.items()).encode()
        self.foreign += bool(self.world.leaked_at(ask.path, told))
        return answer.status_code, answer.content

    def expect(self, place: str, ask: Ask, token: str, statuses: set[int], same_as: bytes | None = None) -> None:
        status, content = self.send(ask, token)
        self.tried[place] += 1
        if status not in statuses or (same_as is not None and content != same_as):
            self.unexpected.append(f"{place}: {ask.method} {ask.path[:80]} {ask.query} -> {status} {content[:200]!r}")


def token_of(world: World, role: str, district: str = OWN) -> str:
    return (
        tokens.issue(world.settings, district, role, role if role.startswith(SERVICE_PREFIX) else "cli:x")
        if role
        else ""
    )


def may(row: Row, role: str) -> bool:
    return row.roles is None or role in row.roles


@pytest.fixture
def attack(world: World, proof: Proof) -> Iterator[Attack]:
    """At the end: nothing of the other district in any answer or log line, and nothing stored in either."""
    for town in (world.own, world.other):
        town.settle()
    before = world.contents(OTHER), world.contents(OWN, "commands")
    made = Attack(world)
    with structlog.testing.capture_logs() as lines:
        yield made
    made.foreign += bool(world.leaked(json.dumps(lines, default=str).encode()))
    for place, tried in made.tried.items():
        proof.add("Angriffe", f"HTTP: {place}", tried=tried)
    proof.add("Angriffe", "HTTP: zusammen", foreign=made.foreign, unexpected=len(made.unexpected))
    assert not made.unexpected, "\n".join(made.unexpected[:20])
    assert made.foreign == 0
    after = world.contents(OTHER), world.contents(OWN, "commands")
    assert [stored_since(*both) for both in zip(before, after, strict=True)] == [[], []]


# --- The table --------------------------------------------------------------------


def test_the_table_has_every_route_and_nothing_else(app: FastAPI) -> None:
    assert {route for route in mounted(app) if not is_page(route[1])} == set(TABLE)
    assert set(described(app)) == set(TABLE) - {("GET", "/metrics"), ("GET", "/openapi.json")}


def test_the_secrets_are_there_for_those_who_may_see_them(world: World) -> None:
    reader = token_of(world, "koordination", OTHER)
    listed = world.client.get("/districts/operations", headers={"Authorization": f"Bearer {reader}"}).content
    feed = world.client.get(
        "/intake/feed", headers={"Authorization": f"Bearer {token_of(world, 'service:intake', OTHER)}"}
    )
    assert world.leaked(listed)
    assert len(world.leaked(feed.content)) > 20


# --- Roles ------------------------------------------------------------------------


def test_each_role_does_what_the_table_says_and_nothing_else(attack: Attack) -> None:
    for (method, path), row in TABLE.items():
        for role in (*EVERYBODY, NOBODY):
            statuses = set(row.answers) if may(row, role) else {403} if role else {401}
            attack.expect("Rolle", Ask.rightly(method, path, row), token_of(attack.world, role), statuses)


@examples(8, 1)
def test_no_route_answers_to_another_method(attack: Attack, examples: int) -> None:
    """In every run each method of each route as one of these, in a campaign as all of them."""
    others = ("koordination", "betrieb", "service:reporting", NOBODY)
    for number, path in enumerate(sorted({path for _, path in TABLE})):
        for method in METHODS:
            row = next(row for (_, known), row in TABLE.items() if known == path)
            if (method, path) in TABLE or (method == "HEAD" and path == "/openapi.json"):
                continue
            for role in others[number % examples :: examples]:
                ask = Ask(method, filled(path), dict(row.query))
                attack.expect("Methode", ask, token_of(attack.world, role), {405})


# --- Tokens -----------------------------------------------------------------------


@examples(32, 1)
def test_no_forged_token_opens_a_route(attack: Attack, examples: int) -> None:
    made = list(forged.tokens_without_right(attack.world.settings, OWN, OTHER).values())
    for number, ((method, path), row) in enumerate(TABLE.items()):
        for token in made[number % examples :: examples]:
            attack.expect("Zugangstoken", Ask.rightly(method, path, row), token, {200} if row.roles is None else {401})


@examples(50, 1)
def test_no_forged_district_in_a_signed_token_opens_a_route(attack: Attack, examples: int) -> None:
    """Even a token with our own signature: as if the one place that issues them were wrong."""
    values = [value for value in forged.districts(OWN, OTHER) if value != OTHER]
    for number, ((method, path), row) in enumerate(TABLE.items()):
        role = next(iter(sorted(row.roles or {"betrieb"})))
        for value in values[number % examples :: examples]:
            token = forged.token(attack.world.settings, district=value, role=role)
            statuses = {200, 201} if row.roles is None else {401, 403}
            attack.expect("Landkreis im Zugangstoken", Ask.rightly(method, path, row), token, statuses)


# --- Places -----------------------------------------------------------------------


def in_path(ask: Ask, template: str, value: str) -> Iterator[Ask]:
    """As the operation, and before, behind and instead of the first part."""
    part = quote(value, safe="").replace(".", "%2E")  # a client would shorten /./ and /../ by itself
    paths = [f"/{part}{ask.path}", f"{ask.path}/{part}", f"/{part}/" + ask.path.split("/", 2)[-1]]
    if "{operation}" in template:
        paths.append(filled(template, operation=part))
    for path in paths:
        yield Ask(ask.method, path, ask.query, ask.headers, ask.body)


def in_query(ask: Ask, value: str) -> Iterator[Ask]:
    for name in ("district", "d", "tenant", "district[]"):
        yield Ask(ask.method, ask.path, {**ask.query, name: value}, ask.headers, ask.body)


def in_body(ask: Ask, row: Row, value: Any) -> Ask:
    if row.is_file:
        lines = (ask.body or b"").splitlines()
        cell = json.dumps(value).replace('"', "").replace(",", " ").encode()
        changed = b"\n".join([lines[0] + b",district", *(line + b"," + cell for line in lines[1:])]) + b"\n"
    else:
        changed = json.dumps({**(row.body or {}), "district": value}).encode()
    return Ask(ask.method, ask.path, ask.query, {"Content-Type": b"application/json", **ask.headers}, changed)


def attack_places(attack: Attack, key: tuple[str, str], role: str, value: Any) -> None:
    (method, path), row = key, TABLE[key]
    token, right = token_of(attack.world, role), Ask.rightly(method, path, row)
    text = value if isinstance(value, str) else json.dumps(value)
    allowed, public = may(row, role), row.roles is None
    status, answer = attack.send(right, token)
    same = answer if allowed and not public else None  # the figures of the whole platform move on
    unharmed = {status} if allowed else REFUSED
    for ask in in_path(right, path, text):
        # 303: what is left of the path may be the start, which leads whoever has no session to the log-in
        attack.expect("Pfad", ask, token, {303, 400, 401, 403, 404, 405, 422})
    for ask in in_query(right, text):
        attack.expect("Abfrage", ask, token, unharmed | {400} if public else REFUSED)
    raw = text.encode("utf-8", "replace")[:2_000].replace(b"\n", b" ").replace(b"\x00", b"")
    told = Ask(
        method, right.path, right.query, {**right.headers, **dict.fromkeys(HEADERS_THAT_SAY_NOTHING, raw)}, right.body
    )
    attack.expect("Kopfzeile", told, token, unharmed, same)
    cookie = {"Cookie": b"district=" + quote(text).encode() + b"; session=" + quote(OTHER).encode()}
    attack.expect(
        "Cookie", Ask(method, right.path, right.query, {**right.headers, **cookie}, right.body), token, unharmed, same
    )
    body = in_body(right, row, value)
    ignores = method == "GET" or row.is_file
    taken = unharmed | ({401} if role == NOBODY else set())  # without a token no body gets past the gate
    attack.expect("Inhalt", body, token, (taken if ignores else {422}) if allowed else REFUSED)


@examples(800, 1)
def test_no_place_of_a_request_leads_into_another_district(attack: Attack, examples: int) -> None:
    """In every run each place of each route with some of the values; in a campaign with all of them, for all roles."""
    values = forged.districts(OWN, OTHER)
    for number, (key, row) in enumerate(TABLE.items()):
        known = sorted(row.roles or {"fachkraft"})
        roles = [*EVERYBODY, NOBODY] if examples == 1 else [known[number % len(known)]]
        for role in roles:
            for value in values[number % examples :: examples]:
                attack_places(attack, key, role, value)


# --- Things of the other district ---------------------------------------------------


def test_an_operation_of_the_other_district_is_as_unknown_as_none(attack: Attack) -> None:
    for (method, path), row in TABLE.items():
        if "{operation}" not in path:
            continue
        token, answers = token_of(attack.world, "koordination"), []
        for operation in (SECRET_OPERATION, "niemandes-vorhaben"):
            ask = Ask.rightly(method, path, row)
            ask.path = filled(path, operation=operation)
            if row.keyed:
                ask.headers["Idempotency-Key"] = ask.path.encode()  # another operation is another command
            status, content = attack.send(ask, token)
            attack.tried["fremdes Vorhaben"] += 1
            # the caller's own word may come back; it is no news to the caller
            answers.append((status, content.replace(operation.encode(), b"?")))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404, (method, path, answers[0])
    assert attack.tried["fremdes Vorhaben"]
    attack.foreign = 0  # the operation's key was sent by the caller this time, and is a canary


def test_a_case_of_the_other_district_is_as_unknown_as_none(attack: Attack) -> None:
    secret = str(attack.world.ids(OTHER).derive("case", SECRET_CODE_WORD))
    for (method, path), row in TABLE.items():
        if "{case}" not in path:
            continue
        token = token_of(attack.world, min(row.roles or EVERYBODY))
        for case in (secret, NOTHING):
            ask = Ask.rightly(method, path, row)
            ask.path = filled(path, case=case)
            attack.expect("fremder Fall", ask, token, {404})


def test_the_other_districts_numbers_keys_and_positions_mean_nothing(attack: Attack) -> None:
    where, token = f"/intake/operations/{OPERATION}", token_of(attack.world, "fachkraft")
    json_kind = {"Content-Type": b"application/json"}
    number = f"KANARIENVOGEL-{OPERATION}-1"
    status = {"participant_no": number, "kind": "exit", "date": "2024-09-01", "status": "employed"}
    attack.expect(
        "fremde Nummer", Ask("POST", f"{where}/statuses", {}, json_kind, json.dumps(status).encode()), token, {409}
    )
    for place in ("/districts/operations", "/districts/sozialraeume"):
        ask = Ask("GET", place, {}, {"Lotse-Position": str(2**63 - 1).encode()})
        attack.expect("fremde Position", ask, token, {200})
    for after in (0, 1, 2**62):
        for service in ("intake", "districts", "reporting", "referral", "events"):
            ask = Ask("GET", f"/{service}/feed", {"after": str(after), "limit": "1000"})
            attack.expect("fremde Position", ask, token_of(attack.world, "service:reporting"), {200})
