"""A partner at a real browser: the link of a mail, the code without JavaScript, every page with axe and on a phone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, Request
from starlette.testclient import TestClient

from services.referral.pages.partner_answer_kinds import ANSWERS
from tests.browser.chromium import chromium
from tests.browser.visits import looked_at, narrowed
from tests.pages.served import served
from tests.referral.links.partnership import Guest, Partnership, Somebody, asked

pytestmark = pytest.mark.server
SHOWN = "/antwort/vermittlung"


@pytest.fixture(scope="module")
def address(app: FastAPI, client: TestClient) -> Iterator[str]:
    assert client, "the rooms are open once it is there"
    with served(app) as at:
        yield at


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def new_window(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    opened = []

    def window(**more: Any) -> Page:
        context = browser.new_context(base_url=address, locale="de-DE", **more)
        opened.append(context)
        return context.new_page()

    yield window
    for each in opened:
        each.close()


@pytest.fixture(autouse=True)
def nothing_was_tried(guest: Guest) -> None:
    """What counts against guessing is forgotten."""
    assert guest


def test_the_link_of_a_mail_leads_to_the_answer_and_no_server_sees_its_secret(
    at: Partnership, new_window: Callable[..., Page]
) -> None:
    somebody = Somebody(at, message="Bitte vormittags anrufen").hand_over()
    issued, window, asked_for = somebody.link(), new_window(), list[Request]()
    window.on("request", lambda each: asked_for.append(each))  # noqa: PLW0108 - Playwright wants a function

    window.goto(f"/antwort#{issued.token}")
    window.wait_for_url(f"**{SHOWN}")
    assert "Yildiz" in window.inner_text("main")
    window.get_by_role("link", name="Wir übernehmen").click()
    window.get_by_label("Nachricht an uns").fill("Montag passt")
    window.get_by_role("button", name="Zusage senden").click()

    assert window.inner_text("h1") == "Vielen Dank"
    assert somebody.state.reached == "accepted"
    assert [each.url for each in asked_for if issued.token in each.url.partition("#")[0]] == []
    assert issued.token not in window.evaluate("location.href + document.referrer")


def test_without_javascript_one_types_the_code(at: Partnership, new_window: Callable[..., Page]) -> None:
    issued = Somebody(at).hand_over("link_on_paper").link("link_on_paper")
    window = new_window(java_script_enabled=False)

    window.goto("/antwort")
    window.get_by_label("Code").fill(issued.code)
    window.get_by_role("button", name="Weiter").click()

    assert "Yildiz" in window.inner_text("main")


def test_every_page_of_a_partner_is_for_everybody(elsewhere: Partnership, new_window: Callable[..., Page]) -> None:
    somebody = Somebody(elsewhere, message="Bitte vormittags anrufen").hand_over()
    entries = elsewhere.links.for_entries(elsewhere.partner_id, "link_by_mail", asked())
    window, complaints = new_window(), list[str]()
    window.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)

    window.goto(f"/antwort#{somebody.link().token}")
    window.wait_for_url(f"**{SHOWN}")
    for path in ("/antwort", "/antwort/danke", SHOWN, *(answer.address for answer in ANSWERS)):
        _expect_good(window, path)
    window.goto(f"/antwort#{entries.token}")
    window.wait_for_url("**/antwort/eintrag")
    _expect_good(window, "/antwort/eintrag")

    assert complaints == []


def _expect_good(window: Page, path: str) -> None:
    window.set_viewport_size({"width": 1280, "height": 900})
    window.goto(path)
    assert window.locator("h1").count() == 1
    assert looked_at(window) == {"light": [], "dark": []}, path
    assert narrowed(window) == (0, []), path
