"""Working together: an edge between two partners, with a strength from a day on; the same in both directions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.referral import PartnersLinked, PartnersUnlinked
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

STRENGTHS: Final[Mapping[int, str]] = {
    1: "kennt sich",
    2: "spricht sich ab",
    3: "arbeitet regelmäßig zusammen",
    4: "gemeinsame Vorhaben",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPartners:
    """They work together this much from ``on`` on."""

    one_id: UUID
    other_id: UUID
    strength: int
    on: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkPartners:
    """They no longer work together from ``on`` on."""

    one_id: UUID
    other_id: UUID
    on: date
    today: date


Command: TypeAlias = LinkPartners | UnlinkPartners


@dataclass(frozen=True, slots=True)
class Edge:
    """Strength by the day from which it holds; None: not any more."""

    strengths: Mapping[date, int | None] = field(default_factory=lambda: MappingProxyType({}))

    def on(self, day: date) -> int | None:
        """The strength that holds on a day."""
        days = [each for each in self.strengths if each <= day]
        return self.strengths[max(days)] if days else None


class WithItself(RuleViolation):
    title = "Bitte zwei verschiedene Partner wählen."
    field = "other_id"


class EdgeInTheFuture(RuleViolation):
    title = "Dieser Tag liegt in der Zukunft."
    field = "on"


class NotLinked(RuleViolation):
    title = "An diesem Tag ist keine Zusammenarbeit der beiden bekannt."
    field = "on"


def pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Two partners in the one order in which an edge names them."""
    return (one, other) if str(one) < str(other) else (other, one)


def decide(command: Command, edge: Edge) -> Sequence[Contract]:
    if command.one_id == command.other_id:
        raise WithItself
    if command.on > command.today:
        raise EdgeInTheFuture
    one, other = pair(command.one_id, command.other_id)
    match command:
        case LinkPartners():
            if edge.on(command.on) == command.strength:
                return []
            return [PartnersLinked(one_id=one, other_id=other, strength=command.strength, on=command.on)]
        case UnlinkPartners():
            if edge.on(command.on) is None:
                raise NotLinked
            return [PartnersUnlinked(one_id=one, other_id=other, on=command.on)]
        case _:
            assert_never(command)


def evolve(edge: Edge, fact: Contract) -> Edge:
    match fact:
        case PartnersLinked():
            return replace(edge, strengths={**edge.strengths, fact.on: fact.strength})
        case PartnersUnlinked():
            return replace(edge, strengths={**edge.strengths, fact.on: None})
        case _:
            return edge


EDGE: Final = Decider(initial=Edge(), decide=decide, evolve=evolve)
