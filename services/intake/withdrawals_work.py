"""Withdrawn consents as work: what nothing allows any more, until a Fachkraft settles it.

Consents whose term ended are reminders of their own (``consent_expired``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.intake.application import Intake
from services.intake.consents_queries import resting_on
from services.intake.domain.consent_effects import Effect, effects
from services.intake.domain.work import WorkItem
from services.intake.identity_reading import known_persons
from services.intake.tasks_queries import settled
from services.intake.work_scope import Scope
from services.kernel.district import district as enter

KIND: Final = "consent_withdrawn"
WITHDRAWN: Final[Mapping[str, str]] = {KIND: "Einwilligung wurde widerrufen"}
WITHDRAWALS: Final = SQL("""
    SELECT consent, c.case_id, k.operation, h.team, h.staff
    FROM {0}.consent_withdrawals JOIN {0}.consents c USING (consent) JOIN {0}.cases k USING (case_id)
    LEFT JOIN {0}.case_hands h USING (case_id) WHERE {within} ORDER BY c.case_id, consent
""")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A consent that was withdrawn, and whose case it is."""

    consent: UUID
    case_id: UUID
    operation: str
    team: UUID | None
    staff: UUID | None


def withdrawals_work(service: Intake, district: str, day: date, scope: Scope) -> list[WorkItem]:
    """One item a consent that was withdrawn, that something rests on, and that no other consent replaces.

    The logs of cases are read only where nobody settled it yet.
    """
    ids = service.ids(district)
    found = {ids.derive(KIND, str(each.consent)): each for each in _withdrawals(service, district, scope)}
    done = settled(service, district, found)
    waiting = {key: each for key, each in found.items() if key not in done}
    known = known_persons(service, district, sorted({each.case_id for each in waiting.values()}))
    resting = dict(zip(known, resting_on(service, district, list(known.values())), strict=True))
    return [
        item
        for key, each in waiting.items()
        for item in _items(key, each, effects(known[each.case_id].person.ledger, resting[each.case_id], day))
    ]


def _items(key: UUID, withdrawal: Withdrawal, felt: Sequence[Effect]) -> Iterator[WorkItem]:
    for effect in felt:
        if effect.withdrawn and effect.consent_id == withdrawal.consent:
            yield WorkItem(
                id=key,
                kind=KIND,
                what=WITHDRAWN[KIND],
                why=f"Widerrufen am {effect.since:%d.%m.%Y}. {effect.task}",
                due=effect.since,
                operation=withdrawal.operation,
                subject=withdrawal.consent,
                case_id=withdrawal.case_id,
                team_id=withdrawal.team,
                staff_id=withdrawal.staff,
            )


def _withdrawals(service: Intake, district: str, scope: Scope) -> list[Withdrawal]:
    within = scope.on(case=SQL("c.case_id"), staff=SQL("h.staff"))
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Withdrawal))
        return cursor.execute(WITHDRAWALS.format(schema, within=within), scope.values).fetchall()
