"""The walk of an examination: of each operation examined, the submission to look at and the last sample drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from services.kernel.requests import Session
from services.kernel.roles import Role
from services.kernel.times import rfc3339, today
from services.reporting.application import Reporting
from services.reporting.auditing.mandates_queries import MandateRow
from services.reporting.auditing.samples_queries import SampleRow, samples_of
from services.reporting.pages.auditing_here import COURSE, SAMPLES
from services.reporting.pages.explain import EXPLAIN
from services.reporting.pages.submissions import SUBMISSIONS
from services.reporting.submissions.queries import Submission

EVERYBODY: Final = "EECO01"  # the cell that an explanation begins with: all participants


@dataclass(frozen=True, slots=True)
class Stop:
    """One operation: its newest approved submission whose date is examined, and the newest sample of it."""

    operation: str
    name: str
    submission: Submission | None
    sample: SampleRow | None

    @property
    def changed(self) -> str:
        """What changed since that submission."""
        return f"{self._submitted}/unterschied"

    @property
    def verified(self) -> str:
        """Whether it still is what it was."""
        return f"{self._submitted}/nachpruefung"

    @property
    def drawn(self) -> str:
        """The sample with its evidence."""
        assert self.sample is not None, "asked before"
        return f"{SAMPLES}/{self.sample.sample}"

    @property
    def explained(self) -> str:
        """Who is behind a cell of the submission, as known then."""
        return f"{EXPLAIN}?{urlencode({**self._point, 'indicator': EVERYBODY})}"

    @property
    def told(self) -> str:
        """How its cells came to be, fact by fact."""
        return f"{COURSE}?{urlencode(self._point)}"

    @property
    def _submitted(self) -> str:
        assert self.submission is not None, "asked before"
        return f"{SUBMISSIONS}/{self.submission.id}"

    @property
    def _point(self) -> dict[str, str]:
        assert self.submission is not None, "asked before"
        known_at = self.submission.known_at or self.submission.created
        return {
            "operation": self.operation,
            "as_of": self.submission.as_of.isoformat(),
            "known_at": rfc3339(known_at),
        }


def walk(
    service: Reporting, asking: Session, mandates: Sequence[MandateRow], handed_in: Iterable[Submission]
) -> list[Stop]:
    """The operations that may be examined today, by name; for the Koordination all of them."""
    held = None if asking.caller.role == Role.KOORDINATION else [m for m in mandates if m.standing(today()) == "holds"]
    samples = samples_of(service.pool, asking.district)
    approved = [one for one in handed_in if one.state == "approved"]
    return [
        Stop(
            each.operation,
            each.name,
            _newest(approved, each.operation, held),
            next((one for one in samples if one.operation == each.operation), None),
        )
        for each in service.reports.operations(asking.district)
        if held is None or any(each.operation in mandate.operations for mandate in held)
    ]


def _newest(approved: Sequence[Submission], operation: str, held: Sequence[MandateRow] | None) -> Submission | None:
    found = (one for one in approved if one.operation == operation and _is_examined(one.as_of, operation, held))
    return max(found, key=lambda one: (one.as_of, one.created), default=None)


def _is_examined(as_of: date, operation: str, held: Sequence[MandateRow] | None) -> bool:
    return held is None or any(
        operation in each.operations and each.audited_from <= as_of <= each.audited_to for each in held
    )
