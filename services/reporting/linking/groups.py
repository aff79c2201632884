"""Participations of one operation that are reported as one. Pure.

The entry is that of the principal: the earliest one, on one day the one recorded first. The exit is the latest of all,
none while one is open; statuses are read of those that end with it, against that day. Nothing here depends on the day
of the report.

An erased record speaks for nobody: it takes part in no group, so that the others count as if it had never been.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from services.reporting.domain.cells import LINKED
from services.reporting.linking.components import Component, Link, components


class Member(NamedTuple):
    """A submitted participation; ``since``: the position in intake's log from which it has been there."""

    participation: UUID
    person: UUID
    entry_date: date
    exit_date: date | None
    since: int
    erased: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Who is reported as one: the principal counts, the others are ``linked``.

    ``ending``: the participations that decide the exit, in the order of recording: those that are open, else those
    with the latest exit; the latter's statuses count. ``links``: what joins their persons.
    """

    principal: Member
    others: tuple[Member, ...]
    exit_date: date | None
    ending: tuple[UUID, ...]
    links: tuple[Link, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        return (self.principal, *self.others)


@dataclass(frozen=True)
class Linked:
    """The groups of one operation at a state of knowledge; none in a district where nobody is linked."""

    groups: Sequence[Group] = ()

    def __bool__(self) -> bool:
        return bool(self.groups)

    def of(self, participation: UUID) -> Group | None:
        """The group of a participation, None where it stands for itself."""
        return self._groups.get(participation)

    def told(self, participation: UUID) -> Mapping[str, date | bool | None]:
        """What a row says that it would not say for itself: the exit of its group, or that it is ``linked``."""
        group = self.of(participation)
        if group is None:
            return {}
        if group.principal.participation != participation:
            return {LINKED: True}
        return {"exit_date": group.exit_date}

    def ending(self, participation: UUID) -> Sequence[UUID]:
        """Whose exit and statuses count as those of a participation: its own, of a principal those of its group."""
        group = self.of(participation)
        if group is None or group.principal.participation != participation:
            return (participation,)
        return group.ending

    def merged(self, participation: UUID) -> tuple[Member, ...]:
        """With whom it is reported as one: for the principal the others, for each of these the principal."""
        group = self.of(participation)
        if group is None:
            return ()
        return group.others if group.principal.participation == participation else (group.principal,)

    def with_others(self, participations: Collection[UUID]) -> set[UUID]:
        """These, and all that are reported as one with any of them."""
        groups = [group for each in participations if (group := self.of(each)) is not None]
        return {*participations, *(one.participation for group in groups for one in group.members)}

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """Parameters of statements that know groups, column by column.

        The others; each principal with its exit; each principal with those whose statuses are its own.
        """
        spoken = [(group.principal.participation, each) for group in self.groups for each in group.ending]
        return {
            "linked": [one.participation for group in self.groups for one in group.others],
            "principals": [group.principal.participation for group in self.groups],
            "exits": [group.exit_date for group in self.groups],
            "spoken_for": [principal for principal, _ in spoken],
            "speaking": [each for _, each in spoken],
        }

    @cached_property
    def _groups(self) -> Mapping[UUID, Group]:
        return {one.participation: group for group in self.groups for one in group.members}


def linked(links: Iterable[Link], members: Iterable[Member]) -> Linked:
    """``members``: the submitted participations of one operation, at least those of linked persons."""
    of_person: defaultdict[UUID, list[Member]] = defaultdict(list)
    for one in members:
        if not one.erased:
            of_person[one.person].append(one)
    groups = [group for each in components(links) for group in _group(each, of_person)]
    return Linked(sorted(groups, key=lambda group: group.principal.since))


def _group(of: Component, of_person: Mapping[UUID, Sequence[Member]]) -> Iterator[Group]:
    """None where links join only one participant of the operation with somebody elsewhere."""
    members = sorted(
        (one for person in of.persons for one in of_person.get(person, ())),
        key=lambda one: (one.entry_date, one.since),
    )
    if len({one.person for one in members}) > 1:
        exit_date, ending = _end(members)
        yield Group(members[0], tuple(members[1:]), exit_date, ending, of.links)


def _end(members: Sequence[Member]) -> tuple[date | None, tuple[UUID, ...]]:
    exits = [one.exit_date for one in members if one.exit_date is not None]
    last = max(exits) if len(exits) == len(members) else None
    ending = sorted((one for one in members if one.exit_date == last), key=lambda one: one.since)
    return last, tuple(one.participation for one in ending)
