"""Reading submissions: of one district, or of all where only the id is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.feed import Feed
from services.kernel.registry import registered_districts
from services.reporting.application import SERVICE, Reporting
from services.reporting.domain.submission import UnknownSubmission
from services.reporting.reports import Reports
from services.reporting.submissions.queries import Step, Submission, in_force, steps, submission, submissions


@dataclass(frozen=True, slots=True)
class Submissions:
    """The submissions of one district, as far as they have arrived."""

    pool: Pool
    district: str

    def one(self, of: UUID) -> Submission:
        """Raises UnknownSubmission."""
        found = self.find(of)
        if found is None:
            raise UnknownSubmission
        return found

    def find(self, of: UUID) -> Submission | None:
        with self.pool.transaction() as conn, enter(conn, self.district):
            return submission(conn, self.district, of)

    def all(self, *, operation: str | None = None, as_of: date | None = None) -> Sequence[Submission]:
        """The newest first."""
        with self.pool.transaction() as conn, enter(conn, self.district):
            return submissions(conn, self.district, operation=operation, as_of=as_of)

    def in_force(self, operation: str, as_of: date) -> Submission | None:
        """The approved one that stands for an operation on that date."""
        with self.pool.transaction() as conn, enter(conn, self.district):
            return in_force(conn, self.district, operation, as_of)

    def steps(self, of: UUID) -> Sequence[Step]:
        """What became of it, oldest first."""
        with self.pool.transaction() as conn, enter(conn, self.district):
            return steps(conn, self.district, of)


def to_be_verified(reports: Reports, feed: Feed, district: str, of: UUID) -> Submission:
    """A submission that is visible, without waiting for anything else; raises UnknownSubmission, NotArrived.

    A journal that lost its end never has everything again, and just that is what verifying has to tell.
    """
    kept = Submissions(reports.pool, district)
    if (seen := kept.find(of)) is not None:
        return seen
    reports.arrived(district, {SERVICE: feed.head(SERVICE, district).position})
    return kept.one(of)


def districts_of(pool: Pool) -> Sequence[str]:
    """The keys of all districts."""
    with pool.connection() as conn:
        return [each.key for each in registered_districts(conn)]


def whose(service: Reporting, of: UUID) -> str:
    """The district whose log holds it, each entered by itself; one that stands still keeps nobody waiting.

    Raises UnknownSubmission. Ids are unique over all districts.
    """
    for key in districts_of(service.pool):
        if service.store.load(key, [of])[of]:
            return key
    raise UnknownSubmission
