"""One platform and one browser for all tests in here; each test opens windows of its own."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from playwright.sync_api import Page as Window

from infra.servers.ports import free_port
from infra.servers.record import Record
from services.kernel.database import close_pools
from services.kernel.roles import Role
from tests.browser.chromium import chromium
from tests.browser.demo import Demo
from tests.browser.desk import Desk
from tests.browser.signing_in import signed_in
from tests.stack.platform import Platform

PICTURES = Path(__file__).parents[2] / "docs" / "bilder"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "demo" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.server)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def demo(pytestconfig: pytest.Config) -> Iterator[Demo]:
    """A platform with the demo's Ilm-Kreis, as `make up` starts it; that of ``--home`` is left running at the end."""
    given: Path | None = pytestconfig.getoption("--home")
    if given is not None:
        kept = Demo(Platform(given, Record.read(given).port or free_port()))
        kept.platform.up()
        kept.load()
        yield kept
        return
    home = Path(tempfile.mkdtemp(prefix="lotse-browser-"))
    home.chmod(0o755)  # as root, PostgreSQL runs as another user
    platform = Platform(home, free_port())
    try:
        platform.up()
        made = Demo(platform)
        made.load()
        yield made
    finally:
        close_pools()
        platform.infra("clean")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def desks(demo: Demo, browser: Browser) -> Callable[[Role | None], Desk]:
    """Who works at a browser, by role; each signs in once."""
    known: dict[Role | None, Desk] = {}

    def desk(role: Role | None) -> Desk:
        if role not in known:
            known[role] = Desk(browser, demo, None if role is None else signed_in(browser, demo, role))
        return known[role]

    return desk


@pytest.fixture
def open_window(desks: Callable[[Role | None], Desk]) -> Iterator[Callable[[Role | None], Window]]:
    """A fresh window of somebody in that role, at no page yet; closed at the end of the test."""
    with ExitStack() as stack:

        def opened(role: Role | None = None) -> Window:
            context: BrowserContext = stack.enter_context(desks(role).context())
            return context.new_page()

        yield opened


@pytest.fixture(scope="session")
def pictures(pytestconfig: pytest.Config) -> Path | None:
    """Where pictures go; None unless they were asked for."""
    return PICTURES if pytestconfig.getoption("--bilder") else None
