"""The reports of a district, asked in one place by pages, API and command line."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from psycopg import Connection

from services.kernel.database import Pool, pool
from services.kernel.feed import Feed
from services.kernel.settings import SERVICES, Settings
from services.reporting import record_cells
from services.reporting.activity import ActivityQuestion, activity_report
from services.reporting.checking.periods import Period
from services.reporting.checking.report import ChecksQuestion, checks_report
from services.reporting.checking.sfc_report import SfcQuestion, sfc_report
from services.reporting.deltas.asking import submission_delta
from services.reporting.domain.entry_cells import EntryCells
from services.reporting.domain.expressions import Value
from services.reporting.esf import Document, EsfQuestion, esf_report
from services.reporting.explaining.activity.figures import FigureAnswer, FigureQuestion, explain_figure
from services.reporting.explaining.asking import CellAnswer, CellQuestion, explain_cell
from services.reporting.gaps import GapsQuestion, gaps_report
from services.reporting.knowledge import ARRIVAL_SECONDS, await_arrival, behind, reading
from services.reporting.land.rollup import rollup
from services.reporting.operations import OperationRow, known_operations
from services.reporting.profile import (
    ComparisonQuestion,
    ProfileChoices,
    ProfileQuestion,
    comparison_report,
    profile_choices,
    profile_report,
)
from services.reporting.submissions.instead import submissions_instead
from services.reporting.submissions.queries import Submission

Heads = Mapping[str, int]  # source -> last position of its log


def heads_of(feed: Feed, district: str) -> dict[str, int]:
    """Where every source's log ends now; raises FeedUnreachable or DatabaseDown."""
    return {source: feed.head(source, district).position for source in SERVICES}


@dataclass(frozen=True, slots=True)
class Reports:
    """Answers from reporting's own tables. ``heads``: wait until all of that is visible, at most ``timeout`` seconds.

    Every question raises NotArrived when it does not become visible in time.
    """

    pool: Pool
    timeout: float = ARRIVAL_SECONDS

    @classmethod
    def of(cls, settings: Settings, timeout: float = ARRIVAL_SECONDS) -> Self:
        """The reports of this installation."""
        return cls(pool(settings.service_database_url("reporting")), timeout)

    def esf(self, district: str, question: EsfQuestion, heads: Heads | None = None) -> Document:
        """The ESF report; raises UnknownOperation, UnknownCatalogue."""
        with self._reading(district, heads) as conn:
            return esf_report(conn, district, question)

    def instead_of(self, district: str, document: Document) -> Sequence[Submission]:
        """The submissions of an ESF report's operation, where it has erased records; else none."""
        return submissions_instead(self.pool, district, document)

    def explain_cell(self, district: str, question: CellQuestion, heads: Heads | None = None) -> CellAnswer:
        """Who is behind a cell of the ESF report; raises as :meth:`esf` does, and UnknownIndicator."""
        with self._reading(district, heads) as conn:
            return explain_cell(conn, district, question)

    def checks(self, district: str, question: ChecksQuestion, heads: Heads | None = None) -> Document:
        """What to look at before a report is handed in; raises UnknownOperation."""
        with self._reading(district, heads) as conn:
            return checks_report(conn, district, question)

    def sfc(self, district: str, question: SfcQuestion, heads: Heads | None = None) -> Document:
        """Tables 6 and 10 of one operation; raises UnknownOperation, NotInTheseTables."""
        with self._reading(district, heads) as conn:
            return sfc_report(conn, district, question)

    def rollup(self, period: Period) -> Document:
        """Tables 6 and 10 over all districts, from what they released."""
        return rollup(self.pool, period)

    def delta(self, district: str, of: UUID, to: UUID | None = None, heads: Heads | None = None) -> Document:
        """What changed from a submission to another one, or to now.

        Raises UnknownSubmission, OtherOperation, UnknownOperation, UnknownCatalogue.
        """
        with self._reading(district, heads) as conn:
            return submission_delta(conn, district, of, to)

    def activity(self, district: str, question: ActivityQuestion, heads: Heads | None = None) -> Document:
        """The activity report; raises PeriodEndsBeforeItStarts, UnknownOperation."""
        with self._reading(district, heads) as conn:
            return activity_report(conn, district, question)

    def explain_figure(self, district: str, question: FigureQuestion, heads: Heads | None = None) -> FigureAnswer:
        """What is behind a figure of the activity report; raises as :meth:`activity`, and UnknownFigure, KeyMissing."""
        with self._reading(district, heads) as conn:
            return explain_figure(conn, district, question)

    def gaps(self, district: str, question: GapsQuestion, heads: Heads | None = None) -> Document:
        """Gaps and overlaps of offers; raises PeriodEndsBeforeItStarts."""
        with self._reading(district, heads) as conn:
            return gaps_report(conn, district, question)

    def profile(self, district: str, question: ProfileQuestion, heads: Heads | None = None) -> Document:
        """The profile of a Sozialraum; raises UnknownSozialraum."""
        with self._reading(district, heads) as conn:
            return profile_report(conn, district, question)

    def comparison(self, district: str, question: ComparisonQuestion, heads: Heads | None = None) -> Document:
        """One indicator in all areas; raises UnknownStatistic."""
        with self._reading(district, heads) as conn:
            return comparison_report(conn, district, question)

    def profile_choices(self, district: str) -> ProfileChoices:
        """Which Sozialräume and indicators can be asked for."""
        with self._reading(district, None) as conn:
            return profile_choices(conn, district)

    def cells_of_record(
        self, district: str, question: EsfQuestion, participation: UUID, heads: Heads | None = None
    ) -> EntryCells:
        """Which cells a participation enters; raises UnknownOperation, UnknownRecord."""
        with self._reading(district, heads) as conn:
            return record_cells.cells_of_record(conn, district, question, participation)

    def cells_of_form(self, district: str, question: EsfQuestion, values: Mapping[str, Value]) -> EntryCells:
        """Which cells these entry values would enter; raises UnknownOperation."""
        with self._reading(district, None) as conn:
            return record_cells.cells_of_form(conn, district, question, values)

    def operations(self, district: str) -> list[OperationRow]:
        """What can be asked for, by name."""
        with self._reading(district, None) as conn:
            return known_operations(conn, district)

    def behind(self, district: str, heads: Heads) -> int:
        """How many facts up to these source positions are not visible yet."""
        with self._reading(district, None) as conn:
            return behind(conn, district, heads)

    def arrived(self, district: str, heads: Heads, timeout: float | None = None) -> None:
        """Return once these source positions are visible in every projection."""
        await_arrival(self.pool, district, heads, self.timeout if timeout is None else timeout)

    @contextmanager
    def _reading(self, district: str, heads: Heads | None) -> Iterator[Connection[Any]]:
        if heads:
            self.arrived(district, heads)
        with reading(self.pool, district) as conn:
            yield conn
