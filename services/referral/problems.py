"""Which refusals of ``referral`` are which problems; a broken rule is a 409 without being named here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.kernel.problems import Problem, unavailable
from services.referral.consent_currency import ConsentsUnknown

PROBLEMS: Final[Mapping[type[Exception], Callable[[Any], Problem]]] = {
    ConsentsUnknown: lambda unknown: unavailable(unknown.detail),
}
