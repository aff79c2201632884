"""The facts of intake that a figure, a record or a case is made of, as steps: where one stands, what is beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.explaining.events import Event, Place, events_at

SOURCE: Final = "intake"
PARTICIPATION: Final = """
    SELECT valid_from AS at FROM {s}.participation_versions WHERE participation IN ({which})
    UNION SELECT valid_from FROM {s}.status_versions WHERE participation IN ({which})
    UNION SELECT valid_to FROM {s}.status_versions WHERE participation IN ({which})"""
# Who was ever linked with those of {seed}, directly or through others, as edges in both directions.
SAME: Final = """
    WITH RECURSIVE edges AS MATERIALIZED (
        SELECT one, other FROM {s}.person_links UNION SELECT other, one FROM {s}.person_links
    ), same (person) AS (
        {seed} UNION SELECT edges.other FROM same JOIN edges ON edges.one = same.person
    ) SELECT person FROM same"""
# A case that is linked with one participation joins nobody with anybody (as in linking.reading).
SEVERAL: Final = """
    SELECT person FROM (
        SELECT link, one AS person FROM {s}.person_links UNION SELECT link, other FROM {s}.person_links) AS ends
    GROUP BY person HAVING count(*) > 1"""
LINKS: Final = """
    UNION SELECT unnest(ARRAY[valid_from, valid_to]) FROM {s}.person_links
    WHERE one IN ({same}) AND (duplicate OR one IN ({several}) OR other IN ({several}))""".replace("{several}", SEVERAL)
OF_OPERATION: Final = "SELECT participation FROM {s}.participation_versions WHERE operation = %(operation)s"
IN_OPERATION: Final = SAME.replace(
    "{seed}",
    "SELECT person FROM {s}.participation_versions WHERE operation = %(operation)s"
    " AND person IN (SELECT one FROM edges)",
)
WITH_RECORD: Final = SAME.replace(
    "{seed}",
    "SELECT person FROM {s}.participation_versions"
    " WHERE operation = %(operation)s AND participation = %(participation)s",
)
OF_RECORD: Final = f"{OF_OPERATION} AND person IN ({WITH_RECORD})"
WITH_CASE: Final = SAME.replace("{seed}", "SELECT person FROM {s}.audit_evidence WHERE case_id = %(case)s")
LINKED_TO_CASE: Final = """
    SELECT participation FROM {s}.audit_evidence
    WHERE what = 'link' AND case_id = %(case)s AND operation = %(operation)s"""
OF_CASE: Final = f"{LINKED_TO_CASE} UNION {OF_OPERATION} AND person IN ({WITH_CASE})"
FIGURES: Final = """
    UNION SELECT valid_from FROM {s}.estimate_versions WHERE operation = %(operation)s
    UNION SELECT valid_to FROM {s}.estimate_versions WHERE operation = %(operation)s
    UNION SELECT valid_from FROM {s}.entity_versions WHERE operation = %(operation)s
    UNION SELECT valid_to FROM {s}.entity_versions WHERE operation = %(operation)s"""
CASEWORK: Final = """
    UNION SELECT valid_from FROM {s}.contact_versions WHERE case_id = %(case)s AND operation = %(operation)s
    UNION SELECT valid_from FROM {s}.audit_evidence WHERE case_id = %(case)s AND source = 'intake'
    UNION SELECT valid_to FROM {s}.audit_evidence WHERE case_id = %(case)s AND source = 'intake'"""
AROUND: Final = """
    WITH marks AS MATERIALIZED ({marks})
    SELECT ARRAY(SELECT at FROM marks WHERE at <= %(position)s ORDER BY at DESC LIMIT %(most)s),
        (SELECT min(at) FROM marks WHERE at > %(position)s),
        (SELECT count(at) FROM marks WHERE at <= %(position)s), (SELECT count(at) FROM marks)"""
NUMBERED: Final = """
    SELECT at FROM ({marks}) AS marks WHERE at IS NOT NULL ORDER BY at OFFSET %(before)s LIMIT 1"""
HISTORY_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Subject:
    """What a history is about: an operation, or in it one participation, or one case.

    With a participation go all whose persons were ever linked with its own: they may be reported as one.
    ``indicator``: of an operation, only that cell is looked at; its facts are those of the operation.
    """

    operation: str
    participation: UUID | None = None
    case: UUID | None = None
    indicator: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is about the figures of the operation."""
        return self.participation is None and self.case is None

    @property
    def values(self) -> Mapping[str, object]:
        """What the statements about it name."""
        return {"operation": self.operation, "participation": self.participation, "case": self.case}

    @property
    def marks(self) -> str:
        """The statement of the positions in intake's log at which something of it changed."""
        if self.participation is not None:
            return PARTICIPATION.replace("{which}", OF_RECORD) + LINKS.replace("{same}", WITH_RECORD)
        if self.case is not None:
            return PARTICIPATION.replace("{which}", OF_CASE) + CASEWORK + LINKS.replace("{same}", WITH_CASE)
        return PARTICIPATION.replace("{which}", OF_OPERATION) + FIGURES + LINKS.replace("{same}", IN_OPERATION)


@dataclass(frozen=True, slots=True)
class Steps:
    """``past``: the last facts up to here, newest first; ``following``: the next one. ``at`` of ``all`` are past."""

    past: Sequence[Event]
    following: Event | None
    at: int
    all: int

    @property
    def current(self) -> Event | None:
        """The fact that made things what they are here."""
        return self.past[0] if self.past else None

    @property
    def previous(self) -> Event | None:
        return self.past[1] if len(self.past) > 1 else None


def instant_of_step(conn: Connection[Any], district: str, subject: Subject, number: int) -> datetime | None:
    """When the fact of that number (from 1) in the history of a subject was recorded; None beyond its end."""
    statement = SQL(NUMBERED.replace("{marks}", subject.marks)).format(s=Identifier(schema_of(district)))
    row = conn.execute(statement, {**subject.values, "before": number - 1}).fetchone()
    return None if row is None else events_at(conn, district, {Place(SOURCE, row[0])})[Place(SOURCE, row[0])].time


def steps_around(conn: Connection[Any], district: str, subject: Subject, position: int) -> Steps:
    """Where a position of intake's log stands in the history of a subject; inside a transaction in the district."""
    values = {**subject.values, "position": position, "most": HISTORY_SHOWN}
    statement = SQL(AROUND.replace("{marks}", subject.marks)).format(s=Identifier(schema_of(district)))
    row = conn.execute(statement, values).fetchone()
    assert row is not None, "one row always"
    past, following, at, everything = row
    events = events_at(conn, district, {Place(SOURCE, each) for each in (*past, following) if each is not None})
    return Steps(
        [events[Place(SOURCE, each)] for each in past],
        None if following is None else events[Place(SOURCE, following)],
        at,
        everything,
    )
