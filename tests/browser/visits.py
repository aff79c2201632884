"""A visit: one page opened in a fresh window, looked at in light and dark, wide and narrow."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Page as Window

from tests.browser.axe import Violation, violations
from tests.browser.pages import Page

Scheme = Literal["light", "dark"]
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
NARROW: Final = 320
WIDE: Final = 1280
HEIGHT: Final = 900

# What is wider than the window, by tag and class, for whoever has to mend it.
TOO_WIDE: Final = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .filter(e => !e.closest('[data-scrolls], .kern-table-responsive'))
  .slice(0, 5).map(e => `${e.tagName.toLowerCase()}.${e.className}`)"""
TO_THE_TOP: Final = "() => { document.activeElement?.blur(); scrollTo(0, 0); }"
OVERFLOW: Final = "() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was seen: ``stops`` of the Tab key, and whether the focus shows; ``overflow`` in pixels at 320 px;
    ``received`` in bytes with nothing cached.
    """

    status: int
    title: str
    headings: int
    violations: dict[Scheme, list[Violation]]
    stops: dict[str, bool]
    overflow: int
    too_wide: list[str]
    received: int
    hosts: frozenset[str]
    complaints: tuple[str, ...]


def looked_at(window: Window) -> dict[Scheme, list[Violation]]:
    """What axe says in both colour schemes."""
    found = {}
    for scheme in SCHEMES:
        window.emulate_media(color_scheme=scheme)
        found[scheme] = violations(window, colours_only=scheme == "dark")
    window.emulate_media(color_scheme="light")
    return found


def narrowed(window: Window) -> tuple[int, list[str]]:
    """By how much the page is wider than a small phone, and what sticks out."""
    window.set_viewport_size({"width": NARROW, "height": HEIGHT})
    overflow, wide = window.evaluate(OVERFLOW), window.evaluate(TOO_WIDE)
    return int(overflow), list(wide)


def pictured(window: Window, folder: Path, page: Page) -> None:
    """What one sees first, on a desk or a phone, in light or dark, as the row asks."""
    for picture in page.pictures:
        scheme: Scheme = "dark" if picture == "dunkel" else "light"
        window.emulate_media(color_scheme=scheme)
        window.set_viewport_size({"width": NARROW if picture == "schmal" else WIDE, "height": HEIGHT})
        name = page.name if picture == "hell" else f"{page.name}-{picture}"
        window.evaluate(TO_THE_TOP)
        window.screenshot(path=folder / f"{name}.png", animations="disabled")
    window.emulate_media(color_scheme="light")
    window.set_viewport_size({"width": WIDE, "height": HEIGHT})
