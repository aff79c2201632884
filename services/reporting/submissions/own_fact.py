"""The fact by which a submission was made, as it stands in the journal; the tables only repeat it."""

from collections.abc import Iterator
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.contracts.reporting import SubmissionCreated
from services.kernel.canonical import canonical
from services.kernel.district import schema_of
from services.kernel.envelope import Envelope, Unreadable, log_row, read_envelope
from services.kernel.facts import fact_type
from services.kernel.projection import FAULTS, Opener
from services.reporting.domain.catalogue import content_hash
from services.reporting.domain.catalogues import UnknownCatalogue, catalogue
from services.reporting.esf import digest_of
from services.reporting.submissions.differences import Difference
from services.reporting.submissions.queries import Submission

OWN: Final = """
    SELECT body FROM {s}.journal WHERE source = 'reporting' AND subject = %s AND topic = ANY (%s)
    ORDER BY index LIMIT 1"""


def wrong_in_itself(conn: Connection[Any], district: str, opens: Opener, made: Submission) -> Iterator[Difference]:
    """What does not fit between the row, its fact, its document and its catalogue; inside a district's transaction."""
    fact = _fact(conn, district, opens, made)
    if fact is None:
        yield Difference("submission", "Im Journal steht nicht, dass diese Abgabe angelegt wurde.")
    elif _of_fact(fact) != _of_row(made):
        yield Difference("submission", "Die gespeicherte Abgabe sagt anderes als die Tatsache im Journal.")
    yield from _document(made)
    yield from _catalogue(made)


def _document(made: Submission) -> Iterator[Difference]:
    try:
        report = made.report
    except ValueError:
        yield Difference("submission", "Der abgegebene Bericht ist nicht lesbar.")
        return
    if digest_of(report) != made.digest or report.get("digest") != made.digest:
        yield Difference("submission", "Die Prüfsumme passt nicht zum abgegebenen Bericht.")
    elif canonical(report) != made.document.encode():
        yield Difference("submission", "Der abgegebene Bericht ist anders geschrieben als bei der Abgabe.")


def _catalogue(made: Submission) -> Iterator[Difference]:
    details = {"catalogue": made.catalogue, "catalogue_version": made.version}
    try:
        used = catalogue(made.catalogue, made.version)
    except UnknownCatalogue:
        yield Difference("catalogue", "Die Fassung des Indikatorenkatalogs gibt es hier nicht mehr.", details)
        return
    if f"sha256:{content_hash(used)}" != made.catalogue_content:
        yield Difference("catalogue", "Die Fassung des Indikatorenkatalogs ist nicht mehr, was sie war.", details)


def _fact(conn: Connection[Any], district: str, opens: Opener, made: Submission) -> SubmissionCreated | None:
    """None for one that is not there or cannot be read: what was changed in it is named by its signature."""
    statement = SQL(OWN).format(s=Identifier(schema_of(district)))
    known = fact_type(SubmissionCreated)
    topics = [f"{known.name}.v{number}" for number in range(1, known.version + 1)]
    row = conn.execute(statement, (made.id, topics), binary=True).fetchone()
    received = None if row is None else _read(bytes(row[0]))
    if received is None:
        return None
    try:
        (fact,) = opens(district, [log_row(received)])
    except FAULTS:
        return None
    return fact if isinstance(fact, SubmissionCreated) else None


def _read(body: bytes) -> Envelope | None:
    try:
        return read_envelope(body)
    except Unreadable:
        return None


def _of_fact(fact: SubmissionCreated) -> tuple[object, ...]:
    positions = {one.source: one.position for one in fact.positions}
    rules = (fact.catalogue, fact.catalogue_version, fact.catalogue_content)
    proof = (fact.journal_size, fact.document, fact.digest, fact.checkpoint)
    return (fact.submission_id, fact.operation, fact.as_of, fact.known_at, positions, fact.replaces, *rules, *proof)


def _of_row(made: Submission) -> tuple[object, ...]:
    rules = (made.catalogue, made.version, made.catalogue_content)
    proof = (made.journal_size, made.document, made.digest, made.checkpoint)
    return (made.id, made.operation, made.as_of, made.known_at, dict(made.positions), made.replaces, *rules, *proof)
