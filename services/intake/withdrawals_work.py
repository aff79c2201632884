"""Withdrawn consents as work: what nothing allows any more, until a Fachkraft settles it.

Consents whose term ended are reminders of their own (``consent_expired``).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.consents_queries import resting_on
from services.intake.domain.consent_effects import effects
from services.intake.domain.work import WorkItem
from services.intake.identity_reading import KnownPerson, known_persons
from services.kernel.district import district as enter

KIND: Final = "consent_withdrawn"
WITHDRAWN: Final[Mapping[str, str]] = {KIND: "Einwilligung wurde widerrufen"}
CASES: Final = SQL("""
    SELECT DISTINCT c.case_id, k.operation, h.team, h.staff
    FROM {0}.consents c JOIN {0}.consent_withdrawals w USING (consent) JOIN {0}.cases k USING (case_id)
    LEFT JOIN {0}.case_hands h USING (case_id) ORDER BY c.case_id
""")
SETTLED: Final = SQL("SELECT task FROM {}.tasks_done WHERE task = ANY (%s)")


def withdrawals_work(service: Intake, district: str, day: date) -> list[WorkItem]:
    """One item a consent that was withdrawn, that something rests on, and that no other consent replaces."""
    rows = _rows(service, district, CASES)
    known = known_persons(service, district, [case for case, *_ in rows])
    found = [item for row in rows for item in _items(service, district, row, known[row[0]], day)]
    settled = {task for (task,) in _rows(service, district, SETTLED, [item.id for item in found])}
    return [item for item in found if item.id not in settled]


def _items(service: Intake, district: str, row: Sequence[Any], known: KnownPerson, day: date) -> Iterator[WorkItem]:
    case, operation, team, staff = row
    for effect in effects(known.person.ledger, resting_on(known), day):
        if effect.withdrawn:
            yield WorkItem(
                id=service.ids(district).derive(KIND, str(effect.consent_id)),
                kind=KIND,
                what=WITHDRAWN[KIND],
                why=f"Widerrufen am {effect.since:%d.%m.%Y}. {effect.task}",
                due=effect.since,
                operation=operation,
                subject=effect.consent_id,
                case_id=case,
                team_id=team,
                staff_id=staff,
            )


def _rows(service: Intake, district: str, statement: SQL, ids: Sequence[UUID] | None = None) -> list[tuple[Any, ...]]:
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        return connection.execute(statement.format(schema), None if ids is None else [list(ids)]).fetchall()
