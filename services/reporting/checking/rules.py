"""What a plausibility rule is: over one record, over records that are alike, over shares, over time.

A rule warns and forbids nothing. Its threshold is data of the district; none is fixed by a source.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from services.contracts.reporting import CheckKey
from services.reporting.checking.seen import Seen
from services.reporting.domain.expressions import Predicate

Level = Literal["record", "records", "aggregate"]
Unit = Literal["years", "days", "percent", "records", "answers"]

UNITS: Final[Mapping[Unit, str]] = {
    "years": "Jahre",
    "days": "Tage",
    "percent": "Prozent",
    "records": "Teilnahmen",
    "answers": "Angaben",
}
LEVELS: Final[Mapping[Level, str]] = {
    "record": "einzelne Teilnahmen",
    "records": "mehrere Teilnahmen zusammen",
    "aggregate": "das Vorhaben als Ganzes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``text``: what is warned of, in German; ``{}`` is the threshold. ``lowest`` to ``highest``: what it may be."""

    key: CheckKey
    text: str
    unit: Unit
    threshold: int
    lowest: int
    highest: int

    def told(self, threshold: int) -> str:
        """The rule with its threshold, in German."""
        return self.text.format(threshold)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRule(Rule):
    """Warns of every record for which the predicate of the threshold holds."""

    when: Callable[[int], Predicate]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRule(Rule):
    """Warns of more than ``threshold`` records with the same answer of ``alike``; None is in no group."""

    alike: Callable[[Seen], Hashable | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRule(Rule):
    """Warns where the share of ``part`` among ``base`` is above the threshold, or below it where that is meant."""

    base: Callable[[Seen], bool]
    part: Callable[[Seen], bool]
    below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpRule(Rule):
    """Warns of an indicator that grew by more than the threshold since the reporting date before."""


def level_of(rule: Rule) -> Level:
    """On what the rule looks."""
    if isinstance(rule, RecordRule):
        return "record"
    return "records" if isinstance(rule, GroupRule) else "aggregate"
