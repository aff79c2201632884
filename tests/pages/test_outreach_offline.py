"""*Unterwegs* in a real browser whose network goes and comes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, expect

from services.kernel.signed_in import COOKIE
from tests.api.office import Office, Person
from tests.pages.browser import Browser, KnownSessions
from tests.pages.conftest import SignedInAs

pytestmark = [pytest.mark.server, pytest.mark.slow]

PATIENCE_MS = 60_000
SHELL_KEPT = """async () => {
  while (!(await caches.match('/unterwegs/huelle'))) await new Promise((resolve) => setTimeout(resolve, 50));
}"""
ON_DEVICE = """async () => {
  const open = indexedDB.open('lotse-unterwegs');
  const database = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
  const rows = await new Promise((resolve) => {
    const all = database.transaction('waiting').objectStore('waiting').getAll();
    all.onsuccess = () => resolve(all.result);
  });
  return rows.map((row) => ({ ...row, sealed: new TextDecoder('latin1').decode(row.sealed) }));
}"""


@dataclass(frozen=True, slots=True)
class Device:
    """A telephone or a laptop that several people may use."""

    context: BrowserContext
    page: Page
    address: str

    def used_by(self, who: Browser) -> None:
        self.context.clear_cookies()
        self.context.add_cookies([{"name": COOKIE, "value": who.cookie, "url": self.address}])

    def opens(self) -> None:
        self.page.goto(f"{self.address}/unterwegs")

    def is_ready(self) -> None:
        self.opens()
        self.page.evaluate(SHELL_KEPT)

    def records(self, minutes: str = "15", **fields: str) -> None:
        form = self.page.locator("#unterwegs-form")
        form.get_by_label("Sozialraum").fill("rieth")
        form.get_by_role("radio", name=minutes, exact=True).check()
        for label, text in fields.items():
            form.get_by_label(label).fill(text)
        form.get_by_role("button", name="Kontakt erfassen").click()

    def entries(self) -> Any:
        return expect(self.page.locator("#unterwegs-liste > li"))

    @contextmanager
    def without_network(self) -> Iterator[None]:
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)


@pytest.fixture
def device(browser: Chromium, address: str) -> Iterator[Device]:
    expect.set_options(timeout=PATIENCE_MS)
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin")
    context.set_default_timeout(PATIENCE_MS)
    yield Device(context, context.new_page(), address)
    context.close()


@pytest.fixture
def anna(shared_place: Office, signed_in_as: SignedInAs) -> Browser:
    return signed_in_as(shared_place.town, "fachkraft", shared_place.anna)


def number_of_contacts(place: Office, who: Person) -> int:
    place.town.settle()
    return len(who.get("/intake/contacts?mine=true&limit=200").json()["contacts"])


def test_contacts_wait_without_network_and_are_sent_once_it_is_back(
    shared_place: Office, device: Device, anna: Browser
) -> None:
    before = number_of_contacts(shared_place, shared_place.anna)
    device.used_by(anna)
    device.is_ready()

    with device.without_network():
        device.opens()
        expect(device.page.locator("body")).not_to_contain_text("Anna Berg")
        device.records("15")
        device.records("30")
        device.entries().to_contain_text(["wartet", "wartet"])

    device.entries().to_contain_text(["gesendet", "gesendet"])
    assert number_of_contacts(shared_place, shared_place.anna) == before + 2
    device.opens()
    device.entries().to_have_count(0)


def test_what_lies_on_the_device_is_sealed(device: Device, anna: Browser) -> None:
    device.used_by(anna)
    device.is_ready()

    with device.without_network():
        device.opens()
        device.records(**{"Codewort des Falls": "Nachtigall"})
        device.entries().to_contain_text(["Nachtigall"])
        (row,) = device.page.evaluate(ON_DEVICE)

    assert set(row) == {"key", "person", "at", "iv", "sealed"}
    assert "Nachtigall" not in str(row)
    assert "rieth" not in str(row)


def test_a_refused_contact_says_why_and_is_corrected(shared_place: Office, device: Device, anna: Browser) -> None:
    before = number_of_contacts(shared_place, shared_place.anna)
    device.used_by(anna)
    device.is_ready()

    device.records(**{"Codewort des Falls": "Nachtigall"})
    device.entries().to_contain_text(["Unter diesem Codewort führt Ihr Team keinen Fall"])
    device.page.get_by_role("button", name="Berichtigen").click()
    device.page.get_by_label("Codewort des Falls").fill("")
    device.page.get_by_role("button", name="Kontakt erfassen").click()

    device.entries().to_contain_text(["gesendet"])
    assert number_of_contacts(shared_place, shared_place.anna) == before + 1


def test_who_is_signed_out_keeps_what_waits_until_the_next_log_in(
    shared_place: Office, device: Device, anna: Browser, sessions: KnownSessions
) -> None:
    before = number_of_contacts(shared_place, shared_place.anna)
    device.used_by(anna)
    device.is_ready()
    session = sessions.by_cookie.pop(anna.cookie)

    device.records()
    expect(device.page.locator("#unterwegs-anmelden")).to_be_visible()
    device.entries().to_contain_text(["wartet"])
    sessions.by_cookie[anna.cookie] = session
    device.opens()

    device.entries().to_contain_text(["gesendet"])
    assert number_of_contacts(shared_place, shared_place.anna) == before + 1


def test_another_person_at_the_same_device_neither_sees_nor_sends_what_waits(
    shared_place: Office, device: Device, anna: Browser, signed_in_as: SignedInAs
) -> None:
    before = number_of_contacts(shared_place, shared_place.anna)
    device.used_by(anna)
    device.is_ready()
    with device.without_network():
        device.opens()
        device.records()
        device.entries().to_contain_text(["wartet"])
        device.page.goto("about:blank")

    device.used_by(signed_in_as(shared_place.town, "fachkraft", shared_place.berta))
    device.is_ready()
    expect(device.page.locator("#unterwegs-andere")).to_contain_text("noch 1 Kontakte von jemand anderem")
    device.entries().to_have_count(0)
    with device.without_network():
        device.opens()
        device.entries().to_have_count(0)
    assert number_of_contacts(shared_place, shared_place.anna) == before

    device.used_by(anna)
    device.opens()
    device.entries().to_contain_text(["gesendet"])


def test_signing_out_asks_first_and_then_leaves_nothing_on_the_device(device: Device, anna: Browser) -> None:
    device.used_by(anna)
    device.is_ready()
    device.records(**{"Codewort des Falls": "Nachtigall"})
    device.entries().to_contain_text(["nicht angenommen"])
    asked: list[str] = []
    device.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    device.page.get_by_role("button", name="Abmelden").click()
    device.page.wait_for_timeout(300)
    device.entries().to_have_count(1)

    device.page.once("dialog", lambda dialog: dialog.accept())
    with device.page.expect_navigation():
        device.page.get_by_role("button", name="Abmelden").click()

    assert "warten noch 1 Kontakte" in asked[0]
    assert device.page.evaluate(ON_DEVICE) == []
    assert device.page.evaluate("() => caches.match('/unterwegs/huelle').then(Boolean)") is False
