"""Working a page as a person does, counting what it takes: key strokes, clicks, typed letters."""

from dataclasses import dataclass, field
from typing import Final

from playwright.sync_api import Locator, Page

FARTHEST: Final = 120  # key strokes from one end of a page to the other
MOST_STOPS: Final = 400  # of a report every number leads to its explanation
FOCUSED: Final = "el => el === document.activeElement || el.contains(document.activeElement)"
# A focus that nobody sees is none: an outline or a shadow around something that has a size. The button inside a field
# for dates is the browser's own, and shows its focus itself.
VISIBLE: Final = """() => {
  const el = document.activeElement, style = getComputedStyle(el), box = el.getBoundingClientRect();
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
  const dated = el.matches("input:is([type=date], [type=time], [type=datetime-local], [type=month])");
  const inner = dated && !el.matches(':focus-visible');
  return (ring || inner || style.boxShadow !== 'none') && box.width > 0 && box.height > 0 && box.left >= 0;
}"""
NAMED: Final = """() => {
  const el = document.activeElement;
  if (el === document.body) return 'body';
  const words = el.getAttribute('aria-label') || el.labels?.[0]?.innerText || el.innerText || el.name || el.id;
  return `${el.tagName.toLowerCase()}: ${(words || '').trim().slice(0, 60)}`;
}"""


class OutOfReach(AssertionError):
    """The keyboard does not get there."""


@dataclass(slots=True)
class Effort:
    """A page worked by keyboard or by mouse; letters typed into fields are counted apart from other key strokes."""

    page: Page
    keys: int = 0
    clicks: int = 0
    letters: int = 0
    stops: list[str] = field(default_factory=list)

    @property
    def steps(self) -> int:
        """Key strokes and clicks."""
        return self.keys + self.clicks

    def press(self, key: str) -> None:
        """One key stroke, wherever the focus is; a chord as ``Shift+Tab`` is one."""
        self.page.keyboard.press(key)
        self.keys += 1

    def tab_to(self, wanted: Locator, key: str = "Tab") -> None:
        """Tab until the element, or something in it, has the focus. Raises OutOfReach."""
        for _ in range(FARTHEST):
            if wanted.evaluate(FOCUSED):
                return
            self.press(key)
            self.stops.append(self.focused())
        raise OutOfReach(f"{wanted} after {self.stops}")

    def write(self, text: str) -> None:
        """Type where the focus is."""
        self.page.keyboard.type(text)
        self.letters += len(text)

    def follow(self, wanted: Locator) -> None:
        """Tab to a link or button, Enter, and wait for the page that follows."""
        self.tab_to(wanted)
        with self.page.expect_navigation():
            self.press("Enter")

    def click(self, wanted: Locator) -> None:
        """One click of the mouse."""
        wanted.click()
        self.clicks += 1

    def focused(self) -> str:
        """What has the focus, by element and words."""
        return str(self.page.evaluate(NAMED))


def reachable(page: Page) -> dict[str, bool]:
    """Every stop of the Tab key through a page, in order, and whether its focus can be seen. Raises OutOfReach."""
    effort, stops = Effort(page), dict[str, bool]()
    for number in range(MOST_STOPS):
        effort.press("Tab")
        name, visible = page.evaluate(f"() => [({NAMED})(), ({VISIBLE})()]")
        if name == "body":
            return stops
        stops[f"{number:03} {name}"] = visible
    raise OutOfReach(f"Tab does not come to an end: {list(stops)[-5:]}")
