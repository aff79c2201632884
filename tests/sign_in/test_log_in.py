"""Name and password: who comes in, who does not, and what nobody learns by trying."""

from collections.abc import Callable
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from psycopg import Cursor
from psycopg.sql import SQL

from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.refusals import WrongCredentials
from services.kernel.signed_in import COOKIE
from tests.sign_in.conftest import FROM_OUR_PAGE, PASSWORD, Browser, Person

pytestmark = pytest.mark.server

NewBrowser = Callable[..., Browser]


def test_somebody_with_one_role_is_at_work_after_name_and_password(browser: Browser, anna: Person) -> None:
    answer = browser.sign_in(anna.login)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").headers["location"] == "/heute"
    assert "Anna Berg" in browser.get("/konto").text


def test_the_name_is_known_in_capitals_and_with_blanks_around_it(browser: Browser, anna: Person) -> None:
    assert browser.sign_in(f"  {anna.login.upper()} ").status_code == 303


def test_a_page_that_was_wanted_is_where_the_log_in_leads(browser: Browser, anna: Person) -> None:
    asked = browser.get("/konto")
    assert asked.headers["location"] == "/anmeldung?weiter=%2Fkonto"
    assert 'action="/anmeldung?weiter=/konto"' in browser.get(asked.headers["location"]).text

    assert browser.sign_in(anna.login, path="/anmeldung?weiter=%2Fkonto").headers["location"] == "/konto"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/heute\r\nSet-Cookie: lotse_session=x",
        "/\t/evil.example",
        "/%0d%0aLocation: https://evil.example\r\n",
        " //evil.example",
        "///evil.example",
        "data:text/html,x",
        "heute",
        "",
    ],
)
def test_the_log_in_leads_to_no_other_host(browser: Browser, anna: Person, elsewhere: str) -> None:
    answer = browser.client.post(
        "/anmeldung",
        params={"weiter": elsewhere},
        data={"login": anna.login, "password": PASSWORD},
        headers=FROM_OUR_PAGE,
    )

    assert answer.headers["location"] == "/"
    assert answer.headers.get_list("set-cookie")[0].startswith(f"{COOKIE}=")
    assert len(answer.headers.get_list("set-cookie")) == 1


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    browser: Browser, anna: Person, desk: SignInDesk
) -> None:
    """Also a locked account, and one whose invitation nobody took."""
    invited = desk.accounts.make(anna.office.district, anna.office.hire("Ohne Kennwort"), "ohne.kennwort")
    assert invited.password_hash is None
    wrong = browser.sign_in(anna.login, "falsch falsch falsch")
    unknown = browser.sign_in("niemand", "falsch falsch falsch")
    without = browser.sign_in("ohne.kennwort", "falsch falsch falsch")
    desk.accounts.lock(anna.account, locked=True)
    locked = browser.sign_in(anna.login)

    assert {each.status_code for each in (wrong, unknown, without, locked)} == {422}
    pages = {each.text.replace(anna.login, "NAME").replace("niemand", "NAME").replace("ohne.kennwort", "NAME")
             for each in (wrong, unknown, without, locked)}  # fmt: skip
    assert len(pages) == 1
    assert "stimmen nicht" in wrong.text
    assert all("set-cookie" not in each.headers for each in (wrong, unknown, without, locked))


def test_an_unknown_name_costs_as_much_work(desk: SignInDesk, anna: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many statements and as many hashes: counted, because a clock would tell of the machine."""
    work: list[str] = []

    def noting(owner: type, name: str) -> None:
        real = getattr(owner, name)

        def counted(*arguments: Any, **named: Any) -> Any:
            work.append(name)
            return real(*arguments, **named)

        monkeypatch.setattr(owner, name, counted)

    noting(PasswordHasher, "verify")
    noting(Cursor, "execute")
    done = []
    for name in ("niemand-zuerst", anna.login, "niemand"):
        work.clear()
        with pytest.raises(WrongCredentials):
            desk.sign_in(name, "falsch falsch falsch", f"address of {name}")
        done.append(list(work))

    assert done[1] == done[2]
    assert done[1].count("verify") == 1


def test_after_ten_wrong_passwords_not_even_the_right_one_counts(new_browser: NewBrowser, anna: Person) -> None:
    for _ in range(10):
        assert new_browser().sign_in(anna.login, "falsch falsch falsch").status_code == 422

    refused = new_browser().sign_in(anna.login)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 15 * 60
    assert "zu viele Versuche" in refused.text


def test_a_name_that_does_not_exist_is_closed_as_well(new_browser: NewBrowser, anna: Person) -> None:
    name = f"niemand-{anna.account}"
    answers = [new_browser().sign_in(name, "falsch falsch falsch").status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]


def test_a_quarter_of_an_hour_later_it_is_open_again(new_browser: NewBrowser, anna: Person, desk: SignInDesk) -> None:
    for _ in range(11):
        new_browser().sign_in(anna.login, "falsch falsch falsch")
    subject = desk.accounts.keys.login(anna.login)
    with desk.attempts.pool.connection() as connection:
        connection.execute(
            SQL("UPDATE platform.attempts SET at = at - interval '16 min' WHERE subject = %s"), [subject]
        )

    assert new_browser().sign_in(anna.login).status_code == 303


def test_success_forgets_what_failed_before(new_browser: NewBrowser, anna: Person) -> None:
    for _ in range(3):
        for _ in range(9):
            assert new_browser().sign_in(anna.login, "falsch falsch falsch").status_code == 422
        assert new_browser().sign_in(anna.login).status_code == 303


def test_an_address_that_tries_many_names_is_slowed_down(new_browser: NewBrowser, anna: Person) -> None:
    attacker = new_browser()
    answers = [attacker.sign_in(f"{number}-{anna.account}", "falsch falsch").status_code for number in range(21)]

    assert answers == [422] * 20 + [429]
    assert new_browser().sign_in(anna.login).status_code == 303, "others are not"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(new_browser: NewBrowser, anna: Person) -> None:
    (cookie,) = new_browser().sign_in(anna.login).headers.get_list("set-cookie")

    name, *attributes = cookie.split("; ")
    assert len(name.removeprefix(f"{COOKIE}=")) == 43
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=lax"]


def test_under_https_the_cookie_never_travels_in_clear(
    new_browser: NewBrowser, anna: Person, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.state.settings, "public_url", "https://lotse.example/")
    (cookie,) = new_browser("https://testserver").sign_in(anna.login).headers.get_list("set-cookie")

    assert "Secure" in cookie.split("; ")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_no_other_site_can_send_the_form(browser: Browser, anna: Person, site: str) -> None:
    """Nobody is signed in to an account that is not theirs (login CSRF)."""
    answer = browser.client.post(
        "/anmeldung",
        data={"login": anna.login, "password": PASSWORD},
        headers={"Accept": "text/html", "Sec-Fetch-Site": site},
    )

    assert answer.status_code == 403
    assert browser.cookie is None


def test_a_password_never_comes_back(browser: Browser) -> None:
    assert "falsch-falsch-falsch" not in browser.sign_in("niemand", "falsch-falsch-falsch").text


def test_a_form_without_values_says_what_is_missing(browser: Browser) -> None:
    answer = browser.post("/anmeldung", login=" ")

    assert answer.status_code == 422
    assert 'href="#feld-login"' in answer.text
    assert 'href="#feld-password"' in answer.text
