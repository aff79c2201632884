"""What the plausibility rules find: which records, which cells, how large a share."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.reporting.checking.plausibility import RULES
from services.reporting.checking.rules import GroupRule, JumpRule, RecordRule, Rule, ShareRule
from services.reporting.checking.seen import Seen
from services.reporting.checking.settings import CheckSetting, Settings
from services.reporting.domain.cells import TOTAL, value_of
from services.reporting.domain.checks import Compared

# A share or a growth among fewer persons says nothing.
SMALLEST_BASE: Final = 10


@dataclass(frozen=True, slots=True)
class Grown:
    """An indicator that grew: persons before and now."""

    code: str
    before: int
    value: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many persons."""

    part: int
    base: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that warns, and of what. ``participations``: in the order of recording."""

    rule: Rule
    threshold: int
    participations: tuple[UUID, ...] = ()
    grown: tuple[Grown, ...] = ()
    share: Share | None = None


def findings(people: Sequence[Seen], compared: Compared, settings: Settings) -> list[Finding]:
    """What is found by the rules that are switched on, in their order."""
    found = (_found(rule, settings[rule.key], people, compared) for rule in RULES)
    return [one for one in found if one is not None]


def _found(rule: Rule, setting: CheckSetting, people: Sequence[Seen], compared: Compared) -> Finding | None:
    if not setting.active:
        return None
    threshold = setting.threshold
    match rule:
        case RecordRule():
            predicate = rule.when(threshold)
            named = tuple(one.participation for one in people if predicate.holds(one.row))
            return Finding(rule, threshold, named) if named else None
        case GroupRule():
            named = tuple(_crowded(rule, threshold, people))
            return Finding(rule, threshold, named) if named else None
        case ShareRule():
            share = _share(rule, people)
            return Finding(rule, threshold, share=share) if _stands_out(rule, threshold, share) else None
        case JumpRule():
            grown = tuple(_grown(threshold, compared))
            return Finding(rule, threshold, grown=grown) if grown else None
    raise TypeError(type(rule))


def _crowded(rule: GroupRule, threshold: int, people: Sequence[Seen]) -> Iterator[UUID]:
    """All records of groups with more than ``threshold`` of them, group by group."""
    groups: defaultdict[Hashable, list[UUID]] = defaultdict(list)
    for one in people:
        if (group := rule.alike(one)) is not None:
            groups[group].append(one.participation)
    for group_members in groups.values():
        if len(group_members) > threshold:
            yield from group_members


def _share(rule: ShareRule, people: Sequence[Seen]) -> Share:
    base = [one for one in people if rule.base(one)]
    return Share(sum(rule.part(one) for one in base), len(base))


def _stands_out(rule: ShareRule, threshold: int, share: Share) -> bool:
    if share.base < SMALLEST_BASE:
        return False
    part, bound = share.part * 100, threshold * share.base
    return part < bound if rule.below else part > bound


def _grown(threshold: int, compared: Compared) -> Iterator[Grown]:
    for one in compared.catalogue.indicators:
        if one.when is None:
            continue
        before, now = value_of(compared.before[one.code], TOTAL), compared.now.value(one.code)
        if before >= SMALLEST_BASE and (now - before) * 100 > threshold * before:
            yield Grown(one.code, before, now)
