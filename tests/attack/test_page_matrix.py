"""Every page, every role, every forged origin, every thing of another district: refused, and nothing is stored."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from services.kernel.roles import Role
from services.kernel.signed_in import COOKIE, SignedIn
from services.kernel.tokens import Caller
from services.kernel.web import create_app
from services.web import ROOMS
from tests.attack.conftest import OTHER, OWN, World, stored_since
from tests.attack.pages import filled_with, names_a_thing, pages, who_may
from tests.attack.routes import TABLE
from tests.attack.tally import examples
from tests.kit.proof import Proof
from tests.pages.browser import KnownSessions

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G6")]

STRANGER = ""
SIGN_IN = "/anmeldung"
FROM_OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
# An empty form carries these out: two buttons, and a rule whose tick is taken away.
SAYING_NOTHING = {"/abmeldung", "/pruefung/zustellung/neu", "/berichte/vor-der-abgabe/regeln/women_share"}
# What a page may answer to whoever may open it, with an empty form or with a thing that is not there.
OPENED = {200, 303, 404, 409, 415, 422, 503}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
# Loaded from another host; a link that somebody may follow is none of it.
ELSEWHERE = re.compile(r"""(?:src|action)=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//""")


@dataclass
class Visit:
    """Opens pages with the cookie of a role, and keeps count of what came back."""

    world: World
    client: TestClient
    tried: Counter[str] = field(default_factory=Counter)
    foreign: int = 0
    unexpected: list[str] = field(default_factory=list)

    def send(self, method: str, path: str, role: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        cookie = {"Cookie": f"{COOKIE}={role}"} if role else {}
        body = {"content": b"", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}
        sent = body if method == "POST" else {"headers": {}}
        given = {"Accept": "text/html", **FROM_OUR_PAGE, **cookie, **sent.pop("headers"), **headers}
        answer = self.client.request(method, path, headers=given, follow_redirects=False, **sent)
        told = answer.content.replace(path.encode(), b"")  # the footer leads back to the address that was asked for
        self.foreign += bool(self.world.leaked_at(path, told + repr(answer.headers.items()).encode()))
        return answer.status_code, answer.text, dict(answer.headers)

    def expect(self, place: str, ask: tuple[str, str], role: str, statuses: set[int], **headers: str) -> None:
        status, text, _ = self.send(*ask, role, **headers)
        self.tried[place] += 1
        if status not in statuses:
            self.unexpected.append(f"{place}: {ask} as {role or 'nobody'} -> {status} {text[:100]!r}")


@pytest.fixture(scope="module")
def paged(world: World) -> Iterator[TestClient]:
    """The same address with sessions of the tests' own: the cookie is the role's name."""
    sessions = KnownSessions(
        {role: SignedIn(Caller(OWN, role, "cli:x"), "Erika Muster", "Salzlandkreis", 1) for role in map(str, Role)}
    )
    app = create_app(ROOMS, world.settings, sign_ins=sessions)
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def visit(world: World, paged: TestClient, proof: Proof) -> Iterator[Visit]:
    for town in (world.own, world.other):
        town.settle()
    before = world.contents(OTHER), world.contents(OWN)
    made = Visit(world, paged)
    yield made
    for place, tried in made.tried.items():
        proof.add("Angriffe", f"Seiten: {place}", tried=tried)
    proof.add("Angriffe", "Seiten: zusammen", foreign=made.foreign, unexpected=len(made.unexpected))
    assert made.tried
    assert not made.unexpected, "\n".join(made.unexpected[:20])
    assert made.foreign == 0
    after = world.contents(OTHER), world.contents(OWN)
    assert [stored_since(*both) for both in zip(before, after, strict=True)] == [[], []]


def test_each_role_opens_its_pages_and_no_other(visit: Visit, app: FastAPI) -> None:
    for method, path in pages(app):
        roles, where = who_may(path), filled_with(path)
        for role in map(str, Role):
            if roles is None or (role in roles and method == "POST" and where in SAYING_NOTHING):
                continue
            visit.expect("Rolle", (method, where), role, OPENED if role in roles else {403})


def test_strangers_are_led_to_the_log_in(visit: Visit, app: FastAPI) -> None:
    for method, path in pages(app):
        if who_may(path) is not None:
            status, _, headers = visit.send(method, filled_with(path), STRANGER)
            visit.tried["Fremde"] += 1
            if status != 303 or not headers["location"].startswith(SIGN_IN):
                visit.unexpected.append(f"{method} {path} -> {status}")


@pytest.mark.parametrize(
    "origin", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "http://evil.example"}]
)
def test_no_form_of_another_site_is_taken(visit: Visit, app: FastAPI, origin: dict[str, str]) -> None:
    """Pages and programs' routes alike: a browser brings its cookie to both."""
    forms = {(method, path) for method, path in (*pages(app), *TABLE) if method not in ("GET", "HEAD")}
    for method, path in sorted(forms):
        for role in ("fachkraft", "koordination", "betrieb"):
            visit.expect("fremde Formulare", (method, filled_with(path)), role, {403}, **origin)


@examples(288, 1)
def test_things_of_another_district_are_not_there(visit: Visit, app: FastAPI, examples: int) -> None:
    theirs = sorted(text.decode() for text in visit.world.secrets if len(text) == 36)
    assert theirs
    for number, (method, path) in enumerate(pages(app)):
        roles = who_may(path)
        if roles is None or not names_a_thing(path):
            continue
        for thing in theirs[number % examples :: examples]:
            for role in sorted(roles):
                visit.expect("fremde Kennungen", (method, filled_with(path, thing)), role, {404, 422})


def test_no_page_is_kept_or_runs_foreign_code(visit: Visit, app: FastAPI) -> None:
    for method, path in pages(app):
        roles = who_may(path) or {"fachkraft"}
        if method != "GET" or path.startswith(("/static", "/sw.js")):
            continue
        _, text, headers = visit.send(method, filled_with(path), min(roles))
        visit.tried["Kopfzeilen"] += 1
        safe = headers["cache-control"] == "no-store" and "unsafe" not in headers["content-security-policy"]
        if not safe or INLINE.search(text) or ELSEWHERE.search(text):
            visit.unexpected.append(f"{path}: {headers} {INLINE.findall(text)} {ELSEWHERE.findall(text)}")
