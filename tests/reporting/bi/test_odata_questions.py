"""What a client may ask: read into SQL with parameters, or refused in German."""

from base64 import urlsafe_b64encode
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg.sql import SQL

from services.reporting.bi.contract import VIEWS
from services.reporting.bi.odata.filters import Condition, condition
from services.reporting.bi.odata.ordering import Place, after
from services.reporting.bi.odata.questions import question
from services.reporting.bi.odata.refusals import BadQuestion

CONTACTS = VIEWS["contacts_monthly"]


def read(text: str) -> tuple[str, list[Any]]:
    found: Condition = condition(text, CONTACTS.columns)
    return SQL("{}").format(found.sql).as_string(None), list(found.values.values())


@pytest.mark.parametrize(
    ("text", "sql", "values"),
    [
        ("contacts gt 3", '((coalesce("contacts" > %(value_0)s, false)))', [3]),
        ("kind eq null", '(("kind" IS NULL))', []),
        ("kind ne 'a''b'", '(("kind" IS DISTINCT FROM %(value_0)s))', ["a'b"]),
        (
            "not (month ge 2025-01-01 or contains(sozialraum,'no'))",
            (
                '((NOT ((coalesce("month" >= %(value_0)s, false)) OR '
                '(coalesce(position(%(value_1)s IN "sozialraum") > 0, false)))))'
            ),
            [date(2025, 1, 1), "no"],
        ),
        ("kind in ('a','b')", '((coalesce("kind" IN (%(value_0)s, %(value_1)s), false)))', ["a", "b"]),
    ],
)
def test_a_filter_is_a_condition_with_parameters(text: str, sql: str, values: list[Any]) -> None:
    assert read(text) == (sql, values)


@pytest.mark.parametrize(
    "text",
    [
        "", "contacts", "contacts gt", "contacts gt 'drei'", "persons gt 3", "contacts gt 3 und kind eq 'a'",
        "kind gt null",
        "kind eq 'a\x00'", "contains(contacts,'3')", "(contacts gt 3", "kind eq 'a", "month eq 2025-02-30",
        "1 eq 1", "contacts gt 3; DROP TABLE x", "(" * 60 + "contacts gt 3" + ")" * 60, "kind eq '" + "a" * 5000 + "'",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_german(text: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        read(text)
    assert refused.value.option == "$filter"
    assert len(refused.value.message) > 10


@given(st.text(max_size=60))
@pytest.mark.hypothesis
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        sql, _ = read(text)
    except BadQuestion:
        return
    assert sql.startswith("(")


@pytest.mark.parametrize(
    "options",
    [
        [("$top", "-1")], [("$skip", "x")], [("$count", "ja")], [("$select", "name")], [("$orderby", "contacts down")],
        [("$search", "x")], [("$top", "1"), ("$top", "2")], [("$format", "xml")], [("$expand", "kind")],
    ],
)  # fmt: skip
def test_other_options_are_refused_by_name(options: list[tuple[str, str]]) -> None:
    with pytest.raises(BadQuestion) as refused:
        question(CONTACTS, options)
    assert refused.value.option == options[0][0]


def test_rows_without_a_value_come_first_and_the_id_decides_between_equals() -> None:
    asked = question(CONTACTS, [("$orderby", "contacts desc, month")])

    assert [term.sql().as_string(None) for term in asked.order] == [
        '"contacts" DESC NULLS LAST',
        '"month" ASC NULLS FIRST',
        '"id" ASC NULLS FIRST',
    ]


@pytest.mark.parametrize("values", [[None, date(2025, 1, 1), "0a"], [7, None, "0a"]])
def test_a_place_in_an_order_comes_back_from_its_token(values: list[Any]) -> None:
    place = Place(values, "d" * 32)

    asked = question(CONTACTS, [("$orderby", "contacts desc,month"), ("$skiptoken", place.token())])

    assert asked.begin == place


def test_after_a_place_come_those_that_differ_in_one_of_its_columns_first() -> None:
    asked = question(CONTACTS, [("$orderby", "contacts desc,month")])

    behind, values = after(asked.order, [7, None, "0a"])

    assert behind.as_string(None) == (
        '((("contacts" < %(after_0)s OR "contacts" IS NULL)) OR '
        '("contacts" IS NOT DISTINCT FROM %(after_0)s AND "month" IS NOT NULL) OR '
        '("contacts" IS NOT DISTINCT FROM %(after_0)s AND "month" IS NOT DISTINCT FROM %(after_1)s AND '
        '"id" > %(after_2)s))'
    )
    assert values == {"after_0": 7, "after_1": None, "after_2": "0a"}


def test_what_is_no_token_of_ours_for_that_order_is_refused() -> None:
    ours = Place([7, date(2025, 1, 1), "0a"]).token()
    foreign = [ours[:-4], "500", "ä", "!", "a" * 3000, "W" * 1999, packed("{}"), packed('[null,7,"x",1]')]
    foreign += [packed('[null,7,"2025-01-01","\\u0000"]'), packed('[null,7,"2025-01-01","\\ud800"]')]
    foreign += [packed('[1,7,"2025-01-01","0a"]'), packed(f'[null,{2**70},"2025-01-01","0a"]'), packed("[" * 1400)]
    for token in foreign:
        with pytest.raises(BadQuestion) as refused:
            question(CONTACTS, [("$orderby", "contacts,month"), ("$skiptoken", token)])
        assert refused.value.option == "$skiptoken"
    with pytest.raises(BadQuestion):
        question(CONTACTS, [("$orderby", "contacts"), ("$skiptoken", ours)])


def packed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()
