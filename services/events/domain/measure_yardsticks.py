"""The yardsticks of a measure (Messgrößen): what it is judged by, and what was read. Decimals are exact, as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from services.contracts.decimals import canonical
from services.contracts.events import YardstickDropped, YardstickRead, YardstickSet
from services.contracts.names import expect_name
from services.events.domain.days import expect_not_in_future
from services.events.domain.measure_state import (
    Measure,
    Yardstick,
    expect_not_over,
    expect_planned,
    yardstick_of,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class YardstickDetails:
    """``statistic``: the key of a figure of social reporting that it follows."""

    title: str
    unit: str
    baseline: Decimal | None = None
    target: Decimal | None = None
    due: date | None = None
    statistic: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetYardstick:
    """A new yardstick; an id that was dropped is not taken again."""

    yardstick_id: UUID
    details: YardstickDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectYardstick:
    """Other details; values that were read stay."""

    yardstick_id: UUID
    details: YardstickDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadYardstick:
    """Its value on a day; read again for the day, it is corrected."""

    yardstick_id: UUID
    on: date
    value: Decimal
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DropYardstick:
    """The measure is not judged by it; its values go with it."""

    yardstick_id: UUID


Command: TypeAlias = SetYardstick | CorrectYardstick | ReadYardstick | DropYardstick


class UnitMissing(RuleViolation):
    title = "Die Einheit fehlt."
    field = "unit"


class UnknownYardstick(RuleViolation):
    title = "Diese Messgröße gibt es nicht."
    field = "yardstick_id"


class NotANumber(RuleViolation):
    title = "Bitte eine Zahl angeben."
    field = "value"


def correct_yardstick(command: CorrectYardstick, measure: Measure) -> Sequence[Contract]:
    expect_yardstick(measure, command.yardstick_id)
    return set_yardstick(command, measure)


def set_yardstick(command: SetYardstick | CorrectYardstick, measure: Measure) -> Sequence[Contract]:
    known, details = expect_not_over(measure), command.details
    if command.yardstick_id in measure.dropped_yardsticks:
        raise UnknownYardstick
    if not details.unit.strip():
        raise UnitMissing
    said = YardstickSet(
        measure_id=known.measure_id,
        yardstick_id=command.yardstick_id,
        title=expect_name(details.title),
        unit=details.unit.strip(),
        baseline=_text(details.baseline),
        target=_text(details.target),
        due=details.due,
        statistic=details.statistic,
    )
    before = measure.yardsticks.get(command.yardstick_id)
    return [] if before is not None and before == yardstick_of(said, before.values) else [said]


def read_yardstick(command: ReadYardstick, measure: Measure) -> Sequence[Contract]:
    """Also after the measure ended: what came of it shows later."""
    known = expect_planned(measure)
    yardstick = expect_yardstick(measure, command.yardstick_id)
    expect_not_in_future(command.on, command.today)
    if yardstick.values.get(command.on) == command.value:
        return []
    read = YardstickRead(
        measure_id=known.measure_id,
        yardstick_id=command.yardstick_id,
        on=command.on,
        value=_exact(command.value),
    )
    return [read]


def drop_yardstick(command: DropYardstick, measure: Measure) -> Sequence[Contract]:
    known = expect_planned(measure)
    expect_yardstick(measure, command.yardstick_id)
    return [YardstickDropped(measure_id=known.measure_id, yardstick_id=command.yardstick_id)]


def expect_yardstick(measure: Measure, yardstick_id: UUID) -> Yardstick:
    """Raises UnknownYardstick."""
    if yardstick_id not in measure.yardsticks:
        raise UnknownYardstick
    return measure.yardsticks[yardstick_id]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else _exact(value)


def _exact(value: Decimal) -> str:
    """As facts hold decimals. Raises NotANumber."""
    if not value.is_finite():
        raise NotANumber
    return canonical(f"{value:f}")
