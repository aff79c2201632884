"""In which order rows come, and where a page goes on: after the row that the one before ended with.

Counting rows instead would skip or repeat some whenever figures are published between two pages. What a row is ordered
by stays with it as long as these are dimensions; where it is a number, the place also holds a digest of the rows, and
whoever comes with another one has to begin again.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from psycopg.sql import SQL, Composable, Identifier, Placeholder

from services.reporting.bi.contract import Type
from services.reporting.bi.odata.refusals import BadQuestion

ID: Final = "id"
LONGEST: Final = 2000
SKIPTOKEN: Final = "$skiptoken"
DIGEST: Final = 32
UNKNOWN: Final = "$skiptoken stammt nicht von hier. Bitte folgen Sie @odata.nextLink, wie er in der Antwort steht."


@dataclass(frozen=True, slots=True)
class Term:
    """One column of an order. A missing value comes first, as OData has it; downwards last."""

    column: str
    down: bool = False

    def sql(self) -> Composable:
        how = "{} DESC NULLS LAST" if self.down else "{} ASC NULLS FIRST"
        return SQL(how).format(Identifier(self.column))

    def after(self, value: object, of: Composable) -> Composable:
        """Whether a row comes after one that has ``value`` here; ``of`` is its placeholder."""
        column = Identifier(self.column)
        if value is None:
            return SQL("false") if self.down else SQL("{} IS NOT NULL").format(column)
        further = SQL("({} < {} OR {} IS NULL)").format(column, of, column)
        return further if self.down else SQL("{} > {}").format(column, of)


@dataclass(frozen=True, slots=True)
class Place:
    """``values``: what the last row of a page has in the columns of the order. ``digest``: of the rows at that time."""

    values: Sequence[Any]
    digest: str | None = None

    def token(self) -> str:
        """As it stands in a link."""
        plain = [self.digest, *(one.isoformat() if isinstance(one, date) else one for one in self.values)]
        return urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def order(text: str | None, columns: Mapping[str, Type]) -> list[Term]:
    """What ``$orderby`` asks for; the id last, so that no two rows stand alike. Raises BadQuestion."""
    terms: dict[str, Term] = {}
    for each in [] if text is None else text.split(","):
        name, *direction = each.split()[:3] or [""]
        if name not in columns or direction not in ([], ["asc"], ["desc"]):
            raise BadQuestion("$orderby", f"„{each.strip()}“: Erwartet wird eine Spalte, dann asc oder desc.")
        terms.setdefault(name, Term(name, direction == ["desc"]))
    terms.setdefault(ID, Term(ID))
    return list(terms.values())


def after(terms: Sequence[Term], values: Sequence[Any]) -> tuple[Composable, dict[str, Any]]:
    """The condition for rows behind a place in that order, with its parameters."""
    names = [f"after_{number}" for number in range(len(terms))]
    ways = [
        SQL("({})").format(
            SQL(" AND ").join(
                [
                    *(_same(term, name) for term, name in zip(terms[:reached], names, strict=False)),
                    terms[reached].after(values[reached], Placeholder(names[reached])),
                ]
            )
        )
        for reached in range(len(terms))
    ]
    return SQL("({})").format(SQL(" OR ").join(ways)), dict(zip(names, values, strict=True))


def place(token: str, terms: Sequence[Term], columns: Mapping[str, Type]) -> Place:
    """The place behind a token of ours for that very order; raises BadQuestion for everything else."""
    try:
        digest, *plain = _plain(token)
        values = [_value(one, columns[term.column]) for one, term in zip(plain, terms, strict=True)]
    except (ValueError, TypeError, RecursionError) as foreign:
        raise BadQuestion(SKIPTOKEN, UNKNOWN) from foreign
    if not (digest is None or (isinstance(digest, str) and len(digest) == DIGEST)):
        raise BadQuestion(SKIPTOKEN, UNKNOWN)
    return Place(values, digest)


def _same(term: Term, name: str) -> Composable:
    return SQL("{} IS NOT DISTINCT FROM {}").format(Identifier(term.column), Placeholder(name))


def _plain(token: str) -> Iterator[Any]:
    if len(token) > LONGEST:
        raise ValueError(token)
    try:
        text = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4)).decode("ascii")
    except NotBase64 as foreign:
        raise ValueError(token) from foreign
    yield from json.loads(text)


def _value(plain: object, of: Type) -> object:
    """Raises ValueError, TypeError."""
    if plain is None:
        return None
    if of is Type.NUMBER:
        if type(plain) is not int or abs(plain) >= 2**63:
            raise ValueError(plain)
        return plain
    if not isinstance(plain, str):
        raise TypeError(plain)
    if of is Type.TEXT:
        if "\0" in plain:
            raise ValueError(plain)
        plain.encode()
        return plain
    return date.fromisoformat(plain) if of is Type.DATE else datetime.fromisoformat(plain)
