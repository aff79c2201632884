"""What was handed in says what a live report no longer can: where records were erased, its submissions are named."""

from collections.abc import Sequence
from typing import Final

from services.kernel.database import Pool
from services.reporting.esf import Document
from services.reporting.knowledge import reading
from services.reporting.submissions.queries import State, Submission, submissions

ERASED: Final = "erased"
STANDING: Final[frozenset[State]] = frozenset({"created", "approved", "superseded"})  # neither sent back nor withdrawn


def has_erased(document: Document) -> bool:
    """Whether a record of that ESF report was erased."""
    return any(one["reason"] == ERASED for one in document["not_counted"])


def submissions_instead(pool: Pool, district: str, document: Document) -> Sequence[Submission]:
    """The operation's submissions, newest first, where an ESF report has erased records; else none."""
    if not has_erased(document):
        return []
    with reading(pool, district) as conn:
        found = submissions(conn, district, operation=document["operation"])
    return [each for each in found if each.state in STANDING]
