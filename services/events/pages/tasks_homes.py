"""What tasks and proofs belong to: how its pages are addressed, and which page one comes back to."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.contracts.events.words import ProofOf, TaskOf
from services.events.homes import expect_home
from services.events.meetings_queries import find_meeting
from services.events.pages.asking import Here
from services.events.pages.groups_here import meeting_page
from services.events.pages.strategy_here import MEASURES
from services.kernel.problems import not_found


@dataclass(frozen=True, slots=True)
class Home:
    """``slug`` stands in the addresses of forms; ``pages`` is where its own page is, if not below the slug."""

    of: ProofOf
    slug: str
    pages: str | None = None

    def page(self, here: Here, of_id: UUID) -> str:
        """Where it is shown; a meeting stands below its group. Raises UnknownHome, a Problem (404)."""
        expect_home(here.service, here.district, self.of, of_id)
        if self.of != "meeting":
            return f"{self.pages or f'/{self.slug}'}/{of_id}"
        meeting = find_meeting(here.service.pool, here.district, of_id)
        if meeting is None:
            raise not_found()
        return meeting_page(meeting.group_id, of_id)


HOMES: Final = (
    Home("event", "veranstaltungen"),
    Home("meeting", "sitzungen"),
    Home("measure", "massnahmen", MEASURES),
    Home("press_item", "presse"),
    Home("survey", "umfragen"),
)
BY_SLUG: Final = {home.slug: home for home in HOMES}
BY_KIND: Final = {home.of: home for home in HOMES}
WITH_TASKS: Final[dict[ProofOf, TaskOf]] = {"event": "event", "meeting": "meeting", "measure": "measure"}


def home_of(here: Here) -> Home:
    """The kind of thing in the address. Raises a Problem (404)."""
    found = BY_SLUG.get(here.key("home"))
    if found is None:
        raise not_found()
    return found


def task_home_of(here: Here) -> TaskOf:
    """The same for what may have tasks. Raises a Problem (404)."""
    found = WITH_TASKS.get(home_of(here).of)
    if found is None:
        raise not_found()
    return found


def page_of(here: Here, of: ProofOf, of_id: UUID) -> str:
    """The page of the thing itself. Raises a Problem (404) for what has no page here."""
    if of not in BY_KIND:
        raise not_found()
    return BY_KIND[of].page(here, of_id)
