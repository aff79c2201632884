"""Which refusals of ``reporting`` are which problems; a broken rule is a 409 without being named here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.kernel.deciders import RuleViolation
from services.kernel.feed import FeedUnreachable
from services.kernel.problems import FieldError, Problem, forbidden, invalid_input, not_found, unavailable
from services.reporting.activity import PeriodEndsBeforeItStarts
from services.reporting.auditing.guard import NoMandate, OutsideOfMandate
from services.reporting.auditing.mandate import UnknownMandate
from services.reporting.auditing.samples_desk import UnknownSample
from services.reporting.checking.periods import NotAPeriod
from services.reporting.deltas.ends import OtherOperation
from services.reporting.domain.catalogues import NoSuchCatalogue, UnknownCatalogue
from services.reporting.domain.submission import NotYetOpened, UnknownSubmission
from services.reporting.esf import UnknownOperation
from services.reporting.explaining.cell import UnknownIndicator
from services.reporting.explaining.submitted import OtherReport
from services.reporting.knowledge import NotArrived
from services.reporting.profile import UnknownSozialraum, UnknownStatistic
from services.reporting.proving.noted import UnknownCertificate
from services.reporting.proving.trees import NoSuchSize, NotInJournal
from services.reporting.record_cells import UnknownRecord

NOT_THERE: Final[tuple[type[RuleViolation], ...]] = (
    NotInJournal,
    UnknownCertificate,
    UnknownMandate,
    UnknownOperation,
    UnknownRecord,
    UnknownSample,
    UnknownSozialraum,
    UnknownStatistic,
    UnknownSubmission,
)
WRONG_PARAMETER: Final[tuple[type[RuleViolation], ...]] = (
    NoSuchSize,
    NoSuchCatalogue,
    UnknownCatalogue,
    NotAPeriod,
    PeriodEndsBeforeItStarts,
    UnknownIndicator,
    NotYetOpened,
    OtherOperation,
    OtherReport,
)


def _not_there(unknown: RuleViolation) -> Problem:
    return not_found(unknown.title)


def _wrong_parameter(broken: RuleViolation) -> Problem:
    return invalid_input([FieldError(broken.field or "", broken.title)])


def _not_arrived(late: NotArrived) -> Problem:
    return unavailable(str(late))


def _no_mandate(missing: RuleViolation) -> Problem:
    return forbidden(missing.title)


def _no_feed(_unreachable: FeedUnreachable) -> Problem:
    return unavailable("Ein Dienst der Plattform ist gerade nicht erreichbar.")


PROBLEMS: Final[Mapping[type[Exception], Callable[[Any], Problem]]] = {
    **dict.fromkeys(NOT_THERE, _not_there),
    **dict.fromkeys(WRONG_PARAMETER, _wrong_parameter),
    NoMandate: _no_mandate,
    OutsideOfMandate: _no_mandate,
    NotArrived: _not_arrived,
    FeedUnreachable: _no_feed,
}
