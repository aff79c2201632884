"""A site: where people are met, and its office hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.districts import (
    Hours,
    OfficeHoursExcepted,
    OfficeHoursSet,
    SiteClosed,
    SiteKind,
    SiteOpened,
)
from services.contracts.names import expect_name
from services.contracts.office_hours import checked, checked_on
from services.districts.domain.traeger import Traeger, expect_registered
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSite:
    """Open a site, or a closed one again."""

    site_id: UUID
    traeger: Traeger
    name: str
    sozialraum: str
    kind: SiteKind
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectSite:
    """Other details of a site that is open; its Träger stays."""

    name: str
    sozialraum: str
    kind: SiteKind
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSite:
    """Meet nobody there after ``on``."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOfficeHours:
    """The weekly hours from ``start`` on, all of them."""

    start: date
    hours: tuple[Hours, ...]
    on_holidays: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptOfficeHours:
    """Other hours on one day, or none."""

    on: date
    hours: tuple[Hours, ...] = ()


Command: TypeAlias = OpenSite | CorrectSite | CloseSite | SetOfficeHours | ExceptOfficeHours


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Site:
    """None is not opened yet; hours by their first day, exceptions by day."""

    opened: SiteOpened | None = None
    last_day: date | None = None
    weekly: Mapping[date, OfficeHoursSet] = field(default_factory=dict)
    exceptions: Mapping[date, OfficeHoursExcepted] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


class UnknownSite(RuleViolation):
    title = "Diesen Standort gibt es nicht."
    field = "site"


class OpenedOtherwise(RuleViolation):
    title = "Diesen Standort gibt es schon mit anderen Angaben."
    field = "name"


class SozialraumMissing(RuleViolation):
    title = "Der Sozialraum fehlt."
    field = "sozialraum"


class SiteIsClosed(RuleViolation):
    title = "Dieser Standort ist dann geschlossen."
    field = "site"


def expect_open(site: Site, day: date) -> SiteOpened:
    """The site, open on that day; raises UnknownSite, SiteIsClosed."""
    if site.opened is None:
        raise UnknownSite
    if site.last_day is not None and day > site.last_day:
        raise SiteIsClosed
    return site.opened


def open_site(command: OpenSite, site: Site) -> Sequence[Contract]:
    opened = _details(command, command.site_id, expect_registered(command.traeger).traeger_id)
    if site.opened is None:
        return [opened]
    if site.opened != opened:
        raise OpenedOtherwise
    return [] if site.last_day is None else [opened]


def correct_site(command: CorrectSite, site: Site) -> Sequence[Contract]:
    if site.opened is None:
        raise UnknownSite
    if site.last_day is not None:
        raise SiteIsClosed
    corrected = _details(command, site.opened.site_id, site.opened.traeger_id)
    return [] if site.opened == corrected else [corrected]


def _details(command: OpenSite | CorrectSite, site_id: UUID, traeger_id: UUID) -> SiteOpened:
    if not command.sozialraum.strip():
        raise SozialraumMissing
    return SiteOpened(
        site_id=site_id,
        traeger_id=traeger_id,
        name=expect_name(command.name),
        sozialraum=command.sozialraum.strip(),
        kind=command.kind,
        address=(command.address or "").strip() or None,
    )


def close_site(command: CloseSite, site: Site) -> Sequence[Contract]:
    """Closing again with another day corrects it."""
    if site.opened is None:
        raise UnknownSite
    return [] if site.last_day == command.on else [SiteClosed(site_id=site.opened.site_id, on=command.on)]


def set_hours(command: SetOfficeHours, site: Site) -> Sequence[Contract]:
    opened = expect_open(site, command.start)
    hours = checked(command.hours)
    weekly = OfficeHoursSet(site_id=opened.site_id, start=command.start, hours=hours, on_holidays=command.on_holidays)
    return [] if site.weekly.get(command.start) == weekly else [weekly]


def except_hours(command: ExceptOfficeHours, site: Site) -> Sequence[Contract]:
    opened = expect_open(site, command.on)
    hours = checked_on(command.on, command.hours)
    excepted = OfficeHoursExcepted(site_id=opened.site_id, on=command.on, hours=hours)
    return [] if site.exceptions.get(command.on) == excepted else [excepted]


def decide(command: Command, site: Site) -> Sequence[Contract]:
    match command:
        case OpenSite():
            return open_site(command, site)
        case CorrectSite():
            return correct_site(command, site)
        case CloseSite():
            return close_site(command, site)
        case SetOfficeHours():
            return set_hours(command, site)
        case ExceptOfficeHours():
            return except_hours(command, site)
        case _:
            assert_never(command)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(site: Site, fact: Contract) -> Site:
    match fact:
        case SiteOpened():
            return replace(site, opened=fact, last_day=None)
        case SiteClosed():
            return replace(site, last_day=fact.on)
        case OfficeHoursSet():
            return replace(site, weekly={**site.weekly, fact.start: fact})
        case OfficeHoursExcepted():
            return replace(site, exceptions={**site.exceptions, fact.on: fact})
        case _:
            return site


SITE: Final = Decider(initial=Site(), decide=decide, evolve=evolve)
