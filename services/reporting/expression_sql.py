"""Expressions as SQL over the columns of one row source; the database's side of ``domain.expressions``."""

from functools import singledispatch
from typing import Final

from psycopg import sql

from services.reporting.domain.expressions import (
    AgeOn,
    And,
    Between,
    Compared,
    Field,
    IsKnown,
    IsOneOf,
    MonthsPassed,
    Not,
    Or,
    Parameter,
    Predicate,
    Scalar,
)

SIGNS: Final = {"<": sql.SQL("<"), "<=": sql.SQL("<="), ">": sql.SQL(">"), ">=": sql.SQL(">=")}


@singledispatch
def rendered(predicate: Predicate) -> sql.Composable:
    """A boolean SQL expression; parameters of the question stay named placeholders."""
    raise TypeError(type(predicate))


@rendered.register
def _and(predicate: And) -> sql.Composable:
    return sql.SQL("({} AND {})").format(rendered(predicate.left), rendered(predicate.right))


@rendered.register
def _or(predicate: Or) -> sql.Composable:
    return sql.SQL("({} OR {})").format(rendered(predicate.left), rendered(predicate.right))


@rendered.register
def _not(predicate: Not) -> sql.Composable:
    return sql.SQL("(NOT {})").format(rendered(predicate.inner))


@rendered.register
def _is_one_of(predicate: IsOneOf) -> sql.Composable:
    values = sql.SQL(", ").join([sql.Literal(value) for value in predicate.values])
    return sql.SQL("({} IN ({}))").format(column(predicate.field), values)


@rendered.register
def _is_known(predicate: IsKnown) -> sql.Composable:
    return sql.SQL("({} IS NOT NULL)").format(column(predicate.field))


@rendered.register
def _compared(predicate: Compared) -> sql.Composable:
    return sql.SQL("({} {} {})").format(column(predicate.field), SIGNS[predicate.sign], _bound(predicate.bound))


@rendered.register
def _between(predicate: Between) -> sql.Composable:
    return sql.SQL("({} BETWEEN {} AND {})").format(column(predicate.field), predicate.first, predicate.last)


@rendered.register
def _months_passed(predicate: MonthsPassed) -> sql.Composable:
    """PostgreSQL clamps ``date + interval 'n months'`` to the month's end, as the catalogue wants it."""
    sign = SIGNS["<" if predicate.more else "<="]
    return sql.SQL("(({} + make_interval(months => {}))::date {} {})").format(
        sql.Identifier(predicate.since.start), predicate.months, sign, sql.Identifier(predicate.since.at)
    )


def column(field: Field) -> sql.Composable:
    """The value of a field; ages are columns as well, computed once a row by :func:`age_of`."""
    return sql.Identifier(field.name)


def age_of(field: AgeOn) -> sql.Composable:
    """Completed years from two dates, written out because ``age()`` counts 29 February otherwise."""
    day = sql.SQL("(date_part('year', {0}) * 10000 + date_part('month', {0}) * 100 + date_part('day', {0}))::int")
    return sql.SQL("floor(({} - {}) / 10000.0)::int").format(
        day.format(sql.Identifier(field.on)), day.format(sql.Identifier(field.birth))
    )


def _bound(bound: Scalar | Parameter) -> sql.Composable:
    if isinstance(bound, Parameter):
        return sql.SQL("{}::date").format(sql.Placeholder(bound.name))
    return sql.Literal(bound)
