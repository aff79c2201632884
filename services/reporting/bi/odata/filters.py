"""``$filter`` as a condition in SQL: values are parameters, names are only those of the view's columns.

A comparison with a missing value is false, never unknown: so says OData, and so ``not`` finds the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from psycopg.sql import SQL, Composable, Identifier, Placeholder

from services.reporting.bi.contract import Type
from services.reporting.bi.odata.refusals import BadQuestion
from services.reporting.bi.odata.tokens import Token, Value, tokens

DEEPEST: Final = 50
COMPARISONS: Final = {"eq": "=", "ne": "<>", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
SEARCHES: Final = {
    "contains": "position({part} IN {text}) > 0",
    "startswith": "starts_with({text}, {part})",
    "endswith": "right({text}, length({part})) = {part}",
}
FITTING: Final[Mapping[Type, tuple[type, ...]]] = {
    Type.TEXT: (str,),
    Type.NUMBER: (int, Decimal),
    Type.DATE: (date,),
    Type.MOMENT: (datetime,),
}


@dataclass(frozen=True, slots=True)
class Condition:
    sql: Composable
    values: Mapping[str, Any]


def condition(text: str, columns: Mapping[str, Type]) -> Condition:
    """The condition behind a ``$filter``; raises BadQuestion."""
    parser = _Parser(tokens(text), columns)
    return Condition(parser.whole(), parser.values)


@dataclass(slots=True)
class _Parser:
    """Recursive descent: ``or`` over ``and`` over ``not`` over comparisons."""

    words: Sequence[Token]
    columns: Mapping[str, Type]
    values: dict[str, Any] = field(default_factory=dict)
    _place: int = 0
    _depth: int = 0

    def whole(self) -> Composable:
        found = self._any()
        if self._next.kind != "end":
            raise self._unexpected()
        return found

    def _any(self) -> Composable:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadQuestion("$filter", f"$filter ist tiefer als {DEEPEST} Ebenen verschachtelt.")
        parts = [self._all()]
        while self._takes("or"):
            parts.append(self._all())
        self._depth -= 1
        return SQL("({})").format(SQL(" OR ").join(parts))

    def _all(self) -> Composable:
        parts = [self._one()]
        while self._takes("and"):
            parts.append(self._one())
        return SQL("({})").format(SQL(" AND ").join(parts))

    def _one(self) -> Composable:
        turned = 0
        while self._takes("not"):
            turned += 1
        found = self._plain()
        return SQL("NOT {}").format(found) if turned % 2 else found

    def _plain(self) -> Composable:
        if self._takes("("):
            found = self._any()
            self._expect(")")
            return found
        if self._next.kind == "name" and self._next.text in SEARCHES:
            return self._search(self._take().text)
        return self._comparison()

    def _search(self, function: str) -> Composable:
        self._expect("(")
        name = self._column()
        self._expect(",")
        part = self._value(Type.TEXT)
        self._expect(")")
        if self.columns[name] is not Type.TEXT:
            raise BadQuestion("$filter", f"{function} geht nur mit Texten, {name} ist keiner.")
        return SQL("coalesce(" + SEARCHES[function] + ", false)").format(text=Identifier(name), part=part)

    def _comparison(self) -> Composable:
        name = self._column()
        operator = self._take()
        if operator.text == "in":
            return self._one_of(name)
        if operator.kind != "name" or operator.text not in COMPARISONS:
            raise BadQuestion("$filter", f"Nach {name} fehlt einer der Vergleiche {', '.join(COMPARISONS)}.")
        if self._next.kind == "value" and self._next.value is None:
            self._take()
            return self._nothing(name, operator.text)
        value = self._value(self.columns[name])
        if operator.text == "ne":
            return SQL("{} IS DISTINCT FROM {}").format(Identifier(name), value)
        compared = SQL("coalesce({} " + COMPARISONS[operator.text] + " {}, false)")
        return compared.format(Identifier(name), value)

    def _nothing(self, name: str, operator: str) -> Composable:
        said = {"eq": "{} IS NULL", "ne": "{} IS NOT NULL"}.get(operator)
        if said is None:
            raise BadQuestion("$filter", f"Mit null geht nur eq und ne, nicht {operator}.")
        return SQL(said).format(Identifier(name))

    def _one_of(self, name: str) -> Composable:
        self._expect("(")
        values = [self._value(self.columns[name])]
        while self._takes(","):
            values.append(self._value(self.columns[name]))
        self._expect(")")
        return SQL("coalesce({} IN ({}), false)").format(Identifier(name), SQL(", ").join(values))

    def _column(self) -> str:
        token = self._take()
        if token.kind != "name" or token.text not in self.columns:
            raise BadQuestion("$filter", f"{token.text or 'Am Ende'}: Hier wird eine Spalte erwartet.")
        return token.text

    def _value(self, of: Type) -> Composable:
        token = self._take()
        if token.kind != "value" or not fits(token.value, of):
            raise BadQuestion("$filter", f"{token.text or 'Am Ende'}: Hier wird ein Wert der Art {of} erwartet.")
        name = f"value_{len(self.values)}"
        self.values[name] = token.value
        return Placeholder(name)

    # --- words ------------------------------------------------------------------------

    @property
    def _next(self) -> Token:
        return self.words[self._place]

    def _take(self) -> Token:
        token = self._next
        self._place += token.kind != "end"
        return token

    def _takes(self, text: str) -> bool:
        if self._next.kind == "value" or self._next.text != text:
            return False
        self._take()
        return True

    def _expect(self, text: str) -> None:
        if not self._takes(text):
            raise self._unexpected()

    def _unexpected(self) -> BadQuestion:
        there = self._next.text
        return BadQuestion("$filter", f"„{there}“ passt hier nicht." if there else "$filter ist unvollständig.")


def fits(value: Value, of: Type) -> bool:
    """Whether a value can be compared with a column of that type."""
    if isinstance(value, bool) or (of is Type.DATE and isinstance(value, datetime)):
        return False
    return isinstance(value, FITTING[of])
