"""Which participations must be kept, and until when: a person's record may not go before that.

What was handed in has to be proven (Regulation (EU) 2021/1060, Article 82(1)). What no submission ever counted proves
nothing, and nothing asks for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from services.contracts.intake import State
from services.contracts.retention import Hold, kept_until, retention


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What one fact of a participation said, and at which position of intake's log."""

    operation: str
    position: int
    state: State
    entry_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A submission: the state of the world ``as_of``, counted from intake's facts up to ``position``."""

    operation: str
    as_of: date
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What is known of a district's duties: submissions; by operation its end, the year of the last ESF payment, holds.

    ``ends``: the last day of each operation.
    """

    handed_in: Sequence[HandedIn] = ()
    last_payments: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    holds: Mapping[str, Sequence[Hold]] = field(default_factory=lambda: MappingProxyType({}))
    ends: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Duty:
    """Data of an operation are kept; ``until`` None: the day is not known yet, or a hold stops the clock.

    ``at_least``: while the last payment has not come, the earliest day that can still be the last one.
    """

    operation: str
    until: date | None
    held: bool = False
    at_least: date | None = None


def duties(entries: Iterable[KnownEntry], keeping: Keeping, today: date) -> tuple[Duty, ...]:
    """The duties that stand in the way on a day, one an operation."""
    listed = tuple(entries)
    counted = {each.operation for each in counted_in(listed, keeping.handed_in)}
    return tuple(_standing(sorted(counted), keeping, today))


def counted_in(entries: Sequence[KnownEntry], handed_in: Iterable[HandedIn]) -> Iterator[HandedIn]:
    """The submissions that may have counted one; that it was incomplete then is not looked into: rather kept."""
    return (each for each in handed_in if any(_counts(each, entry) for entry in entries))


def _counts(handed_in: HandedIn, entry: KnownEntry) -> bool:
    known = entry.operation == handed_in.operation and entry.position <= handed_in.position
    return known and entry.state == "submitted" and entry.entry_date <= handed_in.as_of


def _standing(operations: Iterable[str], keeping: Keeping, today: date) -> Iterator[Duty]:
    for operation in operations:
        kept = retention(keeping.last_payments.get(operation), keeping.holds.get(operation, ()))
        if not kept.is_over(today):
            at_least = None if kept.until is not None else _earliest(keeping.ends.get(operation), today)
            yield Duty(operation, kept.until, kept.is_held, at_least)


def _earliest(end: date | None, today: date) -> date:
    """The last payment comes after the operation's end, and it has not come yet."""
    return kept_until(max(today, end or today).year)
