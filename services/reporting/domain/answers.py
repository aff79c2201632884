"""What statuses answer about one participation: the last word in each window, as the catalogue's predicates ask it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from services.reporting.domain.calendar import months_after
from services.reporting.domain.catalogue import Windows
from services.reporting.domain.expressions import Value

NO_ANSWER: Final = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status as recorded; ``place`` orders those of one day by recording."""

    kind: Literal["exit", "followup"]
    date: date
    place: int
    status: str
    in_education: str | None = None
    qualification: str | None = None
    improved: str | None = None


def answers(statuses: Iterable[Status], exit_date: date | None, as_of: date, windows: Windows) -> dict[str, Value]:
    """Answers by the names that predicates use; None where nothing answers."""
    read = [] if exit_date is None or exit_date > as_of else _in_window(statuses, exit_date, as_of, windows)
    at_exit = [one for one in read if one.kind == "exit"]
    later = [one for one in read if one.kind == "followup"]
    qualified = [one.qualification == "yes" for one in at_exit if one.qualification is not None]
    return {
        "exit_status": _last(at_exit, _labour_status),
        "exit_education": _last(at_exit, lambda one: one.in_education),
        "exit_qualification": any(qualified) if qualified else None,
        "followup_status": _last(later, _labour_status),
        "followup_improved": _last(later, lambda one: one.improved),
    }


def _in_window(statuses: Iterable[Status], exit_date: date, as_of: date, windows: Windows) -> list[Status]:
    spans = {
        "exit": (exit_date, exit_date + timedelta(days=windows.exit_days)),
        "followup": (
            months_after(exit_date, windows.followup_from_months),
            months_after(exit_date, windows.followup_to_months),
        ),
    }
    return [one for one in statuses if one.date <= as_of and spans[one.kind][0] <= one.date <= spans[one.kind][1]]


def _labour_status(one: Status) -> str | None:
    return None if one.status == NO_ANSWER else one.status


def _last(statuses: Iterable[Status], answer: Callable[[Status], str | None]) -> str | None:
    """The latest date, then what was recorded last; what answers nothing is passed over."""
    given = [one for one in statuses if answer(one) is not None]
    return answer(max(given, key=lambda one: (one.date, one.place))) if given else None
