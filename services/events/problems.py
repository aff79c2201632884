"""Which refusals of ``events`` are which problems; a broken rule is a 409 without being named here."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from services.kernel.deciders import RuleViolation
from services.kernel.problems import Problem, not_found

NOT_THERE: Final[tuple[type[RuleViolation], ...]] = ()


def _not_there(refused: RuleViolation) -> Problem:
    return not_found(refused.title)


PROBLEMS: Final[Mapping[type[Exception], Callable[[Any], Problem]]] = dict.fromkeys(NOT_THERE, _not_there)
