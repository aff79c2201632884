"""The rows that reminders are derived from, as they stand now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from itertools import accumulate
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Composable, Composed

from services.intake.application import Intake
from services.intake.directory import OperationSettings, operation_settings
from services.intake.domain.operation import OperationRules
from services.intake.domain.reminder import (
    DueGoal,
    FullCase,
    Known,
    LeftParticipation,
    OpenAppointment,
    Owner,
    RunningCase,
    StandingConsent,
)
from services.intake.queries import operation_rules
from services.intake.work_scope import Scope
from services.kernel.district import district as enter
from services.kernel.times import BERLIN

Row = Sequence[Any]

OWNER: Final = SQL("c.operation, c.case_id, c.person, h.team, h.staff")
CASES: Final = SQL("{0}.cases c JOIN {0}.case_hands h USING (case_id) JOIN {0}.case_states s USING (case_id)")

EXITS: Final = SQL("""
    SELECT x.operation, p.case_id, x.person, h.team, h.staff, x.participation, x.exit_date,
        ARRAY(SELECT t.kind FROM {0}.clock_statuses t WHERE t.participation = x.participation ORDER BY t.status),
        ARRAY(SELECT t.on_day FROM {0}.clock_statuses t WHERE t.participation = x.participation ORDER BY t.status)
    FROM {0}.clock_exits x
    LEFT JOIN {0}.case_participations p USING (participation) LEFT JOIN {0}.case_hands h ON h.case_id = p.case_id
    WHERE {within}
""")
# A consent of the same purpose and partner that lasts longer takes the place of this one.
CONSENTS: Final = SQL("""
    SELECT {owner}, k.consent, k.purpose, k.until
    FROM {cases} JOIN {0}.consents k ON k.case_id = c.case_id LEFT JOIN {0}.consent_withdrawals w USING (consent)
    WHERE {within} AND s.state <> 'closed' AND w.consent IS NULL AND k.until IS NOT NULL AND NOT EXISTS (
        SELECT FROM {0}.consents longer LEFT JOIN {0}.consent_withdrawals gone USING (consent)
        WHERE longer.case_id = k.case_id AND longer.purpose = k.purpose
            AND longer.partner IS NOT DISTINCT FROM k.partner AND gone.consent IS NULL
            AND (coalesce(longer.until, 'infinity'), longer.consent) > (k.until, k.consent))
""")
RUNNING: Final = SQL("""
    SELECT {owner}, s.starts, (SELECT max(k.on_day) FROM {0}.contacts k WHERE k.case_id = c.case_id)
    FROM {cases} WHERE {within} AND s.state = 'open'
""")
MINUTES: Final = SQL("""
    SELECT k.operation, c.case_id, c.person, h.team, h.staff,
        array_agg(k.on_day ORDER BY k.on_day, k.contact), array_agg(k.minutes ORDER BY k.on_day, k.contact)
    FROM {cases} JOIN {0}.contacts k ON k.case_id = c.case_id
    WHERE {within} AND s.state <> 'closed' AND k.minutes > 0 AND NOT EXISTS (
        SELECT FROM {0}.case_participations p WHERE p.case_id = c.case_id AND p.operation = k.operation)
    GROUP BY k.operation, c.case_id, c.person, h.team, h.staff
""")
GOALS: Final = SQL("""
    SELECT {owner}, g.goal, g.due,
        (SELECT r.next_review FROM {0}.goal_reviews r WHERE r.goal = g.goal
            ORDER BY r.on_day DESC, r.recorded DESC LIMIT 1),
        ARRAY(SELECT t.step FROM {0}.goal_steps t LEFT JOIN {0}.goal_steps_done d USING (step)
            WHERE t.goal = g.goal AND t.due IS NOT NULL AND d.step IS NULL ORDER BY t.recorded),
        ARRAY(SELECT t.due FROM {0}.goal_steps t LEFT JOIN {0}.goal_steps_done d USING (step)
            WHERE t.goal = g.goal AND t.due IS NOT NULL AND d.step IS NULL ORDER BY t.recorded)
    FROM {cases} JOIN {0}.goals g ON g.case_id = c.case_id LEFT JOIN {0}.goal_ends e USING (goal)
    WHERE {within} AND s.state = 'open' AND e.goal IS NULL
""")
APPOINTMENTS: Final = SQL("""
    SELECT c.operation, c.case_id, c.person, h.team, coalesce(a.staff, h.staff), a.appointment, a.starts
    FROM {cases} JOIN {0}.appointments a ON a.case_id = c.case_id LEFT JOIN {0}.appointment_ends e USING (appointment)
    WHERE {within} AND e.appointment IS NULL AND a.starts < %(today)s
""")


def known(intake: Intake, district: str, day: date, scope: Scope) -> Known:
    """What in that scope may be due on that day; appointments are those that began before it (Europe/Berlin)."""

    @cache
    def settings(operation: str) -> OperationSettings:
        return operation_settings(intake.pool, district, operation)

    @cache
    def rules(operation: str) -> OperationRules | None:
        return operation_rules(intake.pool, district, operation)

    values = {**scope.values, "today": datetime.combine(day, time(), BERLIN)}
    with intake.pool.transaction() as connection, enter(connection, district) as schema:
        rows = {
            name: _rows(connection, statement.format(schema, **_parts(name, schema, scope)), values)
            for name, statement in STATEMENTS.items()
        }
    return Known(
        participations=tuple(_exit(row, found) for row in rows["exits"] if (found := rules(row[0])) is not None),
        consents=tuple(_consent(row, settings(row[0])) for row in rows["consents"]),
        running=tuple(_running(row, settings(row[0])) for row in rows["running"]),
        full=tuple(full for row in rows["minutes"] for full in _full(row, settings(row[0]))),
        goals=tuple(map(_goal, rows["goals"])),
        appointments=tuple(map(_appointment, rows["appointments"])),
    )


STATEMENTS: Final = {
    "exits": EXITS,
    "consents": CONSENTS,
    "running": RUNNING,
    "minutes": MINUTES,
    "goals": GOALS,
    "appointments": APPOINTMENTS,
}


def _parts(name: str, schema: Composable, scope: Scope) -> dict[str, Composable]:
    """What statements share; ``within`` is the scope on the columns that say whose a row is."""
    case = SQL("p.case_id" if name == "exits" else "c.case_id")
    staff = SQL("coalesce(a.staff, h.staff)" if name == "appointments" else "h.staff")
    return {"owner": OWNER, "cases": CASES.format(schema), "within": scope.on(case=case, staff=staff)}


def _rows(connection: Connection[Any], query: Composed, values: Mapping[str, object]) -> list[Row]:
    return [*connection.execute(query, values)]


def _owner(row: Row) -> Owner:
    operation, case, person, team, staff = row[:5]
    return Owner(operation=operation, case_id=case, person_id=person, team_id=team, staff_id=staff)


def _exit(row: Row, rules: OperationRules) -> LeftParticipation:
    participation, exit_date, kinds, days = row[5:]
    return LeftParticipation(
        participation_id=participation,
        owner=_owner(row),
        exit_date=exit_date,
        rules=rules,
        statuses=tuple(zip(kinds, days, strict=True)),
    )


def _consent(row: Row, settings: OperationSettings) -> StandingConsent:
    consent, purpose, until = row[5:]
    warning = settings.consent_warning_days
    return StandingConsent(consent_id=consent, owner=_owner(row), purpose=purpose, until=until, warning_days=warning)


def _running(row: Row, settings: OperationSettings) -> RunningCase:
    since, last = row[5:]
    weeks = settings.silent_weeks
    return RunningCase(owner=_owner(row), case_id=row[1], since=since, silent_weeks=weeks, last_contact=last)


def _full(row: Row, settings: OperationSettings) -> Iterator[FullCase]:
    """The day on which the minutes so far reached the limit; nothing below it."""
    days, minutes = row[5:]
    limit = settings.bagatelle_minutes
    reached = next((day for day, total in zip(days, accumulate(minutes), strict=True) if total >= limit), None)
    if reached is not None:
        yield FullCase(owner=_owner(row), case_id=row[1], minutes=sum(minutes), limit=limit, reached=reached)


def _goal(row: Row) -> DueGoal:
    goal, due, next_review, steps, dues = row[5:]
    return DueGoal(
        goal_id=goal,
        owner=_owner(row),
        due=due,
        next_review=next_review,
        steps=tuple(zip(steps, dues, strict=True)),
    )


def _appointment(row: Row) -> OpenAppointment:
    appointment, starts = row[5:]
    return OpenAppointment(appointment_id=appointment, owner=_owner(row), starts=starts)
