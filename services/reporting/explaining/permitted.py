"""Who may see who is behind a figure: Koordination, and Pruefung under a mandate, whose look is kept.

The mandate covers the period that is examined: a report as of an earlier or a later day is beyond it.
"""

from datetime import date

from services.kernel.ids import uuid7
from services.kernel.requests import Session
from services.kernel.roles import Role
from services.reporting.application import Reporting
from services.reporting.auditing.evidence import Evidence
from services.reporting.auditing.guard import NoMandate, examine, may_examine
from services.reporting.esf import EsfQuestion


def may_see_cells(service: Reporting, session: Session, report: EsfQuestion) -> None:
    """Raises NoMandate, OutsideOfMandate."""
    may_examine(service, session, report.operation, as_of=report.as_of)


def cell_seen(service: Reporting, session: Session, report: EsfQuestion, code: str) -> None:
    """Keep that Pruefung looks behind the cell, before it is shown. Raises NoMandate."""
    examine(service, session, Evidence(operation=report.operation, kind="explanation", code=code), uuid7())


def may_see_figures(service: Reporting, session: Session, operation: str | None, period: tuple[date, date]) -> None:
    """The same for the activity report; a mandate names operations, so a whole district is beyond it."""
    if operation is not None:
        may_examine(service, session, operation, since=period[0], as_of=period[1])
    elif session.caller.role == Role.PRUEFUNG:
        raise NoMandate


def figure_seen(service: Reporting, session: Session, operation: str | None, figure: str) -> None:
    """Keep that Pruefung looks behind the figure, before it is shown. Raises NoMandate."""
    if operation is not None:
        examine(service, session, Evidence(operation=operation, kind="explanation", code=figure), uuid7())
