"""What one asks an explanation of a cell for, and its answer, read in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from psycopg import Connection

from services.reporting.esf import EsfQuestion
from services.reporting.explaining.cell import Line, explained
from services.reporting.explaining.collecting import collecting_later
from services.reporting.explaining.estimated import Estimated
from services.reporting.explaining.events import Event, events_at
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.explaining.submitted import submitted

V = TypeVar("V")


class Shown(NamedTuple):
    """Which rows of a list are to be shown; ``rows`` None: all from ``start`` on."""

    start: int = 0
    rows: int | None = None

    def of(self, whole: Sequence[V]) -> Sequence[V]:
        return whole[self.start : None if self.rows is None else self.start + self.rows]


WHOLE: Final = Shown()


@dataclass(frozen=True, slots=True, kw_only=True)
class CellQuestion:
    """A cell of a report: the code, and a gender (None: the total), and which rows of both lists are shown.

    ``submission``: the report is the one that was handed in, at the positions that it pins.
    """

    report: EsfQuestion
    indicator: str
    gender: str | None = None
    submission: UUID | None = None
    counted: Shown = WHOLE
    not_counted: Shown = WHOLE


@dataclass(frozen=True, slots=True)
class EstimateTold:
    """The estimate that makes the figure, with the fact that recorded it."""

    estimate: Estimated
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAnswer:
    """How many rows there are of each kind, and those that were asked for."""

    code: str
    title: str
    counted: int
    not_counted: int
    counted_lines: Sequence[Line]
    not_counted_lines: Sequence[Line]
    estimate: EstimateTold | None


def explain_cell(conn: Connection[Any], district: str, question: CellQuestion) -> CellAnswer:
    """Inside a transaction in the district that sees one snapshot.

    Raises UnknownOperation, UnknownCatalogue, NoSuchCatalogue, UnknownIndicator, UnknownSubmission, OtherReport.
    """
    if question.submission is None:
        at = Standpoint.of(conn, district, question.report)
    else:
        at = submitted(conn, district, question.submission, question.report)
    with collecting_later():
        return _answered(at, question)


def _answered(at: Standpoint, question: CellQuestion) -> CellAnswer:
    found = explained(at, question.indicator, question.gender)
    counted, not_counted = question.counted.of(found.counted), question.not_counted.of(found.not_counted)
    lines = found.lines([*counted, *not_counted])
    return CellAnswer(
        code=found.code,
        title=found.title,
        counted=len(found.counted),
        not_counted=len(found.not_counted),
        counted_lines=lines[: len(counted)],
        not_counted_lines=lines[len(counted) :],
        estimate=None if found.estimate is None else _told(at, found.estimate),
    )


def _told(at: Standpoint, estimate: Estimated) -> EstimateTold:
    return EstimateTold(estimate, events_at(at.conn, at.district, {estimate.place})[estimate.place])
