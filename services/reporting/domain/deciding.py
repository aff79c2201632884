"""Which parts of a predicate settle its answer for a row, told in German, and which inputs they read.

"Alter bei Eintritt: 56, gefragt: 18 bis 29" instead of yes or no: what an explanation says and looks facts up for.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from services.reporting.domain.expressions import (
    DATE_WORDS,
    WORDS,
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
    Row,
    Scalar,
    Truth,
)

UNKNOWN: Final = "unbekannt"


def deciding(predicate: Predicate, row: Row) -> Iterator[Predicate]:
    """The simple parts that make the whole what it is: of an untrue "und" the untrue ones, else the unknown ones."""
    truth = predicate.truth(row)
    match predicate:
        case And(left, right) | Or(left, right):
            for part in (left, right):
                if part.truth(row) is truth:
                    yield from deciding(part, row)
        case Not(inner) if isinstance(inner, And | Or | Not):
            yield from (Not(part) for part in deciding(inner, row))
        case _:
            yield predicate


def simple_parts(predicate: Predicate) -> Iterator[Predicate]:
    """All simple parts, whatever they answer."""
    match predicate:
        case And(left, right) | Or(left, right):
            yield from simple_parts(left)
            yield from simple_parts(right)
        case Not(inner):
            yield from simple_parts(inner)
        case _:
            yield predicate


def inputs(part: Predicate) -> tuple[str, ...]:
    """The columns that a simple part reads; parameters of the question are none. Raises TypeError for others."""
    match part:
        case Not(inner):
            return inputs(inner)
        case MonthsPassed(since):
            return (since.start, since.at)
        case IsOneOf(field) | IsKnown(field) | Compared(field) | Between(field):
            return (field.birth, field.on) if isinstance(field, AgeOn) else (field.name,)
    raise TypeError(type(part))


def found(part: Predicate, row: Row) -> str:
    """What the row says to a simple part: the field and its value."""
    match part:
        case Not(inner):
            return found(inner, row)
        case MonthsPassed(since):
            return f"{since.title} seit: {_dated(row[since.start])}"
        case IsKnown(field):
            return f"{field.title}: {UNKNOWN if field.value(row) is None else 'bekannt'}"
        case IsOneOf(field) | Compared(field) | Between(field):
            value = field.value(row)
            return f"{field.title}: {UNKNOWN if value is None else field.word(value)}"
    raise TypeError(type(part))


def asked(part: Predicate, row: Row) -> str:
    """What a simple part asks for, with the question's day where it asks for one."""
    match part:
        case Not(inner):
            return f"etwas anderes als {asked(inner, row)}"
        case IsOneOf(field, values):
            return " oder ".join(field.word(value) for value in values)
        case IsKnown():
            return "bekannt"
        case Between(_, first, last):
            return f"{first} bis {last}"
        case MonthsPassed(_, months, more):
            return f"seit {'mehr als' if more else 'mindestens'} {months} Monaten"
        case Compared(field, sign, bound):
            return _bound(field, sign, bound, row)
    raise TypeError(type(part))


def told(part: Predicate, row: Row) -> str:
    """Both in one: "Alter bei Eintritt: 56, gefragt: 18 bis 29"."""
    return f"{found(part, row)}, gefragt: {asked(part, row)}"


def _bound(field: Field, sign: str, bound: Scalar | Parameter, row: Row) -> str:
    if isinstance(bound, Parameter):
        return f"{DATE_WORDS[sign]} {bound.title} {_dated(row[bound.name])}"
    return f"{WORDS[sign]} {field.word(bound)}"


def _dated(value: Scalar | Truth) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else UNKNOWN
