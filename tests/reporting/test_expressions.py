"""One expression, three uses: its truth in Python, its truth in PostgreSQL, and its German words agree."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import Connection, sql

from services.kernel.settings import Settings
from services.reporting.domain.catalogues import CATALOGUES
from services.reporting.domain.catalogues import fields as f
from services.reporting.domain.expressions import AgeOn, Field, MonthsSince, Parameter, Predicate, Row
from services.reporting.expression_sql import age_of, rendered

word, number, flag = Field("word", "Wort"), Field("number", "Zahl"), Field("flag", "Schalter")
first, second = Field("first", "Anfang"), Field("second", "Ende")
age = AgeOn("age", "Alter", birth="first", on="second")
since = MonthsSince("first", "second", "seit Anfang")
asked = Parameter("asked", "Stichtag")
TYPES = {"word": "text", "number": "int", "flag": "boolean", "first": "date", "second": "date", "asked": "date"}

edges = st.sampled_from([date(2004, 2, 29), date(2023, 2, 28), date(2023, 3, 1), date(2024, 2, 29), date(2023, 8, 31)])
days = st.one_of(edges, st.dates(date(1900, 1, 1), date(2100, 12, 31)))
words, numbers, months = st.sampled_from(["a", "b", "c"]), st.integers(-5, 130), st.integers(0, 30)
rows = st.fixed_dictionaries(
    {
        "word": st.none() | words,
        "number": st.none() | numbers,
        "flag": st.none() | st.booleans(),
        "first": st.none() | days,
        "second": st.none() | days,
        "asked": days,
    }
)
comparisons = st.one_of(
    st.builds(lambda value: word == value, words),
    st.builds(lambda value: word != value, words),
    st.builds(lambda some: word.is_in(*some), st.lists(words, min_size=1)),
    st.builds(lambda value: flag == value, st.booleans()),
    st.sampled_from([word.is_known(), first.is_known(), flag.is_known(), age.is_known()]),
    st.builds(number.between, numbers, numbers),
    st.builds(age.between, numbers, numbers),
    st.builds(lambda value: age < value, numbers),
    st.builds(lambda value: age >= value, numbers),
    st.builds(lambda value: number <= value, numbers),
    st.builds(lambda value: number > value, numbers),
    st.builds(lambda value: first <= value, days),
    st.sampled_from([first <= asked, first > asked, second >= asked, second < asked]),
    st.builds(lambda value: since >= value, months),
)
predicates = st.recursive(
    comparisons,
    lambda inner: st.one_of(
        st.builds(lambda left, right: left & right, inner, inner),
        st.builds(lambda left, right: left | right, inner, inner),
        st.builds(lambda one: ~one, inner),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def conn(settings: Settings) -> Iterator[Connection[Any]]:
    with psycopg.connect(settings.service_database_url("reporting"), autocommit=True) as connection:
        yield connection


def asked_of_postgres(conn: Connection[Any], predicate: Predicate, row: Row) -> Any:
    columns = sql.SQL(", ").join(
        sql.SQL("{}::{} AS {}").format(sql.Literal(value), sql.SQL(TYPES[name]), sql.Identifier(name))
        for name, value in row.items()
    )
    statement = sql.SQL("SELECT {} FROM (SELECT *, {} AS age FROM (SELECT {}) AS given) AS row").format(
        rendered(predicate), age_of(age), columns
    )
    found = conn.execute(statement, {"asked": row["asked"]}).fetchone()
    assert found is not None
    return found[0]


@pytest.mark.server
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(predicate=predicates, row=rows)
def test_postgresql_and_python_agree(conn: Connection[Any], predicate: Predicate, row: Row) -> None:
    assert asked_of_postgres(conn, predicate, row) is predicate.truth(row)


@given(predicate=predicates, row=rows)
def test_a_predicate_holds_or_its_negation_or_an_input_is_unknown(predicate: Predicate, row: Row) -> None:
    unknown = any(row[name] is None for name in ("word", "number", "flag", "first", "second"))

    assert predicate.holds(row) + (~predicate).holds(row) == 1 or unknown


@pytest.mark.parametrize(
    ("predicate", "text"),
    [
        (f.age < 18, "Alter bei Eintritt unter 18 Jahren"),
        (f.age.between(18, 29), "Alter bei Eintritt von 18 bis 29 Jahren"),
        (f.age >= 55, "Alter bei Eintritt ab 55 Jahren"),
        (f.months_unemployed >= 12, "bei Eintritt arbeitslos seit mindestens 12 Monaten"),
        (
            (f.employment == "unemployed") & (f.months_unemployed >= 12),
            "Erwerbsstatus bei Eintritt: arbeitslos und bei Eintritt arbeitslos seit mindestens 12 Monaten",
        ),
        (
            (f.employment == "inactive") & ((f.gender == "male") | ~f.isced.is_known()),
            (
                "Erwerbsstatus bei Eintritt: nicht erwerbstätig und "
                "(Geschlecht: männlich oder nicht (Bildungsabschluss (ISCED) bekannt))"
            ),
        ),
        (
            f.exit_status.is_in("job_seeking", "unemployed"),
            "Letzter Status nach Austritt: arbeitsuchend oder arbeitslos",
        ),
        (f.entry_date <= f.as_of, "Eintritt bis zum Stichtag"),
        (f.entry_date > f.as_of, "Eintritt nach dem Stichtag"),
        (f.rural == True, "Wohnort in ländlicher Gemeinde: ja"),  # noqa: E712
    ],
)
def test_a_predicate_tells_itself_in_german(predicate: Predicate, text: str) -> None:
    assert predicate.text() == text


def test_every_indicator_of_every_catalogue_tells_itself() -> None:
    texts = [one.when.text() for known in CATALOGUES for one in known.indicators if one.when is not None]

    assert all(texts)
