"""The consistency checks C1 to C9 of a catalogue version over counted cells, each for every gender and in total."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from services.reporting.domain.catalogue import Catalogue, Check
from services.reporting.domain.cells import GENDERS, TOTAL, Cells, Counts, value_of


@dataclass(frozen=True, slots=True)
class Judged:
    """A check and whether it holds."""

    check: Check
    holds: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """What is checked: the cells, and the indicators of the reporting date before at the same state of knowledge."""

    catalogue: Catalogue
    now: Cells
    before: Mapping[str, Counts]


def judge(compared: Compared, *, eso_4_12: bool) -> list[Judged]:
    """Every check that applies, in the catalogue's order."""
    applying = (one for one in compared.catalogue.checks if one.applies_to_eso_4_12 or not eso_4_12)
    return [Judged(check, _everywhere(CHECKS[check.id], compared)) for check in applying]


Rule = Callable[[Compared, str], bool]


def _everywhere(rule: Rule, compared: Compared) -> bool:
    return all(rule(compared, gender) for gender in (*GENDERS, TOTAL))


def _c1(compared: Compared, gender: str) -> bool:
    return compared.now.summed(("EECO02", "EECO04", "EECO05"), gender) == compared.now.value("EECO01", gender)


def _c2(compared: Compared, gender: str) -> bool:
    return compared.now.value("EECO03", gender) <= compared.now.value("EECO02", gender)


def _c3(compared: Compared, gender: str) -> bool:
    return compared.now.summed(("EECO06", "EECO07", "EECO08"), gender) <= compared.now.value("EECO01", gender)


def _c4(compared: Compared, gender: str) -> bool:
    return compared.now.summed(("EECO09", "EECO10", "EECO11"), gender) == compared.now.value("EECO01", gender)


def _c5(compared: Compared, gender: str) -> bool:
    everyone = compared.now.value("EECO01", gender)
    return all(compared.now.value(f"EECO{number}", gender) <= everyone for number in range(12, 18))


def _c6(compared: Compared, gender: str) -> bool:
    """Persons counted once per combination against the sum of the parts: equal as long as nobody is in two parts."""
    return all(
        compared.now.combined(codes, gender) == compared.now.summed(codes, gender)
        for codes in compared.catalogue.combinations
    )


def _c7(compared: Compared, gender: str) -> bool:
    results = (one for one in compared.catalogue.indicators if one.reference)
    return all(compared.now.value(one.code, gender) <= compared.now.summed(one.reference, gender) for one in results)


def _c8(compared: Compared, _gender: str) -> bool:
    return compared.now.overlap == 0


def _c9(compared: Compared, gender: str) -> bool:
    return all(
        compared.now.value(code, gender) >= value_of(compared.before[code], gender) for code in compared.now.indicators
    )


CHECKS: Final[Mapping[str, Rule]] = {
    "C1": _c1,
    "C2": _c2,
    "C3": _c3,
    "C4": _c4,
    "C5": _c5,
    "C6": _c6,
    "C7": _c7,
    "C8": _c8,
    "C9": _c9,
}
