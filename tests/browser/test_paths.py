"""What people do all day, by keyboard alone and in few steps."""

import time
from collections.abc import Callable

from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from services.kernel.roles import Role
from tests.browser.accounts import credentials
from tests.browser.demo import Demo
from tests.browser.effort import Effort

FEWEST = 12  # key strokes or clicks from *Heute* to a stored contact
SECONDS = 60
SAVED = "Der Kontakt ist gespeichert"


def test_somebody_signs_in_and_out_by_keyboard(open_window: Callable[[Role | None], Window], demo: Demo) -> None:
    login, password = credentials(demo.settings, Role.KOORDINATION)
    window = open_window(None)
    window.goto("/anmeldung")
    effort = Effort(window)
    effort.tab_to(window.get_by_label("Anmeldename"))
    effort.write(login)
    effort.press("Tab")
    effort.write(password)
    effort.follow(window.get_by_role("button", name="Anmelden"))
    expect(window.get_by_role("button", name="Abmelden")).to_be_visible()

    effort.follow(window.get_by_role("button", name="Abmelden"))
    expect(window.get_by_role("heading", name="Anmelden", level=1)).to_be_visible()


def test_an_anonymous_contact_takes_few_clicks_from_heute(
    open_window: Callable[[Role | None], Window],
) -> None:
    window = open_window(Role.FACHKRAFT)
    window.goto("/heute")
    started, effort = time.monotonic(), Effort(window)
    effort.click(window.get_by_label("15", exact=False).first)
    effort.click(window.get_by_label("Behördenschreiben", exact=False))
    window.get_by_label("Standort").select_option(label="KOMPASS Arnstadt")
    effort.clicks += 2
    effort.click(window.get_by_role("button", name="Kontakt speichern"))
    expect(window.get_by_text(SAVED)).to_be_visible()

    assert effort.steps <= FEWEST
    assert time.monotonic() - started < SECONDS


def test_an_anonymous_contact_can_be_recorded_by_keyboard_alone(
    open_window: Callable[[Role | None], Window],
) -> None:
    window = open_window(Role.FACHKRAFT)
    window.goto("/heute")
    started, effort = time.monotonic(), Effort(window)
    effort.tab_to(window.get_by_role("radio").first)
    effort.press("Space")
    effort.tab_to(window.get_by_label("Behördenschreiben", exact=False))
    effort.press("Space")
    effort.tab_to(window.get_by_label("Standort"))
    effort.write("KOMPASS Arn")
    effort.follow(window.get_by_role("button", name="Kontakt speichern"))
    expect(window.get_by_text(SAVED)).to_be_visible()

    assert time.monotonic() - started < SECONDS
