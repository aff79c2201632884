"""The closed set of causes: each has a German title, and facts stand for causes that are in it."""

from typing import get_args

import pytest

from services.kernel.facts import fact_types
from services.reporting.deltas.causes import OF_FACT, TITLES, Cause, cause_of


def test_every_cause_has_a_title_of_its_own() -> None:
    assert TITLES.keys() == set(get_args(Cause))
    assert len(set(TITLES.values())) == len(TITLES)


def test_every_kind_of_fact_about_a_participation_or_who_is_one_stands_for_a_cause() -> None:
    names = {one.name for one in fact_types()}
    told = {name for name in names if name.startswith(("intake.participation_", "intake.status_", "intake.persons_"))}

    assert OF_FACT.keys() == told - {"intake.persons_told_apart"}, "who is told apart is two persons as before"


def test_the_version_of_a_fact_does_not_matter() -> None:
    assert cause_of("intake.participation_entered.v7") == "late_entry"
    with pytest.raises(KeyError):
        cause_of("intake.contact_recorded.v1")
