"""A group: founded, corrected, dissolved; its members; its calendar. Meetings are streams of their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from services.contracts.events import GroupDissolved, GroupFounded
from services.contracts.events.words import GroupKind
from services.contracts.names import expect_name
from services.contracts.vocabularies import handlungsfelder
from services.events.domain import group_feed, group_members
from services.events.domain.days import expect_in_order
from services.events.domain.group_state import Group, evolve, expect_known, expect_working
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDetails:
    """What is known of a group; ``details_id``: its mandate, in the vault."""

    name: str
    kind: GroupKind
    since: date
    operation: str | None = None
    sozialraeume: tuple[str, ...] = ()
    handlungsfelder: tuple[str, ...] = ()
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGroup:
    """A group begins its work, or one that was dissolved works again."""

    group_id: UUID
    details: GroupDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectGroup:
    """Other details of a group that works."""

    details: GroupDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveGroup:
    """The group works no more after ``on``; said again, the day is corrected."""

    on: date


Command: TypeAlias = FoundGroup | CorrectGroup | DissolveGroup | group_members.Command | group_feed.Command


# --- Decisions: may it happen? ----------------------------------------------


class FoundedOtherwise(RuleViolation):
    title = "Ein Gremium mit diesem Namen gibt es schon, mit anderen Angaben. Bitte dort berichtigen."
    field = "name"


class UnknownHandlungsfeld(RuleViolation):
    title = "Dieses Handlungsfeld gibt es nicht."
    field = "handlungsfelder"


def found(command: FoundGroup, group: Group) -> Sequence[Contract]:
    founded = _founded(command.group_id, command.details)
    if group.founded is None or group.last_day is not None:
        return [founded]
    if group.founded != founded:
        raise FoundedOtherwise
    return []


def correct(command: CorrectGroup, group: Group) -> Sequence[Contract]:
    known = expect_working(group)
    corrected = _founded(known.group_id, command.details)
    return [] if known == corrected else [corrected]


def dissolve(command: DissolveGroup, group: Group) -> Sequence[Contract]:
    known = expect_known(group)
    expect_in_order(known.since, command.on, field="on")
    return [] if group.last_day == command.on else [GroupDissolved(group_id=known.group_id, on=command.on)]


def _founded(group_id: UUID, details: GroupDetails) -> GroupFounded:
    if not set(details.handlungsfelder) <= set(handlungsfelder()):
        raise UnknownHandlungsfeld
    return GroupFounded(
        group_id=group_id,
        name=expect_name(details.name),
        kind=details.kind,
        since=details.since,
        operation=details.operation,
        sozialraeume=tuple(dict.fromkeys(details.sozialraeume)),
        handlungsfelder=tuple(dict.fromkeys(details.handlungsfelder)),
        details_id=details.details_id,
    )


DECISIONS: Final[Mapping[type[Any], Callable[[Any, Group], Sequence[Contract]]]] = {
    FoundGroup: found,
    CorrectGroup: correct,
    DissolveGroup: dissolve,
    group_members.JoinGroup: group_members.join,
    group_members.LeaveGroup: group_members.leave,
    group_feed.OpenFeed: group_feed.open_feed,
    group_feed.CloseFeed: group_feed.close_feed,
}


def decide(command: Command, group: Group) -> Sequence[Contract]:
    return DECISIONS[type(command)](command, group)


GROUP: Final = Decider(initial=Group(), decide=decide, evolve=evolve)
