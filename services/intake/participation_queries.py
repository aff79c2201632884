"""Questions about participations: what is missing and since when, and which others belong to the same person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import StatusKind
from services.intake.application import Intake
from services.intake.domain.operation import OperationRules
from services.intake.domain.rules.completeness import asked_for
from services.intake.domain.rules.records import Neighbour
from services.intake.queries import operation_rules
from services.intake.work_scope import WHOLE, Scope
from services.kernel.district import district as enter

# A value has been missing since the last version that had it ended, or since the participation is there. Nearly all
# records lack nothing but a date that only the unemployed have: they are not worth looking up.
RECORDS: Final = SQL("""
    SELECT r.participation, r.person, r.operation, r.sozialraum, r.state, r.entry_date, r.exit_date, r.employment,
        r.unknown, ARRAY(
            SELECT (SELECT l.recorded FROM {0}.log l WHERE l.position = coalesce((
                SELECT max(v.valid_to) FROM {0}.participation_records v
                WHERE v.participation = r.participation AND NOT u.name = ANY (v.unknown)
            ), r.since)) FROM unnest(r.unknown) WITH ORDINALITY u (name, place) ORDER BY u.place
        ) AS times, p.case_id, h.team AS team_id, h.staff AS staff_id,
        ARRAY(SELECT t.kind FROM {0}.clock_statuses t WHERE t.participation = r.participation ORDER BY t.status)
            AS kinds,
        ARRAY(SELECT t.on_day FROM {0}.clock_statuses t WHERE t.participation = r.participation ORDER BY t.status)
            AS days
    FROM {0}.participation_records r
    LEFT JOIN {0}.case_participations p USING (participation) LEFT JOIN {0}.case_hands h ON h.case_id = p.case_id
    WHERE {within} AND r.valid_to IS NULL AND r.unknown <> ARRAY[]::text[]
        AND (r.unknown <> ARRAY['unemployed_since'] OR coalesce(r.employment, 'unemployed') = 'unemployed')
        AND (%(operation)s::text IS NULL OR r.operation = %(operation)s)
    ORDER BY r.entry_date, r.participation
""")
NEIGHBOURS: Final = SQL("""
    SELECT other.participation AS participation_id, other.operation, other.entry_date, other.exit_date
    FROM {0}.case_participations mine
    JOIN {0}.case_participations theirs USING (case_id)
    JOIN {0}.participation_records other ON other.participation = theirs.participation AND other.valid_to IS NULL
    WHERE mine.participation = %(participation)s AND theirs.participation <> %(participation)s
    ORDER BY other.entry_date, other.participation
""")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A participation as intake's table has it; ``times``: since when each of ``unknown`` has been so."""

    participation: UUID
    person: UUID
    operation: str
    sozialraum: str
    state: str
    entry_date: date
    exit_date: date | None
    employment: str | None
    unknown: Sequence[str]
    times: Sequence[datetime]
    case_id: UUID | None
    team_id: UUID | None
    staff_id: UUID | None
    kinds: Sequence[StatusKind]
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class IncompleteRecord:
    """A participation that cannot be counted yet: the missing columns, each with the time since when."""

    row: RecordRow
    rules: OperationRules
    missing: tuple[tuple[str, datetime], ...]


def incomplete_records(
    intake: Intake, district: str, operation: str | None = None, scope: Scope = WHOLE
) -> list[IncompleteRecord]:
    """Oldest entry first; what the target group settles is not missing."""
    within = scope.on(case=SQL("p.case_id"), staff=SQL("h.staff"))
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(RecordRow))
        query = RECORDS.format(schema, within=within)
        rows = cursor.execute(query, {"operation": operation, **scope.values}).fetchall()
    known = {name: operation_rules(intake.pool, district, name) for name in {row.operation for row in rows}}
    found = [IncompleteRecord(row, rules, _missing(row, rules)) for row in rows if (rules := known[row.operation])]
    return [one for one in found if one.missing]


def neighbours(intake: Intake, district: str, participation: UUID) -> list[Neighbour]:
    """The other participations that cases link with this one."""
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Neighbour))
        return cursor.execute(NEIGHBOURS.format(schema), {"participation": participation}).fetchall()


def _missing(row: RecordRow, rules: OperationRules) -> tuple[tuple[str, datetime], ...]:
    employment = row.employment or rules.settled.get("employment")
    unknown = zip(row.unknown, row.times, strict=True)
    return tuple((column, since) for column, since in unknown if asked_for(column, employment, rules))
