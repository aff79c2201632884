"""The consistency checks C1 to C9, each for every gender and for all together."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from tests.oracle.counting import CODES, ENTITIES, Count, Counted
from tests.oracle.persons import SOCIAL_INCLUSION
from tests.oracle.vocabulary import GENDERS

Persons: TypeAlias = Sequence[Counted]

RESERVED = (
    ("EECO02", "EECO04"),
    ("EECO02", "EECO05"),
    ("EECO02", "EECO04", "EECO05"),
    ("EECO06", "EECO07"),
    ("EECO10", "EECO11"),
)
LINKED = {
    "EECR01": ("EECO04",),
    "EECR02": ("EECO01",),
    "EECR03": ("EECO01",),
    "EECR04": ("EECO02", "EECO04"),
    "EECR05": ("EECO02", "EECO04"),
    "EECR06": ("EECO05",),
}


def checks(now: Count, earlier: Count, specific_objective: str) -> list[dict[str, Any]]:
    """The checks of the document, in their order; C9 compares with the earlier count."""
    groups = _by_gender(now)
    answers = [(name, text, all(map(rule, groups))) for name, text, rule in _RULES]
    grown = all(map(_nothing_shrank, _by_gender(earlier), groups))
    answers.append(("C9", "no value below the previous reporting date", grown))
    return [
        {"id": name, "holds": holds, "text": text}
        for name, text, holds in answers
        if specific_objective != SOCIAL_INCLUSION or name not in {"C1", "C4"}
    ]


def _by_gender(count: Count) -> list[Persons]:
    groups = [[person for person in count.counted if person.gender == gender] for gender in GENDERS]
    return [count.counted, *groups]


def _number(persons: Persons, *codes: str) -> int:
    """The sum of the indicators, as it stands in the report."""
    return sum(code in person.codes for code in codes for person in persons)


def _people(persons: Persons, *codes: str) -> int:
    """How many persons have any of the codes: what a reserved combination means."""
    return sum(any(code in person.codes for code in codes) for person in persons)


def _work_adds_up(persons: Persons) -> bool:
    return _number(persons, "EECO01") == _number(persons, "EECO02", "EECO04", "EECO05")


def _long_term_are_unemployed(persons: Persons) -> bool:
    return _number(persons, "EECO03") <= _number(persons, "EECO02")


def _ages_fit(persons: Persons) -> bool:
    return _number(persons, "EECO06", "EECO07", "EECO08") <= _number(persons, "EECO01")


def _education_adds_up(persons: Persons) -> bool:
    return _number(persons, "EECO09", "EECO10", "EECO11") == _number(persons, "EECO01")


def _traits_fit(persons: Persons) -> bool:
    everybody = _number(persons, "EECO01")
    return all(_number(persons, f"EECO{number}") <= everybody for number in range(12, 18))


def _combinations_add_up(persons: Persons) -> bool:
    return all(_people(persons, *codes) == _number(persons, *codes) for codes in RESERVED)


def _results_fit(persons: Persons) -> bool:
    return all(_number(persons, code) <= _number(persons, *of) for code, of in LINKED.items())


def _never_both(persons: Persons) -> bool:
    return not any({"EECR01", "EECR04"} <= person.codes for person in persons)


def _nothing_shrank(earlier: Persons, now: Persons) -> bool:
    codes = [code for code in CODES if code not in ENTITIES]
    return all(_number(now, code) >= _number(earlier, code) for code in codes)


_RULES: tuple[tuple[str, str, Callable[[Persons], bool]], ...] = (
    ("C1", "EECO01 = EECO02 + EECO04 + EECO05", _work_adds_up),
    ("C2", "EECO03 <= EECO02", _long_term_are_unemployed),
    ("C3", "EECO06 + EECO07 + EECO08 <= EECO01", _ages_fit),
    ("C4", "EECO09 + EECO10 + EECO11 = EECO01", _education_adds_up),
    ("C5", "EECO12..EECO17 <= EECO01", _traits_fit),
    ("C6", "reserved combinations = sums of their parts", _combinations_add_up),
    ("C7", "results <= their outputs", _results_fit),
    ("C8", "EECR01 and EECR04 never together", _never_both),
)
