"""States of knowledge: what has arrived and is folded, as one position a source; and waiting for it."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg import Connection, sql

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.reporting import journal
from services.reporting.projections import PROJECTIONS

ARRIVAL_SECONDS: Final = 60.0
FIRST_PAUSE_SECONDS: Final = 0.005
LONGEST_PAUSE_SECONDS: Final = 0.1

# A report reads an operation as a whole. Right after an import there are no statistics, and the planner would look
# statuses up one by one.
PLANNING: Final = ("SET LOCAL enable_nestloop = off", "SET LOCAL enable_mergejoin = off")

FOLDED: Final = """
    SELECT coalesce(min(coalesce(p.position, 0)), 0)
    FROM unnest(%s::text[]) AS asked (reader)
    LEFT JOIN {s}.reader_positions AS p ON p.reader = asked.reader AND p.source = %s"""
STOPPED: Final = """
    SELECT reader, stopped FROM {s}.reader_positions WHERE source = %s AND stopped IS NOT NULL ORDER BY reader"""


class NotArrived(Exception):
    """Facts recorded in a source have not arrived within the time; the message is German."""

    def __init__(self, district: str, seconds: float, stopped: Mapping[str, str]) -> None:
        halted = "".join(f" {name} steht: {reason}." for name, reason in stopped.items())
        super().__init__(
            f"Im Landkreis {district} ist nach {seconds:g} Sekunden noch nicht alles Erfasste "
            f"im Bericht angekommen.{halted}"
        )
        self.stopped = dict(stopped)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A state of knowledge: the position of each source up to which its facts count; ``known_at`` None is now."""

    positions: Mapping[str, int]
    known_at: datetime | None = None


def folded_index(conn: Connection[Any], district: str) -> int:
    """The journal index that every projection has reached."""
    readers = [one.reader for one in PROJECTIONS]
    row = conn.execute(_in(schema_of(district), FOLDED), (readers, journal.NAME)).fetchone()
    return int(row[0]) if row else 0


def knowledge_at(conn: Connection[Any], district: str, sources: Sequence[str], known_at: datetime | None) -> Knowledge:
    """What was recorded in these sources by then, as far as every projection shows it."""
    index = folded_index(conn, district)
    return Knowledge(journal.positions_at(conn, district, sources, index, known_at), known_at)


def has_arrived(conn: Connection[Any], district: str, heads: Mapping[str, int]) -> bool:
    """Whether journal and projections have reached these source positions."""
    needed = journal.index_of(conn, district, heads)
    return needed is not None and folded_index(conn, district) >= needed


def behind(conn: Connection[Any], district: str, heads: Mapping[str, int]) -> int:
    """How many facts up to these source positions the projections do not show yet."""
    shown = journal.positions_at(conn, district, list(heads), folded_index(conn, district), None)
    return sum(max(0, head - shown.get(source, 0)) for source, head in heads.items())


def await_arrival(pool: Pool, district: str, heads: Mapping[str, int], timeout: float = ARRIVAL_SECONDS) -> None:
    """Return once journal and projections have reached these source positions; raises NotArrived."""
    deadline, pause = time.monotonic() + timeout, FIRST_PAUSE_SECONDS
    while not _looked(pool, district, heads):
        if time.monotonic() >= deadline:
            raise NotArrived(district, timeout, stopped_projections(pool, district))
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def stopped_projections(pool: Pool, district: str) -> dict[str, str]:
    """Projections that stand at a fact they cannot fold, with the reason."""
    with pool.transaction() as conn, enter(conn, district):
        return dict(conn.execute(_in(schema_of(district), STOPPED), (journal.NAME,)).fetchall())


@contextmanager
def reading(pool: Pool, district: str) -> Iterator[Connection[Any]]:
    """A transaction in the district whose statements all see one snapshot.

    The tables are locked (against being replaced, by a rebuild) before the snapshot is taken: a table that replaced
    another afterwards would look empty in it.
    """
    with pool.transaction() as conn:
        conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for planning in PLANNING:
            conn.execute(planning)
        with enter(conn, district):
            conn.execute(sql.SQL("LOCK TABLE {} IN ACCESS SHARE MODE").format(_tables(schema_of(district))))
            yield conn


def _tables(schema: str) -> sql.Composed:
    names = [table.name for one in PROJECTIONS for table in one.tables]
    return sql.SQL(", ").join(sql.Identifier(schema, name) for name in names)


def _looked(pool: Pool, district: str, heads: Mapping[str, int]) -> bool:
    with pool.transaction() as conn, enter(conn, district):
        return has_arrived(conn, district, heads)


def _in(schema: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema))
