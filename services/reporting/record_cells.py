"""One record's cells: of a stored participation, or of the values of a form that nobody has stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg import Connection, sql

from services.kernel.deciders import RuleViolation
from services.kernel.district import schema_of
from services.reporting.domain.answers import answers
from services.reporting.domain.entry_cells import EntryCells, entry_cells
from services.reporting.domain.expressions import Value
from services.reporting.esf import SOURCES, EsfQuestion, Rules, rules_of
from services.reporting.explaining.rows import participation_rows
from services.reporting.knowledge import Knowledge, knowledge_at

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
    rows = participation_rows(conn, district, question, knowledge, rules, participations=[participation])
    for _, _, row in rows:
        return _judged(rules, row)
    raise UnknownRecord


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
    rural = _is_rural(conn, district, knowledge, row["residence_ags"])
    return _judged(rules, rules.settings.settled.applied({**row, "rural": rural}))


def _judged(rules: Rules, row: Mapping[str, Value]) -> EntryCells:
    return entry_cells(
        rules.catalogue,
        row,
        eso_4_12=rules.eso_4_12,
        participant_based=rules.settings.participant_based,
    )


def _is_rural(conn: Connection[Any], district: str, knowledge: Knowledge, ags: Value) -> bool:
    row = conn.execute(_in(district, RURAL), {"ags": ags, **knowledge.positions}).fetchone()
    return bool(row and row[0])


def _in(district: str, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(s=sql.Identifier(schema_of(district)))
