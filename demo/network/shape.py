"""The shape of what is told of a district's partners. Days count from the day of loading, as in ``demo.casework``."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.contracts.referral import Accessibility, AgreementKind, Capacity, Cost, Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a partner is met (WGS 84)."""

    street: str
    postcode: str
    city: str
    sozialraum: str | None
    at: tuple[float, float]
    accessibility: Sequence[Accessibility] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a partner does. ``assured``: the day on which somebody last said that the entry is right."""

    name: str
    topics: Sequence[str]
    handlungsfelder: Sequence[str] = ()
    target_groups: Sequence[str] = ()
    sozialraeume: Sequence[str] = ()
    languages: Sequence[str] = ("de",)
    cost: Cost = "free"
    capacity: Capacity = "open"
    capacity_day: int = -14
    assured: int | None = None
    hours: Sequence[str] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was signed with a partner, up to ``until`` where it has a term."""

    kind: AgreementKind
    day: int
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """An institution of the district; ``contact``: name and task of somebody there, an invented person."""

    name: str
    kind: str
    place: Place
    offers: Sequence[Offer]
    phone: str
    email: str | None = None
    contact: tuple[str, str] | None = None
    agreement: Agreement | None = None
    assured: int | None = None
    assured_by: Provenance = "partner_phone"
    public: bool = True
    description: str = ""
