"""The consistency checks of a catalogue version over counted cells, each for every gender and in total."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.reporting.domain.catalogue import Catalogue, Check
from services.reporting.domain.cells import GENDERS, TOTAL, Cells, Counts, value_of
from services.reporting.domain.relations import (
    Broken,
    Earlier,
    InBoth,
    Nothing,
    Relation,
    Sum,
    Together,
    broken_ones,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """A check, and every place where it does not hold."""

    check: Check
    broken: tuple[Broken, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.broken


@dataclass(frozen=True, slots=True)
class Compared:
    """What is checked: the cells, and the indicators of the reporting date before at the same state of knowledge."""

    catalogue: Catalogue
    now: Cells
    before: Mapping[str, Counts]

    def value(self, code: str, gender: str) -> int:
        return self.now.value(code, gender)

    def together(self, codes: tuple[str, ...], gender: str) -> int:
        return self.now.combined(codes, gender)

    def in_both(self, _codes: tuple[str, ...], gender: str) -> int:
        """Known of the disjoint codes of the catalogue, and in total only."""
        return self.now.overlap if gender == TOTAL else 0

    def earlier(self, code: str, gender: str) -> int:
        return value_of(self.before[code], gender)


def judge(compared: Compared, *, eso_4_12: bool) -> list[Judged]:
    """Every check that applies, in the catalogue's order."""
    applying = (one for one in compared.catalogue.checks if one.applies_to_eso_4_12 or not eso_4_12)
    return [Judged(check, _broken(CHECKS[check.id](compared.catalogue), compared)) for check in applying]


Relations = Callable[[Catalogue], Sequence[Relation]]


def _broken(relations: Sequence[Relation], compared: Compared) -> tuple[Broken, ...]:
    return tuple(broken_ones(relations, compared, (*GENDERS, TOTAL)))


def _just(*relations: Relation) -> Relations:
    return lambda _catalogue: relations


def _at_most(left: Sequence[str], right: Sequence[str]) -> Relation:
    return Relation(Sum(tuple(left)), "<=", Sum(tuple(right)))


def _each_at_most(codes: Sequence[str], bound: Sequence[str]) -> Relations:
    return _just(*(_at_most((code,), bound) for code in codes))


def _equal(left: Sequence[str], right: Sequence[str]) -> Relation:
    return Relation(Sum(tuple(left)), "=", Sum(tuple(right)))


def _combinations(catalogue: Catalogue) -> Sequence[Relation]:
    """Persons counted once per combination against the sum of the parts: equal as long as nobody is in two parts."""
    return [Relation(Together(codes), "=", Sum(codes)) for codes in catalogue.combinations]


def _references(catalogue: Catalogue) -> Sequence[Relation]:
    return [_at_most((one.code,), one.reference) for one in catalogue.indicators if one.reference]


def _disjoint(catalogue: Catalogue) -> Sequence[Relation]:
    return [Relation(InBoth(catalogue.disjoint), "=", Nothing())]


def _never_less(catalogue: Catalogue) -> Sequence[Relation]:
    counted = [one.code for one in catalogue.indicators if one.when is not None]
    return [Relation(Earlier(code), "<=", Sum((code,))) for code in counted]


EVERYBODY_2014: Final = ("CO01", "CO03", "CO05")

CHECKS: Final[Mapping[str, Relations]] = {
    "C1": _just(_equal(("EECO02", "EECO04", "EECO05"), ("EECO01",))),
    "C2": _just(_at_most(("EECO03",), ("EECO02",))),
    "C3": _just(_at_most(("EECO06", "EECO07", "EECO08"), ("EECO01",))),
    "C4": _just(_equal(("EECO09", "EECO10", "EECO11"), ("EECO01",))),
    "C5": _each_at_most([f"EECO{number}" for number in range(12, 18)], ("EECO01",)),
    "C6": _combinations,
    "C7": _references,
    "C8": _disjoint,
    "C9": _never_less,
    "K1": _just(_at_most(("CO02",), ("CO01",))),
    "K2": _just(_at_most(("CO04",), ("CO03",))),
    "K3": _just(_at_most(("CO08",), ("CO07",))),
    "K4": _just(_at_most(("CO06", "CO07"), EVERYBODY_2014)),
    "K5": _just(_at_most(("CO09", "CO10", "CO11"), EVERYBODY_2014)),
    "K6": _each_at_most(("CO15", "CO16", "CO18", "CO19"), EVERYBODY_2014),
    "K7": _references,
    "K8": _disjoint,
    "K9": _never_less,
}
