"""Who may send what from where: people by their cookie, programs by their token."""

import pytest
from starlette.testclient import TestClient

from tests.kernel.pages.conftest import Browser, Sessions

LAMP = {"name": "Stehlampe", "befehl": "0190-1"}


def test_a_page_is_shown_to_whoever_is_signed_in(client: TestClient, browser: Browser) -> None:
    answer = client.get("/lampen", headers=browser())
    assert answer.status_code == 200
    assert "erfurt" in answer.text


def test_the_name_of_a_person_is_escaped(client: TestClient, browser: Browser) -> None:
    text = client.get("/lampen", headers=browser()).text
    assert "Erika &lt;b&gt;Muster&lt;/b&gt;" in text
    assert "<b>Muster" not in text


def test_nobody_signed_in_is_led_to_the_log_in_and_back(client: TestClient, browser: Browser) -> None:
    answer = client.get("/lampen?a=1", headers=browser(None))
    assert (answer.status_code, answer.headers["location"]) == (303, "/anmeldung?weiter=%2Flampen%3Fa%3D1")


def test_a_session_that_is_over_is_none(client: TestClient, browser: Browser) -> None:
    assert client.get("/lampen", headers=browser("unknown")).status_code == 303
    assert client.post("/lampen", data=LAMP, headers=browser("unknown")).headers["location"] == "/anmeldung"


def test_a_part_of_a_page_leads_the_whole_page_to_the_log_in(client: TestClient, browser: Browser) -> None:
    answer = client.get("/lampen", headers=browser(None, **{"HX-Request": "true", "Accept": "*/*"}))
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/anmeldung")


@pytest.mark.parametrize("role", ["koordination", "planung", "pruefung", "auswertung", "betrieb"])
def test_another_role_gets_a_page_that_says_so(client: TestClient, browser: Browser, role: str) -> None:
    answer = client.get("/lampen", headers=browser(role))
    assert answer.status_code == 403
    assert "Ihre Rolle erlaubt diese Seite nicht." in answer.text


def test_a_district_that_is_not_served_here_is_refused(client: TestClient, browser: Browser) -> None:
    assert client.get("/lampen", headers=browser("elsewhere")).status_code == 403


def test_without_the_database_a_page_says_when_to_come_back(client: TestClient, browser: Browser) -> None:
    answer = client.get("/lampen", headers=browser("down"))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "text/html" in answer.headers["content-type"]


FORGED = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver:81"},
    {},
]


@pytest.mark.parametrize("where", FORGED)
@pytest.mark.parametrize("path", ["/lampen", "/intake/lamps"])
def test_a_form_of_another_site_is_refused(client: TestClient, browser: Browser, path: str, where: dict) -> None:
    headers = browser()
    del headers["Sec-Fetch-Site"]
    answer = client.post(path, data=LAMP, headers={**headers, **where})
    assert answer.status_code == 403
    assert "kam nicht von einer Seite von Lotse" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_method_that_changes_something_gets_past_that(client: TestClient, browser: Browser, method: str) -> None:
    answer = client.request(method, "/intake/lamps", headers=browser(**{"Sec-Fetch-Site": "cross-site"}))
    assert answer.status_code == 403


def test_an_old_browser_says_it_in_origin_only(client: TestClient, browser: Browser) -> None:
    headers = {**browser(), "Origin": "http://testserver"}
    del headers["Sec-Fetch-Site"]
    assert client.post("/lampen", data=LAMP, headers=headers).status_code == 303


def test_a_form_before_log_in_is_watched_too(client: TestClient, browser: Browser) -> None:
    """Otherwise another site could log somebody in as somebody else."""
    forged = browser(None, **{"Sec-Fetch-Site": "cross-site"})
    assert client.post("/anmeldung", data=LAMP, headers=forged).status_code == 403
    assert client.post("/anmeldung", data=LAMP, headers=browser(None)).status_code == 404


def test_a_stranger_may_send_little_and_only_to_open_forms(client: TestClient, browser: Browser) -> None:
    large = {"name": "x" * 20_000}
    assert client.post("/anmeldung", data=large, headers=browser(None)).status_code == 413
    assert client.post("/lampen", data=LAMP, headers=browser(None)).headers["location"] == "/anmeldung"


def test_the_programs_routes_take_the_cookie_of_our_own_pages(client: TestClient, browser: Browser) -> None:
    answer = client.get("/intake/lamps", headers=browser(Accept="application/json"))
    assert answer.json() == {"district": "erfurt"}
    assert client.post("/intake/lamps", json={}, headers=browser()).json() == {"district": "erfurt"}


def test_files_of_the_design_ask_for_no_session(client: TestClient, browser: Browser, sessions: Sessions) -> None:
    page = client.get("/lampen", headers=browser()).text
    sessions.asked.clear()
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = client.get(address, headers=browser())
    assert answer.status_code == 200
    assert sessions.asked == []
    assert "immutable" in answer.headers["cache-control"]


def test_pages_are_never_kept_and_run_no_foreign_code(client: TestClient, browser: Browser) -> None:
    headers = client.get("/lampen", headers=browser()).headers
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == "same-origin"
