"""The second factor: asked after the password, each code once, and for some roles a must."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from fastapi import FastAPI

from services.districts.sign_in.desk import SignInDesk
from tests.sign_in.conftest import Browser, Person

pytestmark = pytest.mark.server

NewBrowser = Callable[..., Browser]


class Phone:
    """An app for codes, with a clock that a test moves: no code counts twice."""

    def __init__(self, secret: str) -> None:
        self.totp = pyotp.TOTP(secret)
        self.steps = 0

    def code(self) -> str:
        """The next one: one step ahead of the clock is still taken."""
        return self.totp.at(datetime.now(UTC))


def set_up(browser: Browser) -> tuple[Phone, list[str]]:
    """Switch it on for whoever is signed in; the phone, and the recovery codes."""
    page = browser.get("/konto/zweiter-faktor").text
    offer = page.partition('name="offer" value="')[2].partition('"')[0]
    secret = page.partition("<strong>")[2].partition("</strong>")[0].replace(" ", "")
    phone = Phone(secret)
    answer = browser.post("/konto/zweiter-faktor", offer=offer, code=phone.code())
    assert answer.status_code == 200, answer.text
    codes = [part.partition("</code>")[0] for part in answer.text.split("<code>")[1:]]
    assert len(set(codes)) == 10
    return phone, codes


def later(seconds: int) -> "time_machine.travel":
    return time_machine.travel(datetime.now(UTC) + timedelta(seconds=seconds), tick=True)


def test_without_the_code_nobody_is_in(new_browser: NewBrowser, anna: Person) -> None:
    first, second = new_browser(), new_browser()
    first.sign_in(anna.login)
    before = first.cookie
    phone, _ = set_up(first)
    assert first.cookie != before

    answer = second.sign_in(anna.login, path="/anmeldung?weiter=/konto")
    assert answer.headers["location"] == "/anmeldung/zweiter-faktor?weiter=%2Fkonto"
    assert not second.is_in()
    for path in ("/konto", "/anmeldung/wahl", "/konto/zweiter-faktor"):
        assert second.get(path).headers["location"].startswith("/anmeldung")
    half = second.cookie
    with later(60):
        answer = second.post("/anmeldung/zweiter-faktor?weiter=/konto", code=phone.code())
        assert answer.headers["location"] == "/konto"
        assert second.is_in()
        assert second.cookie != half, "a new session"


def test_a_code_counts_once(new_browser: NewBrowser, anna: Person) -> None:
    first = new_browser()
    first.sign_in(anna.login)
    phone, _ = set_up(first)
    with later(60):
        code = phone.code()
        one, two = new_browser(), new_browser()
        for browser in (one, two):
            browser.sign_in(anna.login)

        assert one.post("/anmeldung/zweiter-faktor", code=code).status_code == 303
        again = two.post("/anmeldung/zweiter-faktor", code=code)
        assert (again.status_code, "jeder gilt einmal" in again.text) == (422, True)


def test_the_code_that_switched_it_on_does_not_count_again(new_browser: NewBrowser, anna: Person) -> None:
    first, second = new_browser(), new_browser()
    first.sign_in(anna.login)
    phone, _ = set_up(first)
    second.sign_in(anna.login)

    assert second.post("/anmeldung/zweiter-faktor", code=phone.code()).status_code == 422


def test_a_recovery_code_counts_once_however_it_is_typed(new_browser: NewBrowser, anna: Person) -> None:
    first = new_browser()
    first.sign_in(anna.login)
    _, codes = set_up(first)
    for code, answered in ((codes[0], 303), (codes[0], 422), (codes[1].upper().replace("-", " "), 303)):
        browser = new_browser()
        browser.sign_in(anna.login)
        assert browser.post("/anmeldung/zweiter-faktor", code=code).status_code == answered


def test_codes_cannot_be_tried_out(new_browser: NewBrowser, anna: Person) -> None:
    first = new_browser()
    first.sign_in(anna.login)
    phone, _ = set_up(first)
    with later(60):
        wrong = f"{(int(phone.code()) + 7) % 10**6:06}"
        answers = []
        for _ in range(6):
            browser = new_browser()
            browser.sign_in(anna.login)
            answers.append(browser.post("/anmeldung/zweiter-faktor", code=wrong).status_code)

        assert answers == [422] * 5 + [429]
        assert browser.post("/anmeldung/zweiter-faktor", code=phone.code()).status_code == 429


def test_a_new_password_does_not_replace_the_second_factor(
    new_browser: NewBrowser, anna: Person, desk: SignInDesk
) -> None:
    first = new_browser()
    first.sign_in(anna.login)
    set_up(first)
    token = desk.invitations.invite(anna.account).token
    other = new_browser()
    form = {"token": token, "login": anna.login, "password": "Neun Raben kraechzen", "again": "Neun Raben kraechzen"}

    assert other.post("/einladung", **form).headers["location"] == "/anmeldung/zweiter-faktor"
    assert not other.is_in()
    assert not first.is_in()


def test_the_half_way_session_is_over_after_ten_minutes(
    new_browser: NewBrowser, anna: Person, desk: SignInDesk
) -> None:
    first, second = new_browser(), new_browser()
    first.sign_in(anna.login)
    set_up(first)
    second.sign_in(anna.login)
    assert second.cookie is not None
    session = desk.sessions.find(second.cookie)

    assert session is not None
    assert (session.ends - session.created) <= timedelta(minutes=10, seconds=1)


def test_it_is_switched_off_with_a_code_only(new_browser: NewBrowser, anna: Person) -> None:
    browser = new_browser()
    browser.sign_in(anna.login)
    phone, _ = set_up(browser)
    assert browser.post("/konto/zweiter-faktor/aus", code="000000").status_code == 422
    with later(60):
        assert browser.post("/konto/zweiter-faktor/aus", code=phone.code()).status_code == 303

    assert new_browser().sign_in(anna.login).headers["location"] == "/"


def test_nobody_else_can_send_the_offer_of_a_secret(
    new_browser: NewBrowser, anna: Person, new_person: Callable[..., Person]
) -> None:
    mallory, victim = new_browser(), new_browser()
    mallory.sign_in(new_person("Mallory").login)
    victim.sign_in(anna.login)
    page = mallory.get("/konto/zweiter-faktor").text
    offer = page.partition('name="offer" value="')[2].partition('"')[0]
    secret = page.partition("<strong>")[2].partition("</strong>")[0].replace(" ", "")

    assert victim.post("/konto/zweiter-faktor", offer=offer, code=Phone(secret).code()).status_code == 422


def test_where_it_is_a_must_a_role_opens_after_it_was_set_up(
    new_browser: NewBrowser,
    new_person: Callable[..., Person],
    app: FastAPI,
    desk: SignInDesk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = new_person("Clara Hoch", "koordination")
    browser = new_browser()
    browser.sign_in(person.login)
    assert browser.is_in()
    required = frozenset({"koordination"})
    with monkeypatch.context() as patch:
        object.__setattr__(desk.arrivals, "required", required)
        sign_ins = app.user_middleware[1].kwargs["sign_ins"]
        patch.setattr(sign_ins._sessions, "second_factor", required)
        try:
            assert not browser.is_in(), "from now on"
            offered = browser.get("/anmeldung/wahl").text.partition('name="place" value="')[2].partition('"')[0]
            sent = browser.post("/anmeldung/wahl?weiter=/konto", place=offered, role="koordination")
            assert sent.headers["location"] == "/konto/zweiter-faktor?weiter=%2Fkonto"
            set_up(browser)
            assert browser.post("/anmeldung/wahl", place=offered, role="koordination").status_code == 303
            assert browser.is_in()
        finally:
            object.__setattr__(desk.arrivals, "required", frozenset())


def test_the_picture_for_the_app_needs_no_style_and_no_script(browser: Browser, anna: Person) -> None:
    browser.sign_in(anna.login)
    page = browser.get("/konto/zweiter-faktor").text

    assert "<svg" in page
    assert "style=" not in page
    assert "<style" not in page
