"""The words of a ``$filter``: names, operators, parentheses, and values with their types."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from services.reporting.bi.odata.refusals import BadQuestion

LONGEST: Final = 4000
TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))
      | (?P<date>\d{4}-\d\d-\d\d)
      | (?P<number>-?\d{1,18}(?:\.\d{1,6})?)
      | (?P<text>'(?:[^']|'')*')
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<mark>[(),])
    )""",
    re.VERBOSE,
)

Value = str | int | Decimal | date | datetime | bool | None
Kind = Literal["value", "name", "mark", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` of a name or mark, ``value`` of a value."""

    kind: Kind
    text: str
    value: Value = None


def tokens(text: str) -> list[Token]:
    """All tokens and one ``end``; raises BadQuestion."""
    if len(text) > LONGEST:
        raise BadQuestion("$filter", f"$filter darf höchstens {LONGEST} Zeichen haben.")
    if not text.isprintable():
        raise BadQuestion("$filter", "$filter darf keine Steuerzeichen enthalten.")
    return [*_tokens(text), Token("end", "")]


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if found is None:
            raise BadQuestion("$filter", f"$filter ist ab Zeichen {place + 1} nicht lesbar.")
        place = found.end()
        yield _token(str(found.lastgroup), found[str(found.lastgroup)])


def _token(group: str, text: str) -> Token:
    if group == "name":
        words: dict[str, Value] = {"null": None, "true": True, "false": False}
        return Token("value", text, words[text]) if text in words else Token("name", text)
    if group == "mark":
        return Token("mark", text)
    try:
        return Token("value", text, _value(group, text))
    except ValueError:
        raise BadQuestion("$filter", f"{text} ist kein gültiger Wert.") from None


def _value(group: str, text: str) -> Value:
    if group == "moment":
        return datetime.fromisoformat(text)
    if group == "date":
        return date.fromisoformat(text)
    if group == "number":
        return Decimal(text) if "." in text else int(text)
    return text[1:-1].replace("''", "'")
