"""Somebody in front of a browser: windows with that person's session, or with none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Browser, BrowserContext, StorageState

from tests.browser.demo import Demo
from tests.browser.visits import HEIGHT, WIDE

PATIENCE_MS: Final = 60_000


@dataclass(frozen=True, slots=True)
class Desk:
    """``signed_in`` are the cookies of the session; None is nobody."""

    browser: Browser
    demo: Demo
    signed_in: StorageState | None

    @contextmanager
    def context(self) -> Iterator[BrowserContext]:
        """A window's own world: nothing cached, nothing remembered but the session. In Germany, in German."""
        context = self.browser.new_context(
            base_url=self.demo.platform.address,
            storage_state=self.signed_in,
            viewport={"width": WIDE, "height": HEIGHT},
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        try:
            yield context
        finally:
            context.close()
