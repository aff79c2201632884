"""The figures behind the views: computed from the projections at one state of knowledge, written in one transaction.

The views read copies, for three reasons: to hide small numbers takes more than a statement, a rebuild may swap the
projections under a session that is open, and a tool that asks again and again costs nothing. So that the copies are
never old unnoticed, the view ``freshness`` says what they were made of.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.settings import SERVICES
from services.kernel.times import today as today_here
from services.reporting import journal
from services.reporting.bi.esf_rows import esf_rows
from services.reporting.bi.monthly import community_events, contacts_monthly, problems_monthly, referrals_monthly
from services.reporting.bi.outcomes import outcomes
from services.reporting.knowledge import Knowledge, folded_index, reading
from services.reporting.own_figures import USUAL_THRESHOLD

TABLES: Final[Mapping[str, Sequence[str]]] = {
    "participations": (
        "operation", "sozialraum", "entry_half_year", "gender", "age_band", "employment", "persons",
    ),
    "esf_indicators": ("operation", "sozialraum", "year", "indicator", "gender", "value"),
    "contacts_monthly": ("operation", "sozialraum", "month", "kind", "contacts", "minutes"),
    "problems_monthly": ("operation", "sozialraum", "month", "topic", "cases"),
    "referrals_monthly": ("operation", "sozialraum", "month", "partner_kind", "state", "referrals", "median_days"),
    "outcomes": ("operation", "sozialraum", "dimension", "stage", "level", "persons"),
    "community_events": (
        "operation", "sozialraum", "month", "kind", "events", "attendance", "volunteer_hours", "volunteer_minutes",
    ),
}  # fmt: skip
# Work for BI takes a tenth of the time: after a publication it rests nine times as long, though never very long.
REST: Final = 9
LONGEST_REST_S: Final = 10.0
CHECK_S: Final = 60
# Below that, families of indicators and years together leave too little to hide behind: whoever solves all equations
# finds one in some districts. A district that tells counts of 2 elsewhere still gets 3 here.
LEAST: Final = 3

THRESHOLD: Final = """
    SELECT smallest FROM {s}.threshold_versions
    WHERE valid_from <= %(events)s AND (valid_to IS NULL OR valid_to > %(events)s)"""
PUBLISHED: Final = "SELECT index, made_on FROM {s}.bi_publication"
LOCK: Final = "SELECT index, made_on FROM {s}.bi_publication FOR UPDATE"
MOVE: Final = "UPDATE {s}.bi_publication SET index = %s, made_on = %s, checked = clock_timestamp()"
CHECKED: Final = """
    UPDATE {s}.bi_publication SET checked = clock_timestamp()
    WHERE checked < clock_timestamp() - make_interval(secs => %s)"""
POSITION: Final = """
    INSERT INTO {s}.bi_positions (source, position) VALUES (%s, %s)
    ON CONFLICT (source) DO UPDATE SET position = excluded.position"""
CLEAR: Final = "DELETE FROM {s}.{table}"
COPY: Final = "COPY {s}.{table} ({columns}) FROM STDIN"
FORGET: Final = "UPDATE {s}.bi_publication SET made_on = '0001-01-01'"

Rows = Iterable[tuple[Any, ...]]


class _Made(NamedTuple):
    """Rows by view, and the state of knowledge they tell: ``upto`` is an index of the journal."""

    upto: int
    made_on: date
    positions: Mapping[str, int]
    rows: Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class Publisher:
    """Brings the figures of a district up to what its projections show; calling it once more changes nothing."""

    pool: Pool
    _rest_until: dict[str, float] = field(default_factory=dict)

    def step(self, district: str) -> None:
        """Publish if there is something new and the last publication is long enough ago for what it took."""
        if time.monotonic() < self._rest_until.get(district, 0.0):
            return
        began = time.monotonic()
        if self.publish(district):
            took = time.monotonic() - began
            self._rest_until[district] = time.monotonic() + min(REST * took, LONGEST_REST_S)

    def publish(self, district: str) -> bool:
        """Whether there was something to publish."""
        today = today_here()
        if not self._is_due(district, today):
            return False
        with reading(self.pool, district) as conn:
            made = _made(conn, district, today)
        with self.pool.transaction() as conn, enter(conn, district):
            _write(conn, district, made)
        return True

    def _is_due(self, district: str, today: date) -> bool:
        with self.pool.transaction() as conn, enter(conn, district):
            index, made_on = _one(conn, district, PUBLISHED)
            if (folded_index(conn, district), today) != (index, made_on):
                return True
            conn.execute(_in(district, CHECKED), (CHECK_S,))
        return False


def make_anew(conn: Connection[Any], schema: str) -> None:
    """Let the next step publish whatever was published before: the tables that figures are made of were replaced."""
    conn.execute(SQL(FORGET).format(s=Identifier(schema)))


def _made(conn: Connection[Any], district: str, today: date) -> _Made:
    index = folded_index(conn, district)
    knowledge = Knowledge(journal.positions_at(conn, district, SERVICES, index, None))
    row = conn.execute(_in(district, THRESHOLD), dict(knowledge.positions)).fetchone()
    smallest = max(row[0] if row else USUAL_THRESHOLD, LEAST)
    indicators, participations = esf_rows(conn, district, knowledge, today, smallest)
    rows: dict[str, Rows] = {
        "participations": participations,
        "esf_indicators": indicators,
        "contacts_monthly": contacts_monthly(conn, district, knowledge, today, smallest),
        "problems_monthly": problems_monthly(conn, district, knowledge, today, smallest),
        "referrals_monthly": referrals_monthly(conn, district, knowledge, today, smallest),
        "outcomes": outcomes(conn, district, knowledge, smallest),
        "community_events": community_events(conn, district, knowledge, today, smallest),
    }
    return _Made(index, today, knowledge.positions, rows)


def _write(conn: Connection[Any], district: str, made: _Made) -> None:
    """Unless another worker wrote something newer meanwhile."""
    index, _ = _one(conn, district, LOCK)
    if index > made.upto:
        return
    for name, columns in TABLES.items():
        table = {
            "table": Identifier(f"bi_{name}"),
            "columns": SQL(", ").join(map(Identifier, columns)),
            "s": Identifier(schema_of(district)),
        }
        conn.execute(SQL(CLEAR).format(**table))
        with conn.cursor() as cursor, cursor.copy(SQL(COPY).format(**table)) as copy:
            for row in made.rows[name]:
                copy.write_row(row)
    for source, position in made.positions.items():
        conn.execute(_in(district, POSITION), (source, position))
    conn.execute(_in(district, MOVE), (made.upto, made.made_on))


def _one(conn: Connection[Any], district: str, statement: str) -> tuple[Any, ...]:
    row = conn.execute(_in(district, statement)).fetchone()
    assert row is not None, "the migration made the row"
    return tuple(row)


def _in(district: str, statement: str) -> Any:
    return SQL(statement).format(s=Identifier(schema_of(district)))
