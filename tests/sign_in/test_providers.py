"""Signing in through providers of others: two independent ones, each with its own idea of the standard."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import Response

from services.districts.sign_in.accounts import Account
from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.flows import COOKIE as FLOW
from services.districts.sign_in.providers import Provider
from services.kernel.settings import Settings
from tests.sign_in.conftest import Browser, Office, Person
from tests.sign_in.providers import CLIENT, SECRET, consent, mock_provider, node_provider

pytestmark = pytest.mark.server

NewBrowser = Callable[..., Browser]
BOTH: Final = pytest.mark.parametrize("key", ["mock", "node"])


@pytest.fixture(scope="module")
def issuers(settings: Settings) -> Iterator[Mapping[str, str]]:
    back = f"{settings.public_address}/anmeldung/extern/node/rueckkehr"
    with mock_provider() as mock, node_provider(back) as node:
        yield {"mock": mock, "node": node}


@pytest.fixture(autouse=True)
def set_up(app: FastAPI, issuers: Mapping[str, str]) -> Iterator[None]:
    """Both providers, and one that nobody answers for."""
    desk: SignInDesk = app.state.sign_in_desk
    known = {
        key: Provider(key, f"Konto {key}", issuer, CLIENT, SECRET, ("openid",), second_factor=False)
        for key, issuer in {**issuers, "gone": "http://127.0.0.1:9"}.items()
    }
    object.__setattr__(desk, "providers", known)
    yield
    object.__setattr__(desk, "providers", {})


@pytest.fixture
def berta(desk: SignInDesk, office: Office) -> Account:
    return desk.accounts.make(office.district, office.hire("Berta Tal", "fachkraft"), None)


def go(browser: Browser, key: str, subject: str, **query: str) -> Response:
    """Out to the provider, through its pages, and back."""
    out = browser.get(f"/anmeldung/extern/{key}", **query)
    assert out.status_code == 303, out.text
    return come_back(browser, consent(out.headers["location"], subject, back_of(browser, key)))


def back_of(browser: Browser, key: str) -> str:
    settings: Settings = browser.client.app.state.settings  # type: ignore[attr-defined]
    return f"{settings.public_address}/anmeldung/extern/{key}/rueckkehr"


def come_back(browser: Browser, address: str) -> Response:
    settings: Settings = browser.client.app.state.settings  # type: ignore[attr-defined]
    return browser.get(address.removeprefix(settings.public_address))


def bind(browser: Browser, desk: SignInDesk, key: str, account: UUID, subject: str) -> Response:
    return go(browser, key, subject, einladung=desk.invitations.invite(account).token)


@BOTH
def test_an_invitation_binds_an_account_of_a_provider_and_from_then_on_it_opens(
    new_browser: NewBrowser, desk: SignInDesk, berta: Account, key: str
) -> None:
    first, second, other = new_browser(), new_browser(), new_browser()
    assert bind(first, desk, key, berta.account, f"berta-{key}").headers["location"] == "/"
    assert first.is_in()

    assert go(second, key, f"berta-{key}", weiter="/konto").headers["location"] == "/konto"
    assert second.is_in()
    assert f"Konto {key}" in second.get("/konto").text
    stranger = go(other, key, f"jemand-{key}")
    assert (stranger.status_code, "mit keinem Zugang verbunden" in stranger.text) == (403, True)
    assert not other.is_in()


@BOTH
def test_an_answer_counts_in_the_browser_that_asked_only(
    new_browser: NewBrowser, desk: SignInDesk, berta: Account, key: str
) -> None:
    """An attacker's own answer, planted in somebody else's browser, signs nobody in (login CSRF)."""
    attacker, victim = new_browser(), new_browser()
    bind(new_browser(), desk, key, berta.account, f"berta-b-{key}")
    out = attacker.get(f"/anmeldung/extern/{key}")
    answer = consent(out.headers["location"], f"berta-b-{key}", back_of(attacker, key))

    assert come_back(victim, answer).status_code == 403
    victim.get(f"/anmeldung/extern/{key}")
    assert come_back(victim, answer).status_code == 403, "nor in one that asked for itself"
    assert not victim.is_in()


@BOTH
def test_a_wrong_state_and_a_wrong_issuer_are_refused(
    new_browser: NewBrowser, desk: SignInDesk, berta: Account, key: str
) -> None:
    bind(new_browser(), desk, key, berta.account, f"berta-c-{key}")
    for name, wrong in (("state", "x" * 43), ("iss", "https://evil.example"), ("error", "access_denied")):
        browser = new_browser()
        out = browser.get(f"/anmeldung/extern/{key}")
        answer = consent(out.headers["location"], f"berta-c-{key}", back_of(browser, key))
        address, _, query = answer.partition("?")
        kept = "&".join(part for part in query.split("&") if not part.startswith(f"{name}="))
        refused = come_back(browser, f"{address}?{kept}&{name}={wrong}")
        assert (refused.status_code, "wurde nicht bestätigt" in refused.text) == (403, True)
        assert not browser.is_in()


@BOTH
def test_an_answer_counts_once(new_browser: NewBrowser, desk: SignInDesk, berta: Account, key: str) -> None:
    bind(new_browser(), desk, key, berta.account, f"berta-d-{key}")
    browser = new_browser()
    out = browser.get(f"/anmeldung/extern/{key}")
    flow = browser.client.cookies.get(FLOW)
    answer = consent(out.headers["location"], f"berta-d-{key}", back_of(browser, key))
    assert come_back(browser, answer).status_code == 303
    assert browser.client.cookies.get(FLOW) is None

    assert flow is not None
    thief = new_browser()
    thief.client.cookies.set(FLOW, flow, domain="testserver.local", path="/anmeldung/extern")
    assert come_back(thief, answer).status_code in {403, 503}
    assert not thief.is_in()


@BOTH
def test_one_account_of_a_provider_belongs_to_one_person(
    new_browser: NewBrowser, desk: SignInDesk, berta: Account, anna: Person, key: str
) -> None:
    bind(new_browser(), desk, key, berta.account, f"berta-e-{key}")
    browser = new_browser()
    refused = bind(browser, desk, key, anna.account, f"berta-e-{key}")

    assert (refused.status_code, "gehört hier schon zu einem anderen" in refused.text) == (403, True)
    assert not browser.is_in()


def test_the_same_name_at_another_provider_is_somebody_else(
    new_browser: NewBrowser, desk: SignInDesk, berta: Account
) -> None:
    bind(new_browser(), desk, "mock", berta.account, "berta-gleich")

    assert go(new_browser(), "node", "berta-gleich").status_code == 403


def test_a_provider_that_does_not_answer_says_so_and_names_the_other_way(browser: Browser) -> None:
    answer = browser.get("/anmeldung/extern/gone")

    assert answer.status_code == 503
    assert "Konto gone antwortet gerade nicht" in answer.text
    assert answer.headers["retry-after"]


def test_a_provider_that_nobody_set_up_is_not_there(browser: Browser) -> None:
    assert browser.get("/anmeldung/extern/unbekannt").status_code == 404


@pytest.mark.usefixtures("settings")
def test_a_locked_account_stays_out(new_browser: NewBrowser, desk: SignInDesk, berta: Account) -> None:
    bind(new_browser(), desk, "mock", berta.account, "berta-zu")
    desk.accounts.lock(berta.account, locked=True)

    assert go(new_browser(), "mock", "berta-zu").status_code == 403


def test_the_second_factor_is_asked_unless_the_provider_had_one(
    new_browser: NewBrowser, desk: SignInDesk, berta: Account
) -> None:
    bind(new_browser(), desk, "mock", berta.account, "berta-zwei")
    desk.second_factor.rows.set(berta.account, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 0, [])
    assert go(new_browser(), "mock", "berta-zwei").headers["location"] == "/anmeldung/zweiter-faktor"

    mock = desk.providers["mock"]
    trusted = Provider("mock", mock.title, mock.issuer, CLIENT, SECRET, ("openid",), second_factor=True)
    object.__setattr__(desk, "providers", {"mock": trusted})
    assert go(new_browser(), "mock", "berta-zwei").headers["location"] == "/"


def test_what_the_browser_takes_along_is_bound_sealed_and_short_lived(browser: Browser) -> None:
    answer = browser.get("/anmeldung/extern/mock", weiter="/heute")
    (cookie,) = answer.headers.get_list("set-cookie")
    flow = cookie.partition("=")[2].partition(";")[0]

    assert {"HttpOnly", "SameSite=lax", "Max-Age=600", "Path=/anmeldung/extern"} <= set(cookie.split("; "))
    assert b"/heute" not in bytes.fromhex(flow)
    address = answer.headers["location"]
    for part in ("code_challenge_method=S256", "code_challenge=", "nonce=", "state=", "response_type=code"):
        assert part in address
