"""Where one arrives, how it looks, and where addresses lead."""

import hashlib
import re

import pytest
from starlette.testclient import TestClient

from services.kernel.pages import wording
from services.kernel.pages.local import local_path
from services.kernel.pages.statics import FOLDER, files, static_address
from tests.kernel.pages.conftest import Browser

VENDORED = {
    "vendor/fira-sans/fira-sans-latin-400-normal.woff2": "3e38d8c01fe97529fbf0a086bf958d724b723ca7",
    "vendor/fira-sans/fira-sans-latin-600-normal.woff2": "55e09735e30d8492afac5d59ac433c6b367bb7dd",
    "vendor/htmx/htmx.min.js": "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364",
    "vendor/kern/kern.min.css": "fc2428f71ee156d7187a3d416bedd5550c354392",
}

ELSEWHERE = [
    *(None, "", "evil", " /ok", "/ä", "/a\\b", "/%0a\n", "/ok\r\nSet-Cookie: a=b"),
    *("//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example"),
    *("https://evil.example", "https:evil.example", "javascript:alert(1)"),
]


def test_the_start_is_the_first_page_of_the_role(client: TestClient, browser: Browser) -> None:
    assert client.get("/", headers=browser()).headers["location"] == "/lampen"
    assert client.get("/", headers=browser("planung")).headers["location"] == "/konto"
    assert client.get("/", headers=browser(None)).headers["location"] == "/anmeldung"


def test_an_address_that_is_not_there_is_a_page_for_browsers(client: TestClient, browser: Browser) -> None:
    assert "Unter dieser Adresse gibt es nichts." in client.get("/nirgends", headers=browser()).text
    assert client.get("/nirgends", headers={"Accept": "*/*"}).json()["status"] == 404


def test_pages_stand_in_no_description_for_programs(client: TestClient) -> None:
    assert "/lampen" not in client.get("/openapi.json").json()["paths"]


@pytest.mark.parametrize(
    ("chosen", "theme"), [("hell", 'data-kern-theme="light"'), ("dunkel", 'data-kern-theme="dark"')]
)
def test_light_and_dark_are_kept(client: TestClient, browser: Browser, chosen: str, theme: str) -> None:
    answer = client.post("/darstellung", data={"darstellung": chosen, "weiter": "/lampen"}, headers=browser())
    assert answer.headers["location"] == "/lampen"
    assert theme in client.get("/lampen", headers=browser(f"fachkraft; lotse_darstellung={chosen}")).text


def test_an_unknown_appearance_is_refused_or_ignored(client: TestClient, browser: Browser) -> None:
    assert client.post("/darstellung", data={"darstellung": "bunt"}, headers=browser()).status_code == 422
    assert "data-kern-theme" not in client.get("/lampen", headers=browser("fachkraft; lotse_darstellung=bunt")).text


@pytest.mark.parametrize(
    "wished",
    [
        None,
        "",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil",
        "/ok\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "/ä",
        " /ok",
        "/a\\b",
        "/%0a\n",
    ],
)
def test_a_wished_address_never_leads_to_another_host(wished: str | None) -> None:
    assert local_path(wished) == "/"


@pytest.mark.parametrize("wished", ["/heute", "/faelle/0190-1?seite=2#termine", "/a//b", "/a?x=%2F%2Fevil"])
def test_pages_of_ours_are_reached(wished: str) -> None:
    assert local_path(wished) == wished


def test_files_that_a_style_names_are_there() -> None:
    named = re.findall(r'url\("(?!data:)([^"]+)"\)', (FOLDER / "lotse.css").read_text())
    assert named
    assert all((FOLDER / name).is_file() for name in named)


def test_files_are_sent_small_and_as_what_they_are(client: TestClient) -> None:
    style = client.get(static_address("vendor/kern/kern.min.css"), headers={"Accept-Encoding": "gzip"})
    assert style.headers["content-encoding"] == "gzip"
    assert int(style.headers["content-length"]) < 40_000
    assert style.headers["content-type"].startswith("text/css")
    assert client.get(static_address("lotse.js")).headers["content-type"].startswith("text/javascript")
    assert client.get("/static/old/lotse.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["../statics.py", "..%2f..%2fsettings.py", "%2e%2e/statics.py", "nothing.css", ""])
def test_nothing_else_is_sent(client: TestClient, name: str) -> None:
    assert client.get(f"/static/x/{name}").status_code == 404


@pytest.mark.parametrize(("name", "digest"), VENDORED.items())
def test_vendored_files_are_what_their_makers_published(name: str, digest: str) -> None:
    assert hashlib.sha256(files()[name].content).hexdigest().startswith(digest)


def test_values_read_in_german() -> None:
    assert wording.day("2026-03-02") == "02.03.2026"
    assert wording.weekday("2026-03-02") == "Mo, 02.03.2026"
    assert wording.clock("2026-03-02T12:30:00Z") == "13:30"
    assert wording.moment("2026-07-02T12:30:00+00:00") == "02.07.2026, 14:30 Uhr"
    assert wording.number(1234567) == "1.234.567"
    assert wording.number(0.25) == "0,2"
    assert {wording.day(None), wording.clock(""), wording.number(None)} == {"–"}
