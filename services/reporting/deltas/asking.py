"""What one asks for a difference, and its answer, read in one transaction."""

from typing import Any
from uuid import UUID

from psycopg import Connection

from services.reporting.deltas.delta import delta_between
from services.reporting.deltas.ends import both_ends
from services.reporting.domain.submission import UnknownSubmission
from services.reporting.esf import Document
from services.reporting.submissions import submission


class UnknownCompared(UnknownSubmission):
    title = "Die Abgabe, mit der verglichen werden soll, gibt es nicht."
    field = "to"


def submission_delta(conn: Connection[Any], district: str, of: UUID, to: UUID | None) -> Document:
    """From a submission to another of the same operation; ``to`` None: to the report as it would be made now.

    Inside a transaction in the district that sees one snapshot.
    Raises UnknownSubmission, UnknownCompared, OtherOperation, UnknownOperation, UnknownCatalogue.
    """
    made, other = submission(conn, district, of), None if to is None else submission(conn, district, to)
    if made is None:
        raise UnknownSubmission
    if to is not None and other is None:
        raise UnknownCompared
    return delta_between(conn, district, *both_ends(conn, district, made, other))
