"""With what a form for contacts begins: where one sits, or where one was last, so that little is left to type."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Final
from uuid import UUID

from services.contracts.districts import Hours
from services.contracts.office_hours import contains

IN_PASSING: Final = "anonym_kurz"


@dataclass(frozen=True, slots=True)
class SiteToday:
    """A site that is not closed, with the hours that count today; none where nobody is met or nobody said any."""

    site: UUID
    traeger: UUID
    name: str
    sozialraum: str
    hours: tuple[Hours, ...] = ()

    def hours_at(self, clock: time) -> Hours | None:
        return next((each for each in self.hours if contains(each, clock)), None)


@dataclass(frozen=True, slots=True)
class LastContact:
    """What somebody recorded last."""

    operation: str
    sozialraum: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What is known of whoever is about to record a contact; ``operations``: the running ones, own teams' first."""

    operations: Sequence[str]
    sites: Collection[SiteToday]
    traeger: UUID | None = None
    last: LastContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """None where nothing can be guessed: then it is asked."""

    operation: str | None
    sozialraum: str | None
    kind: str
    site: UUID | None = None

    @property
    def kind_in_case(self) -> str | None:
        """Somebody with a case is not met in passing."""
        return None if self.site is None else self.kind


def preset(known: Whereabouts, clock: time) -> Preset:
    """The site of one's Träger whose office hour is now; otherwise the Sozialraum of the last contact, in passing."""
    operation = _operation(known)
    here = _open_site(known, clock)
    if here is not None:
        site, hours = here
        return Preset(operation=operation, sozialraum=site.sozialraum, kind=hours.kind, site=site.site)
    return Preset(operation=operation, sozialraum=_sozialraum(known), kind=IN_PASSING)


def _operation(known: Whereabouts) -> str | None:
    if known.last is not None and known.last.operation in known.operations:
        return known.last.operation
    return known.operations[0] if known.operations else None


def _open_site(known: Whereabouts, clock: time) -> tuple[SiteToday, Hours] | None:
    """Where several are open at once, the one in the Sozialraum of the last contact."""
    last = None if known.last is None else known.last.sozialraum
    own = (each for each in known.sites if each.traeger == known.traeger)
    here = [(site, hours) for site in own if (hours := site.hours_at(clock)) is not None]
    return min(here, key=lambda each: (each[0].sozialraum != last, each[0].name), default=None)


def _sozialraum(known: Whereabouts) -> str | None:
    """Without a last contact that of the sites, if all lie in one."""
    if known.last is not None:
        return known.last.sozialraum
    places = {each.sozialraum for each in known.sites}
    return places.pop() if len(places) == 1 else None
