"""A cell of the ESF report explained: who is counted, who is not, by which rule, and the facts that decided it.

As many rows are counted as the cell says. Both lists together are all participations of the operation; where entities
or an estimate make the figure, their rows are counted and the participations stand among those that are not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from services.kernel.deciders import RuleViolation
from services.reporting.domain.catalogue import Indicator
from services.reporting.domain.cells import GRAND_TOTAL, TOTAL
from services.reporting.explaining.entities import entity_verdicts
from services.reporting.explaining.estimated import Estimated, estimate_of, in_its_place
from services.reporting.explaining.events import Event, events_at, in_order
from services.reporting.explaining.everybody import EVERYBODY, Everybody
from services.reporting.explaining.evidence import Evidence
from services.reporting.explaining.rows import Row, participation_rows
from services.reporting.explaining.standpoint import Standpoint
from services.reporting.explaining.verdicts import Judge, Verdict


class UnknownIndicator(RuleViolation):
    title = "Diesen Indikator gibt es in diesem Katalog nicht."
    field = "indicator"


class Line(msgspec.Struct, frozen=True, gc=False):
    """A verdict with the facts that decided it, in the order of recording."""

    verdict: Verdict
    events: tuple[Event, ...]

    @property
    def participation(self) -> UUID | None:
        return self.verdict.participation


@dataclass(frozen=True, slots=True)
class CellExplained:
    """Verdicts in the order in which participations were first recorded; ``estimate`` where one makes the figure."""

    at: Standpoint
    code: str
    title: str
    counted: Sequence[Verdict]
    not_counted: Sequence[Verdict]
    estimate: Estimated | None = None

    def lines(self, verdicts: Sequence[Verdict]) -> list[Line]:
        """Some of the verdicts with their facts; inside the transaction of the explanation."""
        places = list(Evidence(self.at).places(verdicts))
        events = events_at(self.at.conn, self.at.district, {place for each in places for place in each})
        return [
            Line(verdict, in_order([events[place] for place in each]))
            for verdict, each in zip(verdicts, places, strict=True)
        ]


def explained(at: Standpoint, code: str, gender: str | None = None) -> CellExplained:
    """The cell of an indicator and a gender (None: the total), or the grand total; raises UnknownIndicator."""
    asked = None if gender == TOTAL else gender
    if code == GRAND_TOTAL and at.rules.catalogue.grand_total:
        everybody = Everybody(at.rules, asked, at.groups)
        return _told(at, (code, EVERYBODY), list(_judged(at, everybody.verdict)))
    indicator = next((one for one in at.rules.catalogue.indicators if one.code == code), None)
    if indicator is None:
        raise UnknownIndicator(code)
    verdicts = list(_verdicts(at, indicator, asked))
    estimate = estimate_of(at, indicator.code)
    if estimate is not None:
        verdicts = list(in_its_place(estimate, verdicts, gender))
    return _told(at, (code, indicator.title_de), verdicts, estimate)


def _told(
    at: Standpoint, named: tuple[str, str], verdicts: Sequence[Verdict], estimate: Estimated | None = None
) -> CellExplained:
    counted = [one for one in verdicts if one.counted]
    return CellExplained(at, *named, counted, [one for one in verdicts if not one.counted], estimate)


def _verdicts(at: Standpoint, indicator: Indicator, gender: str | None) -> Iterator[Verdict]:
    if indicator.unit == "entities":
        yield from entity_verdicts(at, indicator.code)
    yield from _judged(at, Judge(at.rules, indicator, gender, at.groups).verdict)


def _judged(at: Standpoint, verdict: Callable[[UUID, UUID | None, Row], Verdict]) -> Iterator[Verdict]:
    rows = participation_rows(
        at.conn, at.district, at.question, at.knowledge, at.rules, statuses=at.statuses, groups=at.groups
    )
    for participation, person, row in rows:
        yield verdict(participation, person, row)
