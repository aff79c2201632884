"""Which refusals of ``referral`` are which problems; a broken rule is a 409 without being named here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.kernel.deciders import RuleViolation
from services.kernel.files.failures import FileRefused
from services.kernel.problems import FieldError, Problem, invalid_input, not_found, unavailable
from services.referral.access_desk import AccessRefused
from services.referral.consent_currency import ConsentsUnknown
from services.referral.domain.agreement import UnknownAgreement
from services.referral.domain.book_refusals import UnknownReferral
from services.referral.domain.contact_person import UnknownContactPerson
from services.referral.domain.letter import UnknownLetter
from services.referral.domain.location import UnknownLocation
from services.referral.domain.offer_state import UnknownOffer
from services.referral.domain.partner_state import UnknownPartner
from services.referral.domain.survey import UnknownSurvey
from services.referral.exchange.importing import UnknownDefaultKind

NOT_THERE: Final = (
    UnknownPartner,
    UnknownLocation,
    UnknownContactPerson,
    UnknownAgreement,
    UnknownOffer,
    UnknownLetter,
    UnknownSurvey,
    UnknownReferral,
)


def _not_there(refused: RuleViolation) -> Problem:
    return not_found(refused.title)


def _refused(_: AccessRefused) -> Problem:
    """The same answer for what is others' as for nothing."""
    return not_found(UnknownReferral.title)


PROBLEMS: Final[Mapping[type[Exception], Callable[[Any], Problem]]] = {
    **dict.fromkeys(NOT_THERE, _not_there),
    AccessRefused: _refused,
    FileRefused: lambda refused: invalid_input([FieldError("file", str(refused))]),
    UnknownDefaultKind: lambda unknown: invalid_input([FieldError("partner_kind", str(unknown))]),
    ConsentsUnknown: lambda unknown: unavailable(unknown.detail),
}
