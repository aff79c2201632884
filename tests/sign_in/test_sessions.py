"""Sessions: new with every rise of rights, over on the server, and never wider than today's roles."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from services.districts.application import operator
from services.districts.sign_in.desk import SignInDesk
from services.districts.sign_in.keys import hash_of
from services.kernel.signed_in import COOKIE
from services.kernel.times import today
from tests.sign_in.conftest import FROM_OUR_PAGE, PASSWORD, Browser, Office, Person

pytestmark = pytest.mark.server

NewBrowser = Callable[..., Browser]


def age(desk: SignInDesk, cookie: str | None, column: str, minutes: int) -> None:
    assert cookie is not None
    with desk.sessions.pool.connection() as connection:
        statement = f"UPDATE platform.sessions SET {column} = {column} - make_interval(mins => %s) WHERE cookie = %s"  # noqa: S608
        assert connection.execute(statement, [minutes, hash_of(cookie)]).rowcount == 1


def test_a_cookie_that_somebody_planted_is_never_a_session(browser: Browser, anna: Person) -> None:
    browser.cookie = "A" * 43
    browser.sign_in(anna.login)

    assert browser.cookie != "A" * 43
    planted = Browser(browser.client.app, "http://testserver", "planted")  # type: ignore[arg-type]
    planted.cookie = "A" * 43
    assert not planted.is_in()


def test_a_log_in_ends_the_session_that_the_browser_brought(
    new_browser: NewBrowser, anna: Person, new_person: Callable[..., Person]
) -> None:
    """Whoever planted a session of their own keeps none in which somebody else works."""
    mallory, victim = new_browser(), new_browser()
    mallory.sign_in(new_person("Mallory", "fachkraft").login)
    assert mallory.cookie is not None
    victim.cookie = mallory.cookie

    victim.sign_in(anna.login)
    assert victim.cookie != mallory.cookie
    assert victim.is_in()
    assert not mallory.is_in()


def test_signing_out_ends_the_session_on_the_server(new_browser: NewBrowser, anna: Person) -> None:
    browser, thief = new_browser(), new_browser()
    browser.sign_in(anna.login)
    assert browser.cookie is not None
    thief.cookie = browser.cookie
    assert thief.is_in()

    answer = browser.post("/abmeldung")
    assert answer.headers["location"] == "/anmeldung"
    assert f'{COOKIE}="";' in answer.headers["set-cookie"]
    assert not thief.is_in()


def test_a_link_of_another_site_signs_nobody_out(browser: Browser, anna: Person) -> None:
    browser.sign_in(anna.login)
    for method, headers in (("GET", FROM_OUR_PAGE), ("POST", {"Accept": "text/html", "Sec-Fetch-Site": "cross-site"})):
        assert browser.client.request(method, "/abmeldung", headers=headers).status_code in {403, 405}

    assert browser.is_in()


def test_an_hour_without_a_click_ends_a_session(browser: Browser, anna: Person, desk: SignInDesk) -> None:
    browser.sign_in(anna.login)
    age(desk, browser.cookie, "seen", 59)
    assert browser.is_in(), "the click before the hour was over"
    age(desk, browser.cookie, "seen", 59)
    assert browser.is_in(), "counts from that click"
    age(desk, browser.cookie, "seen", 61)
    assert not browser.is_in()


def test_a_day_at_work_ends_a_session_however_busy(browser: Browser, anna: Person, desk: SignInDesk) -> None:
    browser.sign_in(anna.login)
    age(desk, browser.cookie, "ends", 9 * 60 + 59)
    assert browser.is_in()
    age(desk, browser.cookie, "ends", 2)
    assert not browser.is_in()


def test_switching_does_not_make_the_day_longer(
    browser: Browser, new_person: Callable[..., Person], desk: SignInDesk
) -> None:
    person = new_person("Rita Doppel", "fachkraft", "koordination")
    browser.sign_in(person.login)
    choose(browser, desk, person, "fachkraft")
    age(desk, browser.cookie, "ends", 9 * 60)
    choose(browser, desk, person, "koordination")
    age(desk, browser.cookie, "ends", 61)

    assert not browser.is_in()


def choose(browser: Browser, desk: SignInDesk, person: Person, role: str, office: Office | None = None) -> int:
    district = (office or person.office).district
    place = next(each for each in desk.accounts.places(person.account) if each.district == district)
    return browser.post("/anmeldung/wahl", place=str(place.place), role=role).status_code


def test_the_click_after_a_role_was_taken_away_is_refused(browser: Browser, anna: Person, office: Office) -> None:
    """The log decides: no reader and no projection runs in this test."""
    grant = office.grant(anna.staff_id, "koordination")
    browser.sign_in(anna.login)
    browser.post("/anmeldung/wahl", place=place_in(browser), role="koordination")
    assert browser.get("/").headers["location"] != "/anmeldung"

    office.revoke(anna.staff_id, grant)
    assert browser.get("/").headers["location"] == "/anmeldung"
    lost = browser.get("/anmeldung")
    assert lost.headers["location"] == "/anmeldung/wahl"
    assert "Ihre bisherige Auswahl gilt nicht mehr" in browser.get("/anmeldung/wahl").text
    assert browser.post("/anmeldung/wahl", place=place_in(browser), role="koordination").status_code == 422
    assert browser.post("/anmeldung/wahl", place=place_in(browser), role="fachkraft").headers["location"] == "/"
    assert browser.is_in()


def place_in(browser: Browser) -> str:
    """The first place that the page offers."""
    return browser.get("/anmeldung/wahl").text.partition('name="place" value="')[2].partition('"')[0]


def test_who_leaves_is_out_with_the_next_click(browser: Browser, anna: Person, office: Office) -> None:
    browser.sign_in(anna.login)
    office.staff.leave(anna.staff_id, today() - timedelta(days=1), None, operator("cli:test"))

    assert not browser.is_in()
    assert "in keinem Landkreis eine Rolle" in browser.get("/anmeldung/wahl").text
    office.staff.keep(anna.staff_id, operator("cli:test"))
    assert browser.is_in(), "the leaving was taken back"


def test_a_role_that_begins_later_opens_nothing_yet(
    browser: Browser, new_person: Callable[..., Person], office: Office
) -> None:
    person = new_person("Karla Morgen", "planung")
    tomorrow: tuple[date, None] = (today() + timedelta(days=1), None)
    office.staff.grant(person.staff_id, "betrieb", tomorrow, operator("cli:test"))
    browser.sign_in(person.login)

    assert browser.post("/anmeldung/wahl", place=place_in(browser), role="betrieb").status_code == 422


def test_a_locked_account_is_out_with_the_next_click(browser: Browser, anna: Person, desk: SignInDesk) -> None:
    browser.sign_in(anna.login)
    desk.accounts.lock(anna.account, locked=True)

    assert not browser.is_in()
    assert browser.get("/konto").headers["location"].startswith("/anmeldung")


def test_with_two_roles_one_chooses_and_gets_a_new_session(
    browser: Browser, new_person: Callable[..., Person], desk: SignInDesk
) -> None:
    person = new_person("Rita Zwei", "fachkraft", "koordination")
    assert browser.sign_in(person.login, path="/anmeldung?weiter=/konto").headers["location"] == (
        "/anmeldung/wahl?weiter=%2Fkonto"
    )
    assert not browser.is_in()
    cookies = [browser.cookie]
    for role in ("koordination", "fachkraft"):
        assert choose(browser, desk, person, role) == 303
        cookies.append(browser.cookie)
        assert browser.is_in()

    assert len(set(cookies)) == 3
    for old in cookies[:-1]:
        assert old is not None
        assert desk.sessions.find(old) is None


def test_one_person_works_in_two_districts_and_in_one_at_a_time(
    browser: Browser, anna: Person, office: Office, neighbours: Office, desk: SignInDesk
) -> None:
    there = neighbours.hire("Anna Berg", "koordination")
    desk.accounts.add_place(anna.account, neighbours.district, there)
    browser.sign_in(anna.login)
    page = browser.get("/anmeldung/wahl").text
    assert f"Landkreis {office.district}: Fachkraft" in page
    assert f"Landkreis {neighbours.district}: Koordination" in page

    assert choose(browser, desk, anna, "koordination", neighbours) == 303
    assert f'<span class="kern-body--bold">Landkreis {neighbours.district}</span>' in browser.get("/konto").text
    assert choose(browser, desk, anna, "koordination", office) == 422, "that role is hers in the other one"
    assert choose(browser, desk, anna, "fachkraft", office) == 303
    assert f'<span class="kern-body--bold">Landkreis {office.district}</span>' in browser.get("/konto").text


def test_nobody_works_as_somebody_else(
    browser: Browser, anna: Person, new_person: Callable[..., Person], desk: SignInDesk
) -> None:
    (place,) = desk.accounts.places(new_person("Berta Tal", "koordination").account)
    browser.sign_in(anna.login)

    assert browser.post("/anmeldung/wahl", place=str(place.place), role="koordination").status_code == 422
    assert browser.post("/anmeldung/wahl", place=str(UUID(int=0)), role="fachkraft").status_code == 422
    assert browser.post("/anmeldung/wahl", place="x", role="y").status_code == 422


def test_own_sessions_are_listed_and_ended(new_browser: NewBrowser, anna: Person) -> None:
    here, there, third = new_browser(), new_browser(), new_browser()
    for each in (here, there, third):
        each.sign_in(anna.login)
    page = here.get("/konto").text
    assert page.count('name="session" value="') == 3, "two others, and all others"
    one = page.partition('name="session" value="')[2].partition('"')[0]

    here.post("/konto/sitzungen", session=one)
    assert [there.is_in(), third.is_in()].count(True) == 1
    here.post("/konto/sitzungen", session="others")
    assert [here.is_in(), there.is_in(), third.is_in()] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(
    new_browser: NewBrowser, anna: Person, new_person: Callable[..., Person], desk: SignInDesk
) -> None:
    mine, theirs = new_browser(), new_browser()
    mine.sign_in(anna.login)
    theirs.sign_in(new_person("Berta Tal").login)
    assert theirs.cookie is not None
    session = desk.sessions.find(theirs.cookie)
    assert session is not None

    mine.post("/konto/sitzungen", session=str(session.session))
    assert theirs.is_in()


def test_another_password_ends_every_other_session(new_browser: NewBrowser, anna: Person) -> None:
    here, there = new_browser(), new_browser()
    here.sign_in(anna.login)
    there.sign_in(anna.login)
    before, new = here.cookie, "Acht Geisslein singen"
    wrong = here.post("/konto/kennwort", current="falsch", password=new, again=new)
    assert (wrong.status_code, "nicht Ihr bisheriges" in wrong.text) == (422, True)

    assert here.post("/konto/kennwort", current=PASSWORD, password=new, again=new).status_code == 303
    assert (here.is_in(), there.is_in(), here.cookie == before) == (True, False, False)
    assert new_browser().sign_in(anna.login, new).status_code == 303


def test_a_page_of_an_account_is_never_kept_by_a_browser(browser: Browser, anna: Person) -> None:
    browser.sign_in(anna.login)

    assert browser.get("/konto").headers["cache-control"] == "no-store"


def test_a_stranger_sees_no_page_of_an_account(browser: Browser) -> None:
    for path in ("/konto", "/konto/kennwort", "/konto/zweiter-faktor", "/anmeldung/wahl"):
        assert browser.get(path).headers["location"].startswith("/anmeldung")
    for path in ("/konto/kennwort", "/konto/zweiter-faktor", "/konto/zweiter-faktor/aus", "/konto/sitzungen"):
        assert browser.post(path, code="1").headers["location"] == "/anmeldung"
