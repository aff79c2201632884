"""Predicates as expressions: one line that is evaluated on a row, told in German, and rendered as SQL elsewhere.

Truth has three values, as in SQL: None where an input is unknown. A predicate *holds* only where it is True.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.reporting.domain.calendar import completed_years, months_after

Scalar = str | int | bool | date
Value = Scalar | None
Row = Mapping[str, Value]
Truth = bool | None
Plain = str | int | bool | None | list["Plain"]


@dataclass(frozen=True, slots=True, eq=False)
class Predicate:
    """Something a row answers with yes, no or unknown."""

    def truth(self, row: Row) -> Truth:
        raise NotImplementedError

    def text(self) -> str:
        """The predicate in German."""
        raise NotImplementedError

    def plain(self) -> Plain:
        """The predicate as JSON values, for the catalogue's content hash."""
        raise NotImplementedError

    def holds(self, row: Row) -> bool:
        return self.truth(row) is True

    def __and__(self, other: "Predicate") -> "Predicate":
        return And(self, other)

    def __or__(self, other: "Predicate") -> "Predicate":
        return Or(self, other)

    def __invert__(self) -> "Predicate":
        return Not(self)


@dataclass(frozen=True, slots=True, eq=False)
class And(Predicate):
    left: Predicate
    right: Predicate

    def truth(self, row: Row) -> Truth:
        both = self.left.truth(row), self.right.truth(row)
        if False in both:
            return False
        return None if None in both else True

    def text(self) -> str:
        return " und ".join(_bracketed(part, Or) for part in (self.left, self.right))

    def plain(self) -> Plain:
        return ["and", self.left.plain(), self.right.plain()]


@dataclass(frozen=True, slots=True, eq=False)
class Or(Predicate):
    left: Predicate
    right: Predicate

    def truth(self, row: Row) -> Truth:
        both = self.left.truth(row), self.right.truth(row)
        if True in both:
            return True
        return None if None in both else False

    def text(self) -> str:
        return " oder ".join(_bracketed(part, And) for part in (self.left, self.right))

    def plain(self) -> Plain:
        return ["or", self.left.plain(), self.right.plain()]


@dataclass(frozen=True, slots=True, eq=False)
class Not(Predicate):
    inner: Predicate

    def truth(self, row: Row) -> Truth:
        truth = self.inner.truth(row)
        return None if truth is None else not truth

    def text(self) -> str:
        return f"nicht ({self.inner.text()})"

    def plain(self) -> Plain:
        return ["not", self.inner.plain()]


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A column of a row; ``words`` gives the German word for each of its values."""

    name: str
    title: str
    words: tuple[tuple[str, str], ...] = ()

    def value(self, row: Row) -> Value:
        return row[self.name]

    def word(self, value: Scalar) -> str:
        return dict(self.words).get(str(value), _told(value))

    def __eq__(self, value: object) -> "IsOneOf":  # type: ignore[override]
        return IsOneOf(self, (_scalar(value),))

    def __ne__(self, value: object) -> Predicate:  # type: ignore[override]
        return ~IsOneOf(self, (_scalar(value),))

    def __hash__(self) -> int:
        return hash(self.name)

    def is_in(self, *values: Scalar) -> "IsOneOf":
        return IsOneOf(self, values)

    def is_known(self) -> "IsKnown":
        return IsKnown(self)

    def __lt__(self, bound: "Scalar | Parameter") -> "Compared":
        return Compared(self, "<", bound)

    def __le__(self, bound: "Scalar | Parameter") -> "Compared":
        return Compared(self, "<=", bound)

    def __gt__(self, bound: "Scalar | Parameter") -> "Compared":
        return Compared(self, ">", bound)

    def __ge__(self, bound: "Scalar | Parameter") -> "Compared":
        return Compared(self, ">=", bound)

    def between(self, first: int, last: int) -> "Between":
        return Between(self, first, last)

    def plain(self) -> Plain:
        return ["field", self.name, self.title, [[key, word] for key, word in self.words]]


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A value that the question brings along, such as the date of a report."""

    name: str
    title: str

    def plain(self) -> Plain:
        return ["parameter", self.name, self.title]


@dataclass(frozen=True, slots=True, eq=False)
class AgeOn(Field):
    """Age in completed years on a date; both columns hold dates. Unknown where either is."""

    birth: str = "birth_date"
    on: str = "entry_date"

    def value(self, row: Row) -> Value:
        birth, on = row[self.birth], row[self.on]
        if not isinstance(birth, date) or not isinstance(on, date):
            return None
        return completed_years(birth, on)

    def plain(self) -> Plain:
        return ["age", self.birth, self.on, self.title]


@dataclass(frozen=True, slots=True, eq=False)
class MonthsSince:
    """Calendar months (clamped) from the date in column ``start`` to the date in column ``at``."""

    start: str
    at: str
    title: str

    def __ge__(self, months: int) -> "MonthsPassed":
        return MonthsPassed(self, months)

    def __gt__(self, months: int) -> "MonthsPassed":
        return MonthsPassed(self, months, more=True)


@dataclass(frozen=True, slots=True, eq=False)
class MonthsPassed(Predicate):
    """``start`` plus ``months`` calendar months is on or before ``at``; with ``more``: before it."""

    since: MonthsSince
    months: int
    more: bool = False

    def truth(self, row: Row) -> Truth:
        start, at = row[self.since.start], row[self.since.at]
        if not isinstance(start, date) or not isinstance(at, date):
            return None
        reached = months_after(start, self.months)
        return reached < at if self.more else reached <= at

    def text(self) -> str:
        return f"{self.since.title} seit {'mehr als' if self.more else 'mindestens'} {self.months} Monaten"

    def plain(self) -> Plain:
        since: list[Plain] = [self.since.start, self.since.at, self.since.title]
        return ["more_months" if self.more else "months", *since, self.months]


@dataclass(frozen=True, slots=True, eq=False)
class IsOneOf(Predicate):
    field: Field
    values: tuple[Scalar, ...]

    def truth(self, row: Row) -> Truth:
        value = self.field.value(row)
        return None if value is None else value in self.values

    def text(self) -> str:
        return f"{self.field.title}: {' oder '.join(self.field.word(value) for value in self.values)}"

    def plain(self) -> Plain:
        return ["in", self.field.plain(), [_plain(value) for value in self.values]]


@dataclass(frozen=True, slots=True, eq=False)
class IsKnown(Predicate):
    field: Field

    def truth(self, row: Row) -> Truth:
        return self.field.value(row) is not None

    def text(self) -> str:
        return f"{self.field.title} bekannt"

    def plain(self) -> Plain:
        return ["known", self.field.plain()]


@dataclass(frozen=True, slots=True, eq=False)
class Compared(Predicate):
    """A number or a date against a bound; booleans and texts have no order here."""

    field: Field
    sign: str
    bound: Scalar | Parameter

    def truth(self, row: Row) -> Truth:
        bound = row[self.bound.name] if isinstance(self.bound, Parameter) else self.bound
        return _compared(self.field.value(row), self.sign, bound)

    def text(self) -> str:
        if isinstance(self.bound, Parameter):
            return f"{self.field.title} {DATE_WORDS[self.sign]} {self.bound.title}"
        return f"{self.field.title} {WORDS[self.sign]} {_told(self.bound)}{_unit(self.field)}"

    def plain(self) -> Plain:
        bound = self.bound.plain() if isinstance(self.bound, Parameter) else _plain(self.bound)
        return ["compared", self.field.plain(), self.sign, bound]


@dataclass(frozen=True, slots=True, eq=False)
class Between(Predicate):
    """A number from ``first`` to ``last``, both included."""

    field: Field
    first: int
    last: int

    def truth(self, row: Row) -> Truth:
        value = self.field.value(row)
        return self.first <= value <= self.last if isinstance(value, int) else None

    def text(self) -> str:
        return f"{self.field.title} von {self.first} bis {self.last}{_unit(self.field)}"

    def plain(self) -> Plain:
        return ["between", self.field.plain(), self.first, self.last]


WORDS: Final = {"<": "unter", "<=": "höchstens", ">": "über", ">=": "ab"}
DATE_WORDS: Final = {"<": "vor dem", "<=": "bis zum", ">": "nach dem", ">=": "ab dem"}


def _compared(value: Value, sign: str, bound: Value) -> Truth:
    if value is None or bound is None:
        return None
    if isinstance(value, date) and isinstance(bound, date):
        return _ordered((value > bound) - (value < bound), sign)
    if isinstance(value, int) and isinstance(bound, int):
        return _ordered((value > bound) - (value < bound), sign)
    msg = f"{value!r} {sign} {bound!r}"
    raise TypeError(msg)


def _ordered(order: int, sign: str) -> bool:
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[sign]


def _unit(field: Field) -> str:
    return " Jahren" if isinstance(field, AgeOn) else ""


def _bracketed(part: Predicate, wider: type[Predicate]) -> str:
    return f"({part.text()})" if isinstance(part, wider) else part.text()


def _told(value: Scalar) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def _plain(value: Scalar) -> Plain:
    return value.isoformat() if isinstance(value, date) else value


def _scalar(value: object) -> Scalar:
    if isinstance(value, str | int | date):
        return value
    msg = f"{value!r} is no value of a column"
    raise TypeError(msg)
