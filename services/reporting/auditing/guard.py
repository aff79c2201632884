"""Who may see evidence of persons: Koordination as ever; Pruefung with a mandate for the operation, and seen.

Candidates come from the projection; whether a mandate holds is asked of its stream in the log, so that one that was
revoked a moment ago opens nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import UUID

from psycopg import sql

from services.contracts.reporting import MandateGranted
from services.kernel.deciders import RuleViolation
from services.kernel.district import district as enter
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import today
from services.reporting.application import Reporting
from services.reporting.auditing.evidence import Evidence, record_read
from services.reporting.auditing.mandate import MANDATE

MANDATES_OF: Final = sql.SQL("SELECT mandate FROM {}.mandates WHERE staff = %s ORDER BY expires DESC, mandate")


class NoMandate(RuleViolation):
    title = "Für dieses Vorhaben haben Sie keinen gültigen Prüfauftrag. Die Koordination kann ihn erteilen."
    field = "operation"


class OutsideOfMandate(NoMandate):
    title = "Ihr Prüfauftrag gilt nur für den geprüften Zeitraum. Wählen Sie Tage innerhalb des geprüften Zeitraums."
    field = "as_of"


def examine(service: Reporting, session: Session, evidence: Evidence, correlation_id: UUID) -> UUID | None:
    """Ask for the mandate and keep that the evidence was read, before it is shown. Raises NoMandate."""
    mandate_id = may_examine(service, session, evidence.operation)
    if mandate_id is not None:
        record_read(service, session, mandate_id, evidence, correlation_id)
    return mandate_id


def may_examine(
    service: Reporting,
    session: Session,
    operation: str,
    on: date | None = None,
    *,
    as_of: date | None = None,
    since: date | None = None,
) -> UUID | None:
    """The mandate under which evidence of persons of the operation is seen on a day (None: today).

    None for every role but Pruefung: which those are is the business of the route. ``as_of``: the state of the world
    that is asked for; ``since``: the first day of a period that ends with it. Both lie in the period examined.
    Raises NoMandate.
    """
    if session.caller.role != Role.PRUEFUNG:
        return None
    held = mandates_held(service, session.district, session.caller.actor, operation, on or today())
    if not held:
        raise NoMandate
    asked_for = [day for day in (since, as_of) if day is not None]
    reaching = [
        each.mandate_id for each in held if all(each.audited_from <= day <= each.audited_to for day in asked_for)
    ]
    if not reaching:
        raise OutsideOfMandate
    return reaching[0]


def mandates_held(service: Reporting, district: str, actor: str, operation: str, on: date) -> list[MandateGranted]:
    """The mandates of an actor for an operation on that day, the longest first."""
    return [each for each in _all_held(service, district, actor, on) if operation in each.operations]


def operations_covered(service: Reporting, district: str, actor: str, on: date) -> list[str]:
    """The operations that an actor may examine on that day."""
    return sorted({operation for each in _all_held(service, district, actor, on) for operation in each.operations})


def _all_held(service: Reporting, district: str, actor: str, on: date) -> Iterator[MandateGranted]:
    """None for programs and operators."""
    staff_id = staff_id_of(actor)
    if staff_id is None:
        return
    with service.pool.transaction() as conn, enter(conn, district) as schema:
        asked = [mandate for (mandate,) in conn.execute(MANDATES_OF.format(schema), (staff_id,))]
    logged = service.store.load(district, asked)
    for state in (MANDATE.fold(logged[mandate]) for mandate in asked):
        if state.granted is not None and state.holds(staff_id, on):
            yield state.granted


def staff_id_of(actor: str) -> UUID | None:
    """The staff member behind an actor; None for programs and operators (``cli:…``)."""
    try:
        return UUID(actor)
    except ValueError:
        return None
