"""The view ``participations``: people in groups, none of them small, that say nothing that indicators do not say.

A block is what came to a Sozialraum between two years whose number of people is shown there. It is told in the finest
way of dividing it in which every group is nobody or at least the threshold, and by age or employment only where the
indicators show that trait at both ends. What indicators hide altogether is one group, ``übrige``.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from services.reporting.bi.areas import Protected
from services.reporting.bi.counted import Counted, Group
from services.reporting.bi.families import AGE, EMPLOYMENT, Family

REST: Final = "übrige"


class Key(NamedTuple):
    """One row of the view without its number."""

    area: str
    half_year: str
    gender: str
    age_band: str
    employment: str


class _Way(NamedTuple):
    """A way of dividing a block: by which of these."""

    half_years: bool
    age: bool
    employment: bool


# From fine to coarse.
WAYS: Final = (
    _Way(half_years=True, age=True, employment=True),
    _Way(half_years=True, age=False, employment=True),
    _Way(half_years=True, age=True, employment=False),
    _Way(half_years=False, age=True, employment=True),
    _Way(half_years=True, age=False, employment=False),
    _Way(half_years=False, age=False, employment=True),
    _Way(half_years=False, age=True, employment=False),
)
NOTHING: Final = _Way(half_years=False, age=False, employment=False)
ALL_REST: Final = Key(REST, REST, REST, REST, REST)


class _Block(NamedTuple):
    """Years after ``after`` up to ``until`` of one Sozialraum and gender."""

    area: str
    gender: str
    after: int | None
    until: int
    groups: Sequence[Group]


@dataclass(frozen=True, slots=True)
class Grouping:
    """``traits``: the families that divide by age and by employment, where the catalogue has them."""

    counted: Counted
    shown: Protected
    traits: Mapping[str, Family]
    smallest: int

    def rows(self) -> Mapping[Key, int | None]:
        """Persons by group; None where the operation as a whole is smaller than the threshold."""
        told: dict[tuple[str, str], Counter[Key]] = {}
        left = 0
        for area, gender, groups in self._people():
            blocks = list(self._blocks(area, gender, groups))
            if blocks:
                told[area, gender] = sum((self._divided(block) for block in blocks), Counter[Key]())
            else:
                left += sum(group.persons for group in groups)
        while told and 0 < left < self.smallest:
            least = min(rows.total() for rows in told.values())
            for place in [place for place, rows in told.items() if rows.total() == least]:
                left += told.pop(place).total()
        together: Counter[Key] = sum(told.values(), Counter[Key]())
        rest = {ALL_REST: left if left >= self.smallest else None} if left else {}
        return {**together, **rest}

    def _people(self) -> Iterator[tuple[str, str, list[Group]]]:
        found: defaultdict[tuple[str, str], list[Group]] = defaultdict(list)
        for group in self.counted.groups:
            found[group.area, group.gender].append(group)
        for (area, gender), groups in sorted(found.items()):
            yield area, gender, groups

    def _blocks(self, area: str, gender: str, groups: Sequence[Group]) -> Iterator[_Block]:
        """None where the number of all people is hidden today."""
        ends = [year for year in self.counted.years if area in self.shown.everybody[gender][year]]
        if not ends or ends[-1] != self.counted.years[-1]:
            return
        after: int | None = None
        for end in ends:
            inside = [group for group in groups if (after is None or group.year > after) and group.year <= end]
            if inside:
                yield _Block(area, gender, after, end, inside)
            after = end

    def _divided(self, block: _Block) -> Counter[Key]:
        for way in WAYS:
            rows = _told(block, way)
            if self._may(block, way) and all(number >= self.smallest for number in rows.values()):
                return rows
        return _told(block, NOTHING)

    def _may(self, block: _Block, way: _Way) -> bool:
        if way.half_years and len({group.year for group in block.groups} | {block.until}) > 1:
            return False
        if way.half_years and not self._is_one_year(block):
            return False
        if way.age and not self._is_open(block, AGE, lambda group: group.age_band):
            return False
        return not way.employment or self._is_open(block, EMPLOYMENT, lambda group: group.employment)

    def _is_one_year(self, block: _Block) -> bool:
        """A year in between is hidden on purpose: half-years would tell it."""
        inside = [year for year in self.counted.years if (block.after is None or year > block.after)]
        return [year for year in inside if year <= block.until] == [block.until]

    def _is_open(self, block: _Block, trait: str, value: Callable[[Group], str]) -> bool:
        """Whether the indicators tell this trait at both ends, and divide nobody across its values."""
        family = self.traits.get(trait)
        if family is None:
            return False
        shown = self.shown.by_family[block.gender, family]
        ends = [block.until] if block.after is None else [block.after, block.until]
        return all(block.area in shown[end] for end in ends) and self._is_nested(family, value)

    def _is_nested(self, family: Family, value: Callable[[Group], str]) -> bool:
        pairs = {(value(group), group.codes & frozenset(family)) for group in self.counted.groups}
        return len(pairs) in {len({one for one, _ in pairs}), len({other for _, other in pairs})}


def _told(block: _Block, way: _Way) -> Counter[Key]:
    rows: Counter[Key] = Counter()
    for group in block.groups:
        key = Key(
            block.area,
            f"{group.year}-H{group.half}" if way.half_years else REST,
            block.gender,
            group.age_band if way.age else REST,
            group.employment if way.employment else REST,
        )
        rows[key] += group.persons
    return rows
