"""What differs between the invented contact points: figures in, rows out (contacts, participations, corrections)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from demo.calendar import Opening, working_day
from demo.casework import Casework
from demo.community.shape import Community
from demo.network.cooperation import Cooperation
from demo.network.shape import Partner
from demo.workplaces import Directory

LAST_DAY: Final = date(2026, 6, 30)

Weights: TypeAlias = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Percent:
    """So many of a hundred, by chance."""

    percent: int


@dataclass(frozen=True, slots=True)
class Exactly:
    """So many persons of a phase, no more and no less."""

    persons: int


Share: TypeAlias = Percent | Exactly


@dataclass(frozen=True, slots=True)
class Place:
    """A Sozialraum, how much of the work happens there, and the name of its contact point."""

    sozialraum: str
    weight: int
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A period, both ends included, and who came in it.

    ``contacts`` fixes how often the clients came altogether; without it, each contact is followed by another one with
    ``likely`` percent.
    """

    cases: str
    period: tuple[date, date]
    clients: int
    anonymous: int
    vocational: Share
    migration: Share
    likely: int = 55
    contacts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactProfile:
    """The contact points of one operation; ``numbers`` starts their contact numbers, unique in the district."""

    seed: int
    numbers: str
    places: Sequence[Place]
    kinds: Weights
    topics: Weights
    phases: Sequence[Phase]
    anonymous_kinds: Weights
    outside_sites: Sequence[str] = ()
    opening: Opening = working_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationProfile:
    """The participations of one operation: how many, between which days of entry, and of whom.

    ``ages`` are spans in days, one drawn for each person. ``long_term`` weighs less against more than a year without
    work. ``unasked`` columns stay empty, ``missable`` ones are empty now and then. Statuses are drawn on days that
    ``asking`` gives.
    """

    seed: int
    numbers: str
    participations: int
    entries: tuple[date, date]
    sozialraeume: Sequence[str]
    residences: Sequence[str]
    employment: Weights
    genders: Weights
    citizenships: Weights
    housing: Weights
    ages: Sequence[tuple[int, int]] = ((17 * 366, 66 * 365),)
    long_term: tuple[int, int] = (1, 1)
    unasked: frozenset[str] = frozenset()
    missable: Sequence[str] = ("birth_date", "isced", "gender", "unemployed_since")
    opening: Opening = working_day
    asking: Opening = working_day


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOperation:
    """An operation with its people. ``outcomes``: statuses are asked for. ``corrected``: records are mended."""

    key: str
    name: str
    period: tuple[date, date]
    specific_objective: str
    participations: ParticipationProfile
    contacts: ContactProfile
    outcomes: bool = True
    corrected: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDistrict:
    """A district, its rural municipalities, its operations, who works there on which cases, and with which partners."""

    key: str
    name: str
    operations: Sequence[DemoOperation]
    directory: Directory
    rural: Sequence[str] = ()
    casework: Sequence[Casework] = ()
    network: Sequence[Partner] = ()
    cooperation: Cooperation = field(default_factory=Cooperation)
    community: Community = field(default_factory=Community)
