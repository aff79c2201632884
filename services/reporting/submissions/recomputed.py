"""The document of a submission made once more, from the tables as they were known then."""

from typing import Any

from psycopg import Connection

from services.reporting.esf import Document, EsfQuestion, esf_report_at
from services.reporting.submissions.queries import Submission


def question_of(made: Submission) -> EsfQuestion:
    """What was asked, with the catalogue version pinned."""
    return EsfQuestion(
        operation=made.operation,
        as_of=made.as_of,
        known_at=made.known_at,
        catalogue=made.catalogue,
        catalogue_version=made.version,
    )


def recomputed(conn: Connection[Any], district: str, made: Submission) -> Document:
    """Counted anew at the submission's positions; inside a transaction in the district that sees one snapshot.

    What was recorded later closes versions and opens others: rows valid at these positions stay what they were.
    Raises UnknownOperation, UnknownCatalogue.
    """
    return esf_report_at(conn, district, question_of(made), made.knowledge)
