"""A district's reporting side without broker: what arrives is appended to the journal and folded at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

import pytest

from services.kernel.database import Pool, pool
from services.kernel.district import district as enter
from services.kernel.district import schema_of
from services.kernel.envelope import Envelope
from services.kernel.projection import LivePlace, ProjectionRunner, Standing
from services.kernel.settings import Settings
from services.reporting import journal
from services.reporting.activity import ActivityQuestion
from services.reporting.esf import EsfQuestion
from services.reporting.folding import runner_with
from services.reporting.opening import opener
from services.reporting.reports import Reports


@dataclass(frozen=True, slots=True)
class Side:
    """The reporting side of one district."""

    district: str
    pool: Pool
    runner: ProjectionRunner
    reports: Reports

    def receive(self, envelopes: Sequence[Envelope]) -> None:
        """Append in the order given, a run of one source a call, as the reader does."""
        for source, run in groupby(envelopes, key=lambda one: one.source):
            with self.pool.transaction() as conn, enter(conn, self.district):
                journal.append(conn, self.district, source, list(run))

    def fold(self) -> dict[str, Standing]:
        with self.pool.connection() as conn:
            return self.runner.catch_up(conn, self.district, LivePlace(self.district))

    def take(self, envelopes: Sequence[Envelope]) -> None:
        self.receive(envelopes)
        for standing in self.fold().values():
            assert standing.stopped is None

    def esf(self, operation: str, as_of: str, known_at: datetime | None = None, **more: Any) -> dict[str, Any]:
        question = EsfQuestion(operation=operation, as_of=date.fromisoformat(as_of), known_at=known_at, **more)
        return self.reports.esf(self.district, question)

    def activity(self, start: str, end: str, operation: str | None = None) -> dict[str, Any]:
        question = ActivityQuestion(start=date.fromisoformat(start), end=date.fromisoformat(end), operation=operation)
        return self.reports.activity(self.district, question)

    def rows(self, table: str, order: Iterable[str] = ("1",)) -> list[tuple[Any, ...]]:
        with self.pool.transaction() as conn, enter(conn, self.district):
            statement = f"SELECT * FROM {schema_of(self.district)}.{table} ORDER BY {', '.join(order)}"  # noqa: S608
            return conn.execute(statement.encode()).fetchall()


@pytest.fixture
def side(settings: Settings, district: str) -> Side:
    """A fresh district's reporting side."""
    return side_of(settings, district)


def side_of(settings: Settings, district: str) -> Side:
    connections = pool(settings.service_database_url("reporting"))
    return Side(district, connections, runner_with(opener(settings)), Reports(connections, timeout=1))
