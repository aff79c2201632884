"""The shape of what is told of a district's community work.

What has happened stands on a day of the calendar, so that reports say the same on every machine; what lies ahead counts
its days from the day of loading. Partners are named as in ``demo.network``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from services.contracts.events.words import (
    AttendanceDimension,
    Cancelled,
    CostPurpose,
    CountedBy,
    GroupKind,
    Majority,
    MemberRole,
    PartnerRole,
    PressChannel,
    ProofKind,
    ShareSource,
    Tone,
)
from services.events.application import Events


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """What is done, for whom, where and with whom."""

    title: str
    kind: str
    operation: str | None = None
    sozialraeume: Sequence[str] = ()
    hours: tuple[time, time] = (time(15), time(18))
    target_groups: Sequence[str] = ()
    handlungsfelder: Sequence[str] = ()
    partners: Mapping[str, PartnerRole] = field(default_factory=dict)
    description: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """What an event cost and who bore it, in cents; spent was what had been planned."""

    costs: Mapping[CostPurpose, int]
    shares: Mapping[ShareSource, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldEvent:
    """An event that took place; ``groups``: who they were, as far as it was counted; ``papers``: what proves it."""

    plan: EventPlan
    on: date
    came: int
    counted_by: CountedBy = "counted"
    groups: Mapping[AttendanceDimension, Mapping[str, int]] = field(default_factory=dict)
    money: Money | None = None
    reached: int | None = None
    words: str = ""
    papers: Sequence[ProofKind] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingEvent:
    """An event so many days ahead, which stands on the public page; ``places``: people register, for so many.

    ``tasks``: what is to be done so many days before it, and by which partner (None: the team).
    """

    plan: EventPlan
    ahead: int
    places: int | None = None
    tasks: Sequence[tuple[str, int, str | None]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelledEvent:
    """An event that did not take place, as was said on ``said_on``."""

    plan: EventPlan
    on: date
    said_on: date
    grounds: Cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that took place: who of the members was there, and what was decided (number, result, wording)."""

    on: date
    there: Sequence[str]
    guests: int = 0
    agenda: str = ""
    minutes: str = ""
    decided: Sequence[tuple[str, Majority, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A body of institutions; ``next_in``: it meets again so many days ahead."""

    name: str
    kind: GroupKind
    since: date
    members: Mapping[str, MemberRole]
    meetings: Sequence[Meeting] = ()
    operation: str | None = None
    sozialraeume: Sequence[str] = ()
    mandate: str = ""
    next_in: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Time that was given on a day: by one volunteer under their name, or by so many persons together."""

    on: date
    minutes: int
    persons: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """Somebody who helps; no such person exists."""

    name: str
    since: date
    hours: Sequence[Hours] = ()
    languages: Sequence[str] = ("de",)
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What help is for, and who gave it; ``together``: time of people whose names nobody wrote down."""

    title: str
    sozialraum: str
    operation: str | None = None
    needed: int | None = None
    public: bool = True
    description: str = ""
    volunteers: Sequence[Volunteer] = ()
    together: Sequence[Hours] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PressItem:
    """What a medium said, under which headline."""

    on: date
    medium: str
    channel: PressChannel
    tone: Tone
    headline: str
    own: bool = False
    reach: int | None = None
    sozialraeume: Sequence[str] = ()
    operation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSurvey:
    """A survey from a template, open so many days around the day of loading; a sheet: answers by the question's key.

    ``found``: title and text of what it showed; such a survey was closed on the day of loading.
    """

    template: str
    first: int
    last: int
    sheets: Sequence[Mapping[str, Sequence[str]]]
    operation: str | None = None
    found: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """All of a district's community work; each of ``strategies`` tells a plan: at which desks, where, who."""

    held: Sequence[HeldEvent] = ()
    coming: Sequence[ComingEvent] = ()
    cancelled: Sequence[CancelledEvent] = ()
    groups: Sequence[Group] = ()
    engagements: Sequence[Engagement] = ()
    press: Sequence[PressItem] = ()
    strategies: Sequence[Callable[[Events, str, str], object]] = ()
    surveys: Sequence[PaperSurvey] = ()
