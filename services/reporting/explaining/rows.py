"""The rows of an operation's participations as predicates ask for them, read batchwise at a state of knowledge."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composed, Identifier

from services.kernel.district import schema_of
from services.reporting.domain.answers import Status, answers
from services.reporting.domain.expressions import Value
from services.reporting.esf import EsfQuestion, Rules
from services.reporting.knowledge import Knowledge
from services.reporting.linking.groups import Linked
from services.reporting.linking.reading import linked_in

PARTICIPATIONS: Final = """
    SELECT v.participation, v.person, v.state, v.erased, v.entry_date, v.exit_date, v.gender, v.birth_date,
        v.employment, v.unemployed_since, v.in_education, v.isced, v.disability, v.foreign_background, v.minority,
        v.citizenship, v.housing, v.residence_ags, r.ags IS NOT NULL AS rural
    FROM {s}.participation_versions AS v
    LEFT JOIN {s}.rural_municipalities AS r
        ON r.ags = v.residence_ags
        AND r.valid_from <= %(districts)s AND (r.valid_to IS NULL OR r.valid_to > %(districts)s)
    WHERE v.operation = %(operation)s {only}
        AND v.valid_from <= %(intake)s AND (v.valid_to IS NULL OR v.valid_to > %(intake)s)
    ORDER BY v.since, v.participation"""
STATUSES: Final = """
    SELECT v.participation, v.kind, v.date, v.since, v.status, v.in_education, v.qualification, v.improved
    FROM {s}.status_versions AS v
    WHERE {only} v.valid_from <= %(intake)s AND (v.valid_to IS NULL OR v.valid_to > %(intake)s)"""
OF_OPERATION: Final = SQL(
    "v.participation IN (SELECT participation FROM {s}.participation_versions WHERE operation = %(operation)s) AND"
)

Row = Mapping[str, Value]
Statuses = Mapping[UUID, Sequence[Status]]


def participation_rows(
    conn: Connection[Any],
    district: str,
    question: EsfQuestion,
    knowledge: Knowledge,
    rules: Rules,
    *,
    participations: Collection[UUID] | None = None,
    statuses: Statuses | None = None,
    groups: Linked | None = None,
) -> Iterator[tuple[UUID, UUID | None, Row]]:
    """(participation, person, row) in the order in which they were first recorded; None: all of the operation.

    A row holds all columns that predicates ask for, with answers, ``as_of`` and what the target group settles. Of those
    who are reported as one, the principal's row has the exit and the answers of the group, the others are ``linked``.
    ``statuses``, ``groups``: what the caller has read already.
    """
    if groups is None:
        groups = linked_in(conn, district, question.operation, knowledge)
    values = {"operation": question.operation, "only": list(participations or ()), **knowledge.positions}
    only = SQL("") if participations is None else SQL("AND v.participation = ANY (%(only)s)")
    statement = SQL(PARTICIPATIONS).format(s=Identifier(schema_of(district)), only=only)
    found = conn.cursor(row_factory=dict_row, binary=True).execute(statement, values).fetchall()
    if statuses is None:
        asked = None if participations is None else groups.with_others(participations)
        statuses = statuses_of(conn, district, question.operation, knowledge, asked)
    settled, windows = rules.settings.settled, rules.catalogue.windows
    for row in found:
        participation, person = row.pop("participation"), row.pop("person")
        row.update(groups.told(participation))
        spoken = [one for each in groups.ending(participation) for one in statuses.get(each, ())]
        said = answers(spoken, row["exit_date"], question.as_of, windows)
        row.update(said, as_of=question.as_of)
        yield participation, person, settled.applied(row) if settled.traits else row


def statuses_of(
    conn: Connection[Any],
    district: str,
    operation: str,
    knowledge: Knowledge,
    participations: Collection[UUID] | None = None,
) -> Statuses:
    """The statuses known of each participation, whatever their date; None: of all of the operation."""
    values = {"operation": operation, "only": list(participations or ()), **knowledge.positions}
    found: defaultdict[UUID, list[Status]] = defaultdict(list)
    cursor = conn.cursor(binary=True)
    for participation, kind, on, place, what, *cells in cursor.execute(_statuses(district, participations), values):
        education, qualification, improved = cells
        found[participation].append(
            Status(
                kind=kind,
                date=on,
                place=place,
                status=what,
                in_education=education,
                qualification=qualification,
                improved=improved,
            )
        )
    return found


def _statuses(district: str, participations: Collection[UUID] | None) -> Composed:
    schema = Identifier(schema_of(district))
    named = SQL("v.participation = ANY (%(only)s) AND")
    return SQL(STATUSES).format(s=schema, only=OF_OPERATION.format(s=schema) if participations is None else named)
