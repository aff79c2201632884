"""One record's cells: of a stored participation, or of the values of a form that nobody has stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg import Connection, sql
from psycopg.rows import class_row, dict_row

from services.kernel.deciders import RuleViolation
from services.kernel.district import schema_of
from services.reporting.domain.answers import Status, answers
from services.reporting.domain.entry_cells import EntryCells, entry_cells
from services.reporting.domain.expressions import Value
from services.reporting.esf import SOURCES, EsfQuestion, Rules, rules_of
from services.reporting.knowledge import Knowledge, knowledge_at

RECORD: Final = """
    SELECT state, erased, entry_date, exit_date, gender, birth_date, employment, unemployed_since, in_education,
        isced::int AS isced, disability, foreign_background, minority, citizenship, housing, residence_ags
    FROM {s}.participation_versions
    WHERE operation = %(operation)s AND participation = %(participation)s
        AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)"""
STATUSES: Final = """
    SELECT kind, date, since AS place, status, in_education, qualification, improved FROM {s}.status_versions
    WHERE participation = %(participation)s
        AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)"""
RURAL: Final = """
    SELECT EXISTS (SELECT FROM {s}.rural_municipalities WHERE ags = %(ags)s
        AND valid_from <= %(districts)s AND (valid_to IS NULL OR valid_to > %(districts)s))"""
ON_ENTRY: Final = (
    "gender",
    "birth_date",
    "entry_date",
    "employment",
    "unemployed_since",
    "in_education",
    "isced",
    "disability",
    "foreign_background",
    "minority",
    "citizenship",
    "housing",
    "residence_ags",
)


class UnknownRecord(RuleViolation):
    title = "Diese Teilnahme gibt es in diesem Vorhaben nicht."
    field = "participation"


def cells_of_record(conn: Connection[Any], district: str, question: EsfQuestion, participation: UUID) -> EntryCells:
    """Of a stored participation as of a day; raises UnknownOperation, UnknownRecord."""
    knowledge = knowledge_at(conn, district, SOURCES, question.known_at)
    rules = rules_of(conn, district, question, knowledge)
    values = {"operation": question.operation, "participation": participation, **knowledge.positions}
    cursor = conn.cursor(row_factory=dict_row)
    row = cursor.execute(_in(district, RECORD), values).fetchone()
    if row is None:
        raise UnknownRecord
    statuses = conn.cursor(row_factory=class_row(Status)).execute(_in(district, STATUSES), values).fetchall()
    said = answers(statuses, row["exit_date"], question.as_of, rules.catalogue.windows)
    return _cells(conn, district, rules, knowledge, {**row, **said, "as_of": question.as_of})


def cells_of_form(
    conn: Connection[Any], district: str, question: EsfQuestion, values: Mapping[str, Value]
) -> EntryCells:
    """Of entry values, as if they were submitted; nothing is stored. Raises UnknownOperation."""
    knowledge = knowledge_at(conn, district, SOURCES, question.known_at)
    rules = rules_of(conn, district, question, knowledge)
    given = {name: values.get(name) for name in ON_ENTRY}
    nothing = answers((), None, question.as_of, rules.catalogue.windows)
    entry = given["entry_date"]
    as_of = max(question.as_of, entry) if isinstance(entry, date) else question.as_of
    row = {**given, **nothing, "state": "submitted", "erased": False, "exit_date": None, "as_of": as_of}
    return _cells(conn, district, rules, knowledge, row)


def _cells(
    conn: Connection[Any], district: str, rules: Rules, knowledge: Knowledge, row: Mapping[str, Value]
) -> EntryCells:
    asked = {"ags": row["residence_ags"], **knowledge.positions}
    found = conn.execute(_in(district, RURAL), asked).fetchone()
    settled = rules.settings.settled.applied({**row, "rural": bool(found and found[0])})
    return entry_cells(
        rules.catalogue,
        settled,
        eso_4_12=rules.eso_4_12,
        participant_based=rules.settings.participant_based,
    )


def _in(district: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema_of(district)))
