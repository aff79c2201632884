"""The German words of closed sets: none is missing, none is left over."""

from typing import Any, get_args, get_type_hints

import pytest

from services.intake.pages import words

SETS = {name: get_args(hint) for name, hint in get_type_hints(words).items() if name.isupper() and name != "ISCED"}


def values(name: str) -> tuple[Any, ...]:
    (mapping,) = SETS[name]
    return get_args(get_args(mapping)[0])


@pytest.mark.parametrize("name", SETS)
def test_every_value_of_a_set_has_its_words(name: str) -> None:
    told = getattr(words, name)

    assert set(told) == set(values(name))
    assert len(set(told.values())) == len(told)


def test_every_level_of_education_has_its_words() -> None:
    assert list(words.ISCED) == list(range(9))
