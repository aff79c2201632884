"""A submission as it is made: the report, the knowledge it rests on, and the signed checkpoint over it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.contracts.reporting import SourcePosition, SubmissionCreated
from services.kernel.canonical import canonical
from services.kernel.district import schema_of
from services.kernel.secrets import Secrets
from services.reporting.domain.catalogue import content_hash
from services.reporting.domain.catalogues import catalogue
from services.reporting.domain.submission import NotYetOpened
from services.reporting.esf import SOURCES, EsfQuestion, UnknownOperation, esf_report_at
from services.reporting.knowledge import Knowledge, knowledge_at
from services.reporting.proving.checkpoints import signed_checkpoint

OPENED: Final = "SELECT min(valid_from) FROM {s}.operation_versions WHERE operation = %s"
MIDYEAR, END_OF_YEAR = (6, 30), (12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be handed in; ``known_at`` None: on all that is known now. ``replaces``: whose place it takes."""

    operation: str
    as_of: date
    known_at: datetime | None = None
    replaces: UUID | None = None


def period_of(as_of: date) -> str | None:
    """``YYYY06`` or ``YYYY12``, as data are sent to the Commission; None for any other day."""
    if (as_of.month, as_of.day) not in (MIDYEAR, END_OF_YEAR):
        return None
    return f"{as_of.year:04}{as_of.month:02}"


def made(
    conn: Connection[Any], district: str, secrets: Secrets, submission_id: UUID, wanted: Wanted
) -> SubmissionCreated:
    """Inside a transaction in the district that sees one snapshot: report and checkpoint are of the same journal.

    Raises UnknownOperation, NotYetOpened, SecretMissing.
    """
    knowledge = knowledge_at(conn, district, SOURCES, wanted.known_at)
    _expect_opened(conn, district, wanted.operation, knowledge)
    question = EsfQuestion(operation=wanted.operation, as_of=wanted.as_of, known_at=wanted.known_at)
    document = esf_report_at(conn, district, question, knowledge)
    used = catalogue(document["catalogue"], document["catalogue_version"])
    checkpoint = signed_checkpoint(conn, secrets, district)
    return SubmissionCreated(
        submission_id=submission_id,
        operation=wanted.operation,
        as_of=wanted.as_of,
        period=period_of(wanted.as_of),
        known_at=wanted.known_at,
        positions=tuple(SourcePosition(source=source, position=at) for source, at in knowledge.positions.items()),
        journal_size=checkpoint.size,
        catalogue=used.key,
        catalogue_version=used.version,
        catalogue_content=f"sha256:{content_hash(used)}",
        document=canonical(document).decode(),
        digest=document["digest"],
        checkpoint=checkpoint.note,
        replaces=wanted.replaces,
    )


def _expect_opened(conn: Connection[Any], district: str, operation: str, knowledge: Knowledge) -> None:
    """A report may ask for an operation before it was known; nothing can be handed in for it."""
    statement = SQL(OPENED).format(s=Identifier(schema_of(district)))
    row = conn.execute(statement, (operation,)).fetchone()
    if row is None or row[0] is None:
        raise UnknownOperation(operation)
    if row[0] > knowledge.positions["districts"]:
        raise NotYetOpened
