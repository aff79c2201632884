"""A partner's link: issued, looked at, refused, revoked; and what must hold for it to open anything.

That its referral ended, that a consent was taken back or that its partner left the directory is no fact of the link: it
is looked up whenever somebody comes (:func:`refusal`), so that no policy can be late.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias, assert_never

from services.contracts.referral import LinkIssued, LinkOpened, LinkRefusal, LinkRefused, LinkRevoked
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from services.kernel.times import BERLIN

LONGEST_DAYS: Final = 90

# What a link is about: still to be answered, answered for good or over, or something that may no longer be shown.
Standing = Literal["open", "over", "not_shown"]


class LinkTermPast(RuleViolation):
    title = "Die Einwilligung gilt nicht mehr. Ohne sie kann es keinen Link für den Partner geben."


class LinkUnknown(RuleViolation):
    title = "Diesen Link gibt es nicht."


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLink:
    """``link`` as it is to be stored; ``at`` is the moment."""

    link: LinkIssued
    at: datetime


@dataclass(frozen=True, slots=True)
class RevokeLink:
    on: date


@dataclass(frozen=True, slots=True)
class NoteLinkOpened:
    on: date


@dataclass(frozen=True, slots=True)
class NoteLinkRefused:
    on: date
    grounds: LinkRefusal


Command: TypeAlias = IssueLink | RevokeLink | NoteLinkOpened | NoteLinkRefused


@dataclass(frozen=True, slots=True)
class Link:
    """``issued`` is None before it is; days and grounds that are noted already are not noted again."""

    issued: LinkIssued | None = None
    is_revoked: bool = False
    opened: frozenset[date] = field(default_factory=frozenset)
    refused: frozenset[tuple[date, LinkRefusal]] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a link stands in now. ``is_latest``: none was issued after it for the same referral."""

    at: datetime
    partner_listed: bool
    is_latest: bool
    standing: Standing


def decide(command: Command, link: Link) -> Sequence[Contract]:
    """Raises LinkTermPast, LinkUnknown."""
    if isinstance(command, IssueLink):
        return _issue(command, link)
    issued = link.issued
    if issued is None:
        raise LinkUnknown
    about = {"link_id": issued.link_id, "partner_id": issued.partner_id}
    match command:
        case RevokeLink(on):
            return () if link.is_revoked else (LinkRevoked(**about, on=on),)
        case NoteLinkOpened(on):
            return () if on in link.opened else (LinkOpened(**about, on=on),)
        case NoteLinkRefused(on, grounds):
            return () if (on, grounds) in link.refused else (LinkRefused(**about, on=on, grounds=grounds),)
        case _:
            assert_never(command)


def _issue(command: IssueLink, link: Link) -> Sequence[Contract]:
    if command.link.expires <= command.at:
        raise LinkTermPast
    return () if link.issued == command.link else (command.link,)


def evolve(link: Link, fact: Contract) -> Link:
    match fact:
        case LinkIssued():
            return replace(link, issued=fact)
        case LinkRevoked():
            return replace(link, is_revoked=True)
        case LinkOpened():
            return replace(link, opened=link.opened | {fact.on})
        case LinkRefused():
            return replace(link, refused=link.refused | {(fact.on, fact.grounds)})
        case _:
            return link


LINK: Final[Decider[Command, Link]] = Decider(Link(), decide, evolve)


def refusal(link: Link, around: Surroundings) -> LinkRefusal | None:
    """Why an issued link opens nothing now; None: it does. What may not be shown comes before everything else."""
    if link.is_revoked or not around.is_latest or not around.partner_listed or around.standing == "not_shown":
        return "revoked"
    if around.standing == "over":
        return "used_up"
    if link.issued is None or around.at >= link.issued.expires:
        return "expired"
    return None


def end_of_link(at: datetime, days: int, last_day: date | None) -> datetime:
    """When a link of so many days ends: in whole seconds, and no later than the consent's last day does."""
    end = (at + timedelta(days=min(days, LONGEST_DAYS))).replace(microsecond=0)
    if last_day is None:
        return end
    midnight = datetime.combine(last_day + timedelta(days=1), datetime.min.time(), BERLIN)
    return min(end, midnight.astimezone(at.tzinfo))


def last_day_of(expires: datetime) -> date:
    """The last day in Berlin on which a link opens; one that ends at midnight ends the day before."""
    return (expires - timedelta(seconds=1)).astimezone(BERLIN).date()
