"""Asking the views with the rights of the district's BI role and nothing more, and for a limited time."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composable, Identifier

from services.kernel.database import Pool
from services.kernel.open_views import role_of, views_of
from services.reporting.bi.contract import View
from services.reporting.bi.odata.ordering import ID, Place, after
from services.reporting.bi.odata.questions import Question
from services.reporting.bi.odata.refusals import FiguresChanged

PAGE: Final = 500
STATEMENT_MS: Final = 10_000

ENTER: Final = "SET LOCAL ROLE {}"
TIMEOUT: Final = "SET LOCAL statement_timeout = {}"
FRESHNESS: Final = "SELECT source, position, lag_events FROM {}.freshness ORDER BY source"
ROWS: Final = "SELECT {columns} FROM {rows} WHERE {where} ORDER BY {order} LIMIT {limit} OFFSET {skip}"
COUNT: Final = "SELECT count(*) FROM {rows} WHERE {where}"
DIGEST: Final = "SELECT md5(coalesce(string_agg(rows::text, ' ' ORDER BY id), '')) FROM {rows} WHERE {where}"
IDENTIFIED: Final = "(SELECT md5(ROW({dimensions})::text) AS {id}, * FROM {views}.{view}) AS rows"


Freshness = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Page:
    """``following``: where the next page goes on, if there is one."""

    rows: Sequence[Mapping[str, Any]]
    following: Place | None
    count: int | None
    freshness: Freshness


@contextmanager
def as_bi_role(pool: Pool, district: str) -> Iterator[Connection[Any]]:
    """A transaction that can do what a BI tool can; raises psycopg.errors.QueryCanceled after the time."""
    with pool.transaction() as conn:
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        conn.execute(SQL(TIMEOUT).format(STATEMENT_MS))
        conn.execute(SQL(ENTER).format(Identifier(role_of(district))))
        yield conn


def page(conn: Connection[Any], district: str, view: View, asked: Question) -> Page:
    """One page of a question, with how fresh it is; raises FiguresChanged."""
    digest = _digest(conn, district, view, asked)
    if asked.begin is not None and asked.begin.digest != digest:
        raise FiguresChanged
    limit = PAGE if asked.top is None else min(PAGE, asked.top)
    found = _rows(conn, district, view, asked, limit + 1)
    wants_more = len(found) > limit and (asked.top is None or asked.top > limit)
    shown = found[:limit]
    return Page(
        [{name: row[name] for name in asked.columns} for row in shown],
        Place([shown[-1][term.column] for term in asked.order], digest) if wants_more else None,
        count(conn, district, view, asked) if asked.counted else None,
        freshness(conn, district),
    )


def freshness(conn: Connection[Any], district: str) -> Freshness:
    """Source, position and how many facts are not in the views yet, of every source."""
    return conn.execute(SQL(FRESHNESS).format(Identifier(views_of(district)))).fetchall()


def _rows(conn: Connection[Any], district: str, view: View, asked: Question, limit: int) -> list[dict[str, Any]]:
    where, values = _where(asked), dict(_values(asked))
    if asked.begin is not None:
        behind, place = after(asked.order, asked.begin.values)
        where, values = SQL("{} AND {}").format(where, behind), {**values, **place}
    needed = dict.fromkeys([*asked.columns, *(term.column for term in asked.order)])
    statement = SQL(ROWS).format(
        columns=SQL(", ").join(map(Identifier, needed)),
        rows=_identified(district, view),
        where=where,
        order=SQL(", ").join(term.sql() for term in asked.order),
        limit=limit,
        skip=asked.skip,
    )
    return conn.cursor(row_factory=dict_row).execute(statement, values).fetchall()


def _digest(conn: Connection[Any], district: str, view: View, asked: Question) -> str | None:
    """Of all rows of the question, where numbers decide their order: they change with what is published."""
    if not {term.column for term in asked.order} & set(view.measures):
        return None
    statement = SQL(DIGEST).format(rows=_identified(district, view), where=_where(asked))
    row = conn.execute(statement, _values(asked)).fetchone()
    return str(row[0]) if row else None


def count(conn: Connection[Any], district: str, view: View, asked: Question) -> int:
    """How many rows there are, whatever page is asked for."""
    statement = SQL(COUNT).format(rows=_identified(district, view), where=_where(asked))
    row = conn.execute(statement, _values(asked)).fetchone()
    return int(row[0]) if row else 0


def _identified(district: str, view: View) -> Composable:
    return SQL(IDENTIFIED).format(
        dimensions=SQL(", ").join(map(Identifier, view.dimensions)),
        id=Identifier(ID),
        views=Identifier(views_of(district)),
        view=Identifier(view.name),
    )


def _where(asked: Question) -> Composable:
    return SQL("true") if asked.where is None else asked.where.sql


def _values(asked: Question) -> Mapping[str, Any]:
    return {} if asked.where is None else asked.where.values
