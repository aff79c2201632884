"""The question of *Verlauf* as it stands in the address, and addresses of points beside the one that is shown."""

from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.contracts.reporting import EvidenceKind
from services.kernel.inputs import KEY_PATTERN, Day, KnownInstant
from services.kernel.times import rfc3339
from services.reporting.api.explain import CODE
from services.reporting.auditing.evidence import Evidence
from services.reporting.auditing.steps import Subject
from services.reporting.pages.auditing_here import COURSE

MOST_DAYS: Final = 120_000
MOST_STEPS: Final = 2**31 - 1


class CourseAsked(BaseModel):
    """``day``, ``step``: where the sliders stand, instead of the instants.

    ``day`` counts from the operation's first day, ``step`` the facts of what is looked at, from 1. ``indicator``: only
    that one, by gender, where nobody's record or case is looked at.
    """

    model_config = ConfigDict(extra="forbid")

    operation: str = Field(pattern=KEY_PATTERN)
    as_of: Day | None = None
    known_at: KnownInstant | None = None
    participation: UUID | None = Field(default=None, alias="teilnahme")
    case: UUID | None = Field(default=None, alias="fall")
    indicator: str | None = Field(default=None, alias="zelle", pattern=CODE)
    day: int | None = Field(default=None, alias="tag", ge=0, le=MOST_DAYS)
    step: int | None = Field(default=None, alias="schritt", ge=1, le=MOST_STEPS)

    @property
    def subject(self) -> Subject:
        if self.participation is not None:
            return Subject(self.operation, participation=self.participation)
        if self.case is not None:
            return Subject(self.operation, case=self.case)
        return Subject(self.operation, indicator=self.indicator)

    @property
    def evidence(self) -> Evidence:
        """What is looked at, as it is kept for whoever granted the mandate."""
        subject = self.subject
        return Evidence(
            operation=self.operation,
            kind=self._kind,
            code=subject.indicator,
            participation_id=subject.participation,
            case_id=subject.case,
        )

    @property
    def _kind(self) -> EvidenceKind:
        if self.participation is not None:
            return "record"
        return "history" if self.case is not None else "cell"


def address(subject: Subject, as_of: date, known_at: datetime | None) -> str:
    """The page of that subject at that point."""
    given = {
        "operation": subject.operation,
        "as_of": as_of,
        "known_at": None if known_at is None else rfc3339(known_at),
        "teilnahme": subject.participation,
        "fall": subject.case,
        "zelle": subject.indicator,
    }
    return f"{COURSE}?{urlencode({name: each for name, each in given.items() if each is not None})}"
