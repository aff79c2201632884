"""The desk of social reporting: what an indicator and its area must be is asked of the logs, then decided."""

from dataclasses import dataclass

import msgspec

from services.contracts.events.words import AreaKind
from services.events.application import Events
from services.events.domain.figure import FIGURE, RecordFigure, WithdrawFigure
from services.events.domain.statistic import STATISTIC, DefineStatistic, expect_defined
from services.events.domain.statistic_area import Areas
from services.events.domain.statistic_disclosure import DISCLOSURE, SetSmallestShown
from services.events.known import sozialraeume_of
from services.events.statistics.streams import of_figure, of_statistic, of_threshold
from services.kernel.deciders import Context
from services.kernel.store import Outcome

Place = tuple[str, AreaKind, str, str]


class FigureDetails(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as somebody gives it; without ``area_kind`` the area itself says what it is."""

    statistic: str
    area: str
    period: str
    value: str | None
    source: str
    area_kind: AreaKind | None = None
    area_label: str | None = None
    persons: int | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class StatisticsDesk:
    """One district's social reporting. Every command raises the refusals of its decider."""

    events: Events
    district: str

    @property
    def areas(self) -> Areas:
        return Areas(self.district, frozenset(sozialraeume_of(self.events.pool, self.district)))

    def define(self, command: DefineStatistic, context: Context) -> Outcome:
        """A key stands once; given again, the indicator's words are corrected."""
        stream = of_statistic(self.events.ids(self.district), command.statistic)
        return self.events.store.execute(self.district, STATISTIC, stream, command, context)

    def record(self, details: FigureDetails, context: Context) -> Outcome:
        """Raises UnknownStatistic, UnknownArea, OtherAreaKind beside the decider's refusals."""
        ids = self.events.ids(self.district)
        expect_defined(self.events.state(self.district, STATISTIC, of_statistic(ids, details.statistic)))
        kind = self.areas.expect(details.area, details.area_kind)
        command = RecordFigure(**{**msgspec.structs.asdict(details), "area_kind": kind})
        stream = of_figure(ids, (details.statistic, kind, details.area, details.period))
        return self.events.store.execute(self.district, FIGURE, stream, command, context)

    def withdraw(self, place: Place, context: Context) -> Outcome:
        """Raises FigureNotThere."""
        stream = of_figure(self.events.ids(self.district), place)
        return self.events.store.execute(self.district, FIGURE, stream, WithdrawFigure(), context)

    def set_smallest_shown(self, smallest: int, context: Context) -> Outcome:
        stream = of_threshold(self.events.ids(self.district))
        return self.events.store.execute(
            self.district, DISCLOSURE, stream, SetSmallestShown(smallest=smallest), context
        )
