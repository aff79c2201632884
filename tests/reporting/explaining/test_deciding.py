"""Which parts of a predicate settle its answer: found by trying all rows, told in German, for every catalogue."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Final

import pytest

from services.reporting.domain.answers import ANSWERS
from services.reporting.domain.catalogues import CATALOGUES
from services.reporting.domain.catalogues import fields as f
from services.reporting.domain.deciding import asked, deciding, found, inputs, simple_parts, told
from services.reporting.domain.expressions import Predicate, Row
from services.reporting.explaining.words import FACTS, fact_title
from tests.reporting.test_record_cells import ROW

PREDICATES: Final = [
    predicate
    for catalogue in CATALOGUES
    for predicate in (
        catalogue.complete,
        catalogue.complete_eso_4_12,
        *(one.when for one in (*catalogue.indicators, *catalogue.reasons) if one.when is not None),
    )
]
COLUMNS: Final = ROW.keys() - {"as_of"}


def rows() -> Iterator[Row]:
    some = {
        "employment": ["employed", "unemployed", "inactive", None],
        "unemployed_since": [date(2023, 1, 1), date(2024, 2, 1), None],
        "exit_status": ["employed", "job_seeking", None],
        "birth_date": [date(1994, 3, 1), None],
        "in_education": ["no", None],
    }
    for values in product(*some.values()):
        yield {**ROW, **dict(zip(some, values, strict=True))}


@pytest.mark.parametrize("predicate", PREDICATES)
def test_every_predicate_of_every_catalogue_can_be_told_and_looked_up(predicate: Predicate) -> None:
    for part in simple_parts(predicate):
        assert set(inputs(part)) <= COLUMNS | {"rural"} | ANSWERS.keys()
        assert found(part, ROW)
        assert asked(part, ROW)


@pytest.mark.parametrize("predicate", PREDICATES)
def test_the_deciding_parts_answer_like_the_whole(predicate: Predicate) -> None:
    for row in rows():
        parts = list(deciding(predicate, row))
        assert parts
        assert {part.truth(row) for part in parts} == {predicate.truth(row)}


@pytest.mark.parametrize(
    ("employment", "exit_status", "named"),
    [
        ("employed", None, {"employment"}),
        ("inactive", "employed", {"exit_status"}),
        ("inactive", "job_seeking", {"employment", "exit_status"}),
    ],
)
def test_what_does_not_decide_is_not_named(employment: str, exit_status: str | None, named: set[str]) -> None:
    either = (f.employment == "employed") | (f.exit_status == "employed")
    row = {**ROW, "employment": employment, "exit_status": exit_status}

    assert {name for part in deciding(either, row) for name in inputs(part)} == named


@pytest.mark.parametrize(
    ("predicate", "text"),
    [
        (f.age.between(18, 29), "Alter bei Eintritt: 30, gefragt: 18 bis 29"),
        (f.age < 18, "Alter bei Eintritt: 30, gefragt: unter 18"),
        (f.entry_date <= f.as_of, "Eintritt: 01.03.2024, gefragt: bis zum Stichtag 31.12.2024"),
        (~(f.state == "draft"), "Stand: eingereicht, gefragt: etwas anderes als Entwurf"),
        (f.rural == True, "Wohnort in ländlicher Gemeinde: nein, gefragt: ja"),  # noqa: E712 - an expression
        (f.months_unemployed > 6, "bei Eintritt arbeitslos seit: unbekannt, gefragt: seit mehr als 6 Monaten"),
        (f.gender.is_known(), "Geschlecht: bekannt, gefragt: bekannt"),
    ],
)
def test_a_part_says_what_is_there_and_what_was_asked_for(predicate: Predicate, text: str) -> None:
    assert told(predicate, {**ROW, "rural": False}) == text


def test_facts_have_german_names_and_unknown_ones_stand_for_themselves() -> None:
    assert fact_title("intake.participation_entered.v1") == "Teilnahme erfasst"
    assert fact_title("intake.nothing_happened.v2") == "intake.nothing_happened"
    assert all(name.islower() for name in FACTS)
