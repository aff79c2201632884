"""Submission periods of SFC2021: ``YYYY06`` and ``YYYY12``, as of 30 June and 31 December."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from services.kernel.deciders import RuleViolation

PATTERN: Final = r"^[0-9]{4}(06|12)$"
pattern: Final = re.compile(PATTERN)
LAST_DAY: Final = {"06": (6, 30), "12": (12, 31)}
FIRST_YEAR: Final = 1900


class NotAPeriod(RuleViolation):
    title = "Ein Meldezeitraum heißt JJJJ06 oder JJJJ12, zum Beispiel 202612."
    field = "period"


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its name."""

    name: str

    @classmethod
    def named(cls, text: str) -> Self:
        """Raises NotAPeriod."""
        if not pattern.fullmatch(text) or int(text[:4]) < FIRST_YEAR:
            raise NotAPeriod(text)
        return cls(text)

    @property
    def as_of(self) -> date:
        """The day up to which it counts."""
        return date(int(self.name[:4]), *LAST_DAY[self.name[4:]])
