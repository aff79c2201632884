"""That an event took place, how many came, and what the team says of it. Counted by groups, never by name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.events import AttendanceCount, EventEvaluated, EventHeld
from services.contracts.events.words import AttendanceDimension, CountedBy
from services.contracts.vocabularies import age_bands, target_groups
from services.events.domain.days import expect_not_in_future
from services.events.domain.event_state import Event, expect_planned
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

GENDERS: Final[Mapping[str, str]] = {"female": "weiblich", "male": "männlich", "non_binary": "divers"}
KEYS: Final[Mapping[AttendanceDimension, Callable[[], Mapping[str, str]]]] = {
    "age_band": age_bands,
    "gender": lambda: GENDERS,
    "target_group": target_groups,
}
# Everybody has one age and counts once there; one person may well belong to two target groups.
WITHOUT_OVERLAP: Final[frozenset[AttendanceDimension]] = frozenset({"age_band", "gender"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldEvent:
    """It took place; said again, the count was corrected."""

    on: date
    today: date
    attendance: int
    counted_by: CountedBy
    counts: tuple[AttendanceCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateEvent:
    """What the team says afterwards: 1 (goal not reached at all) to 5 (entirely), and whether to do it again."""

    reached: int
    again: bool
    details_id: UUID | None = None


class UnknownGroupOfVisitors(RuleViolation):
    title = "Diese Gruppe von Besucherinnen und Besuchern gibt es nicht."
    field = "counts"


class GroupCountedTwice(RuleViolation):
    title = "Jede Gruppe darf nur einmal gezählt werden."
    field = "counts"


class MoreThanCame(RuleViolation):
    title = "Die Gruppen sind zusammen größer als die Zahl aller, die da waren."
    field = "counts"


class NotHeld(RuleViolation):
    title = "Auswerten kann man eine Veranstaltung, wenn sie stattgefunden hat. Bitte zuerst zählen."
    field = "event_id"


def hold(command: HoldEvent, event: Event) -> Sequence[Contract]:
    plan = expect_planned(event)
    expect_not_in_future(command.on, command.today)
    counts = tuple(count for count in command.counts if count.persons)
    _check(counts, command.attendance)
    held = EventHeld(
        event_id=plan.event_id,
        on=command.on,
        attendance=command.attendance,
        counted_by=command.counted_by,
        counts=tuple(sorted(counts, key=_place)),
    )
    return [] if held == event.held else [held]


def evaluate(command: EvaluateEvent, event: Event) -> Sequence[Contract]:
    plan = expect_planned(event)
    if event.held is None:
        raise NotHeld
    evaluated = EventEvaluated(
        event_id=plan.event_id, reached=command.reached, again=command.again, details_id=command.details_id
    )
    return [] if evaluated == event.evaluated else [evaluated]


def _place(count: AttendanceCount) -> tuple[int, int]:
    """Where a group stands in the form."""
    return list(KEYS).index(count.dimension), list(KEYS[count.dimension]()).index(count.key)


def _check(counts: Sequence[AttendanceCount], attendance: int) -> None:
    if any(count.key not in KEYS[count.dimension]() for count in counts):
        raise UnknownGroupOfVisitors
    if len({(count.dimension, count.key) for count in counts}) != len(counts):
        raise GroupCountedTwice
    for dimension in KEYS:
        largest = _largest(dimension, (count.persons for count in counts if count.dimension == dimension))
        if largest > attendance:
            raise MoreThanCame(f"Gezählt wurden {attendance}, in den Gruppen {largest}.", field=dimension)


def _largest(dimension: AttendanceDimension, persons: Iterable[int]) -> int:
    """How many persons there must have been at least."""
    return sum(persons) if dimension in WITHOUT_OVERLAP else max(persons, default=0)
