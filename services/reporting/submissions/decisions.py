"""Where it is decided which submission of an operation stands for a date: one stream for all of them."""

from dataclasses import replace
from uuid import UUID

from services.contracts.reporting import SubmissionCreated
from services.kernel.deciders import Decider
from services.kernel.district import district as enter
from services.reporting.application import Reporting
from services.reporting.domain.submission import DECISIONS, Decision, Decisions
from services.reporting.submissions.queries import submissions


def deciding(service: Reporting, district: str, made: SubmissionCreated) -> tuple[UUID, Decider[Decision, Decisions]]:
    """The stream of its operation and date, and a decider that begins with what was decided before there was one."""
    stream = service.ids(district).derive("submissions", made.operation, made.as_of.isoformat())
    return stream, replace(DECISIONS, initial=_earlier(service, district, made))


def _earlier(service: Reporting, district: str, made: SubmissionCreated) -> Decisions:
    """Districts older than that stream decided in the stream of each submission; nothing is added there any more."""
    with service.pool.transaction() as conn, enter(conn, district):
        known = submissions(conn, district, operation=made.operation, as_of=made.as_of)
    streams = service.store.log.streams(district, {made.submission_id, *(one.id for one in known)})
    rows = sorted((row for stream in streams.values() for row in stream), key=lambda row: row.position)
    return DECISIONS.fold(service.store.mapper.open(district, rows))
