"""How much it takes to record a contact from *Heute*: by keyboard alone and by mouse, in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from services.kernel.signed_in import COOKIE
from tests.api.office import Office
from tests.api.test_cases import opened
from tests.browser.effort import Effort
from tests.pages.conftest import SignedInAs

pytestmark = [pytest.mark.server, pytest.mark.slow]

MOST = 12
PATIENCE_MS = 60_000


@pytest.fixture
def page(browser: Chromium, address: str, shared_place: Office, signed_in_as: SignedInAs) -> Iterator[Page]:
    """Anna's *Heute*, where she has recorded a contact before."""
    anna = signed_in_as(shared_place.town, "fachkraft", shared_place.anna)
    context = browser.new_context(base_url=address, locale="de-DE", timezone_id="Europe/Berlin")
    context.set_default_timeout(PATIENCE_MS)
    context.add_cookies([{"name": COOKIE, "value": anna.cookie, "url": address}])
    page = context.new_page()
    page.goto("/heute")
    yield page
    context.close()


def test_an_anonymous_contact_takes_three_clicks(page: Page) -> None:
    effort = Effort(page)

    effort.click(page.get_by_role("radio", name="15", exact=True))
    effort.click(page.get_by_role("checkbox", name="Mietschulden"))
    effort.click(page.get_by_role("button", name="Kontakt speichern"))

    expect(page.get_by_text("Der Kontakt ist gespeichert")).to_be_visible(timeout=PATIENCE_MS)
    assert effort.steps == 3


def test_an_anonymous_contact_takes_few_key_strokes(page: Page) -> None:
    effort = Effort(page)

    effort.press("Tab")  # to the link that leads past the menu
    effort.press("Enter")
    effort.tab_to(page.get_by_role("group", name="Minuten"))
    effort.press("ArrowRight")
    effort.tab_to(page.get_by_role("checkbox", name="Schulden", exact=False).first)
    effort.press("Space")
    effort.press("Enter")

    expect(page.get_by_text("Der Kontakt ist gespeichert")).to_be_visible(timeout=PATIENCE_MS)
    assert effort.steps <= MOST, effort.stops


def test_a_contact_of_a_case_takes_its_code_word_and_few_steps(page: Page, shared_place: Office) -> None:
    word = opened(shared_place.anna)["code_word"]
    effort = Effort(page)

    effort.click(page.get_by_role("link", name="Kontakt", exact=True))
    expect(page.get_by_label("Codewort des Falls")).to_be_focused(timeout=PATIENCE_MS)
    effort.write(word)
    effort.tab_to(page.get_by_role("group", name="Minuten"))
    effort.press("ArrowRight")
    effort.press("Enter")

    expect(page.get_by_role("heading", name="Kontakt vom")).to_be_visible(timeout=PATIENCE_MS)
    assert effort.steps <= MOST, effort.stops
