"""What ``reporting`` brings to the one address: routes for programs, pages for people, and what they need to run."""

from typing import Final

from services.kernel.feed import FeedUnreachable
from services.kernel.problems import FieldError, Problem, invalid_input, not_found, unavailable
from services.kernel.web import Room
from services.reporting.activity import PeriodEndsBeforeItStarts
from services.reporting.api import open_reports, router
from services.reporting.domain.catalogues import UnknownCatalogue
from services.reporting.esf import UnknownOperation
from services.reporting.knowledge import NotArrived
from services.reporting.pages import MENU, all_pages
from services.reporting.profile import UnknownSozialraum, UnknownStatistic
from services.reporting.record_cells import UnknownRecord


def _no_such_operation(_unknown: UnknownOperation) -> Problem:
    return not_found(UnknownOperation.title)


def _no_such_record(_unknown: UnknownRecord) -> Problem:
    return not_found(UnknownRecord.title)


def _no_such_sozialraum(_unknown: UnknownSozialraum) -> Problem:
    return not_found(UnknownSozialraum.title)


def _no_such_statistic(_unknown: UnknownStatistic) -> Problem:
    return not_found(UnknownStatistic.title)


def _wrong_parameter(broken: PeriodEndsBeforeItStarts | UnknownCatalogue) -> Problem:
    return invalid_input([FieldError(broken.field or "", broken.title)])


def _not_arrived(late: NotArrived) -> Problem:
    return unavailable(str(late))


def _no_feed(_unreachable: FeedUnreachable) -> Problem:
    return unavailable("Ein Dienst der Plattform ist gerade nicht erreichbar.")


ROOM: Final = Room(
    "reporting",
    "Berichte",
    router,
    open_reports,
    {
        UnknownOperation: _no_such_operation,
        UnknownRecord: _no_such_record,
        UnknownSozialraum: _no_such_sozialraum,
        UnknownStatistic: _no_such_statistic,
        UnknownCatalogue: _wrong_parameter,
        PeriodEndsBeforeItStarts: _wrong_parameter,
        NotArrived: _not_arrived,
        FeedUnreachable: _no_feed,
    },
    pages=all_pages(),
    menu=MENU,
)
