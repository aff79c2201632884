"""Every page of the list: for everybody, on every screen, from this host alone, and light."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from services.kernel.roles import Role
from services.web import platform as web
from tests.attack.pages import pages
from tests.browser.demo import Demo
from tests.browser.desk import Desk
from tests.browser.effort import reachable
from tests.browser.pages import OTHERS, PAGES, Page
from tests.browser.traffic import Traffic
from tests.browser.visits import Scheme, Visit, looked_at, narrowed, pictured

HEAVIEST = 150_000  # bytes on the wire with nothing cached
REFUSED = "Failed to load resource"  # what the browser says of a page that is meant to be refused

PLACE = re.compile(r"\{[^}]*\}")

# One small form is like another: all have one template. A run takes some of them and every eighth one of the other
# pages, a campaign all.
SMALL_FORMS = tuple(page for page in PAGES if page.address.count("/") > 2 and not page.pictures)
OTHERS_THAN_FORMS = tuple(page for page in PAGES if page not in SMALL_FORMS)
LEFT_TO_CAMPAIGNS = frozenset(
    page
    for pages_alike, every in ((SMALL_FORMS, 40), (OTHERS_THAN_FORMS, 8))
    for number, page in enumerate(pages_alike)
    if number % every
)
every_page = pytest.mark.parametrize(
    "page", [pytest.param(page, marks=[pytest.mark.campaign] * (page in LEFT_TO_CAMPAIGNS)) for page in PAGES], ids=str
)


@pytest.fixture(scope="session")
def visit(demo: Demo, desks: Callable[[Role | None], Desk], pictures: Path | None) -> Callable[[Page], Visit]:
    """Each page is opened once for all that is asked of it."""
    seen: dict[Page, Visit] = {}

    def visited(page: Page) -> Visit:
        if page not in seen:
            seen[page] = _visit(demo, desks(page.role), page, pictures)
        return seen[page]

    return visited


def _visit(demo: Demo, desk: Desk, page: Page, pictures: Path | None) -> Visit:
    with desk.context() as context:
        window = context.new_page()
        traffic = Traffic.of(context, window)
        answer = window.goto(demo.address(page.address), wait_until="load")
        assert answer is not None
        received, found = traffic.received, looked_at(window)
        if pictures is not None:
            pictured(window, pictures, page)
        stops = reachable(window)
        overflow, too_wide = narrowed(window)
        return Visit(
            status=answer.status,
            title=window.title(),
            headings=window.get_by_role("heading", level=1).count(),
            violations=found,
            stops=stops,
            overflow=overflow,
            too_wide=too_wide,
            received=received,
            hosts=frozenset(traffic.hosts),
            complaints=tuple(each for each in traffic.complaints if answer.ok or REFUSED not in each),
        )


@every_page
def test_a_page_answers_as_expected_under_one_heading_and_a_title(visit: Callable[[Page], Visit], page: Page) -> None:
    seen = visit(page)

    assert seen.status == page.status
    assert seen.headings == 1
    assert seen.title.strip()


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_breaks_wcag_2_2_at_level_aa(visit: Callable[[Page], Visit], page: Page, scheme: Scheme) -> None:
    assert visit(page).violations[scheme] == []


@every_page
def test_a_small_phone_needs_no_sideways_scrolling(visit: Callable[[Page], Visit], page: Page) -> None:
    seen = visit(page)

    assert (seen.overflow, seen.too_wide) == (0, [])


@every_page
def test_no_request_leaves_the_host(visit: Callable[[Page], Visit], demo: Demo, page: Page) -> None:
    assert visit(page).hosts == {demo.platform.address.removeprefix("http://")}


@every_page
def test_a_page_is_light_on_the_wire(visit: Callable[[Page], Visit], page: Page) -> None:
    assert 0 < visit(page).received < HEAVIEST


@every_page
def test_the_browser_has_nothing_to_complain_about(visit: Callable[[Page], Visit], page: Page) -> None:
    assert visit(page).complaints == ()


@every_page
def test_the_tab_key_leads_through_a_page_and_shows_where_one_is(visit: Callable[[Page], Visit], page: Page) -> None:
    stops = visit(page).stops

    assert stops
    assert [name for name, seen in stops.items() if not seen] == []


def test_every_page_of_the_platform_has_its_row(demo: Demo) -> None:
    shown = {path for method, path in pages(web(demo.settings)) if method == "GET" and path not in OTHERS}
    shapes = {PLACE.sub("{}", path) for path in shown}
    rows = {PLACE.sub("{}", page.address.partition("?")[0]) for page in PAGES}
    with_words = rows - shapes  # a row that names what another address leaves open

    missing = {shape for shape in shapes - rows if not any(_fits(row, shape) for row in with_words)}

    assert missing == set()


def _fits(row: str, shape: str) -> bool:
    return re.fullmatch("[^/]+".join(map(re.escape, shape.split("{}"))), row) is not None
