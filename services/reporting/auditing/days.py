"""The days on which something happened in a history, as far as it was known: where one steps to along the as-of day."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.reporting.auditing.steps import OF_CASE, OF_OPERATION, OF_RECORD, Subject

KNOWN: Final = "valid_from <= %(position)s AND (valid_to IS NULL OR valid_to > %(position)s)"
PEOPLE: Final = """
    SELECT unnest(ARRAY[entry_date, exit_date]) AS day FROM {s}.participation_versions
    WHERE participation IN ({which}) AND {known}
    UNION SELECT date FROM {s}.status_versions WHERE participation IN ({which}) AND {known}"""
FIGURES: Final = """
    UNION SELECT on_day FROM {s}.estimate_versions WHERE operation = %(operation)s AND {known}
    UNION SELECT on_day FROM {s}.entity_versions WHERE operation = %(operation)s AND {known}"""
CONTACTS: Final = """
    UNION SELECT date FROM {s}.contact_versions
    WHERE case_id = %(case)s AND operation = %(operation)s AND {known}"""
AROUND: Final = """
    WITH days AS MATERIALIZED ({days})
    SELECT (SELECT max(day) FROM days WHERE day < %(day)s), (SELECT min(day) FROM days WHERE day > %(day)s)"""


@dataclass(frozen=True, slots=True)
class Days:
    """The last day before and the first one after a day on which something happened."""

    previous: date | None
    following: date | None


def days_around(conn: Connection[Any], district: str, subject: Subject, position: int, day: date) -> Days:
    """By what was known at that position of intake's log; inside a transaction in the district."""
    statement = SQL(AROUND.replace("{days}", _days(subject)).replace("{known}", KNOWN)).format(
        s=Identifier(schema_of(district))
    )
    row = conn.execute(statement, {**subject.values, "position": position, "day": day}).fetchone()
    assert row is not None, "one row always"
    return Days(*row)


def _days(subject: Subject) -> str:
    if subject.participation is not None:
        return PEOPLE.replace("{which}", OF_RECORD)
    if subject.case is not None:
        return PEOPLE.replace("{which}", OF_CASE) + CONTACTS
    return PEOPLE.replace("{which}", OF_OPERATION) + FIGURES
