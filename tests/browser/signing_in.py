"""Signing in through the page, as a person does."""

from playwright.sync_api import Browser, Page, StorageState

from services.kernel.roles import Role
from tests.browser.accounts import credentials
from tests.browser.demo import Demo
from tests.browser.desk import Desk


def signed_in(browser: Browser, demo: Demo, role: Role) -> StorageState:
    """The cookies of a new session in that role."""
    login, password = credentials(demo.settings, role)
    with Desk(browser, demo, None).context() as context:
        page = context.new_page()
        sign_in(page, login, password)
        return context.storage_state()


def sign_in(page: Page, login: str, password: str) -> None:
    """From any page: to the log-in, and on to where the role begins."""
    page.goto("/anmeldung")
    page.get_by_label("Anmeldename").fill(login)
    page.get_by_label("Kennwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(lambda url: "/anmeldung" not in url)
