"""From where the explanation of a submission looks: exactly the positions that its report was made at."""

from typing import Any, Final
from uuid import UUID

from psycopg import Connection

from services.kernel.deciders import RuleViolation
from services.reporting.domain.submission import UnknownSubmission
from services.reporting.esf import EsfQuestion
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.submissions.queries import submission
from services.reporting.submissions.recomputed import question_of

PARTS: Final = ("operation", "as_of", "known_at", "catalogue", "catalogue_version")


class OtherReport(RuleViolation):
    title = "Diese Abgabe ist ein anderer Bericht: Vorhaben, Stichtag, Kenntnisstand oder Katalog passen nicht zu ihr."
    field = "submission"


def submitted(conn: Connection[Any], district: str, of: UUID, report: EsfQuestion) -> Standpoint:
    """``report``: what is asked beside it, which must be what was handed in. Raises UnknownSubmission, OtherReport."""
    made = submission(conn, district, of)
    if made is None:
        raise UnknownSubmission
    pinned = question_of(made)
    asked = {part: value for part in PARTS if (value := getattr(report, part)) is not None}
    if any(getattr(pinned, part) != value for part, value in asked.items()):
        raise OtherReport
    return Standpoint.at(conn, district, pinned, made.knowledge)
