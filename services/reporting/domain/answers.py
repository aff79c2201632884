"""What statuses answer about one participation: the last word in each window, as the catalogue's predicates ask it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Final, Literal

import msgspec

from services.reporting.domain.calendar import months_after
from services.reporting.domain.catalogue import Windows
from services.reporting.domain.expressions import Value

NO_ANSWER: Final = "no_answer"
YES: Final = "yes"


class Status(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A status as recorded; ``place`` orders those of one day by recording."""

    kind: Literal["exit", "followup"]
    date: date
    place: int
    status: str
    in_education: str | None = None
    qualification: str | None = None
    improved: str | None = None


def answers(statuses: Collection[Status], exit_date: date | None, as_of: date, windows: Windows) -> dict[str, Value]:
    """Answers by the names that predicates use; None where nothing answers."""
    decided = deciding_statuses(statuses, exit_date, as_of, windows)
    said = {name: None if one is None else ANSWERS[name](one) for name, one in decided.items()}
    qualified = said["exit_qualification"]
    return {**said, "exit_qualification": None if qualified is None else qualified == YES}


def deciding_statuses(
    statuses: Collection[Status], exit_date: date | None, as_of: date, windows: Windows
) -> dict[str, Status | None]:
    """Which status gives each answer, by the names that predicates use; a single yes decides on the qualification."""
    if not statuses or exit_date is None or exit_date > as_of:
        return dict.fromkeys(ANSWERS)
    read = _in_window(statuses, exit_date, as_of, windows)
    at_exit = [one for one in read if one.kind == "exit"]
    later = [one for one in read if one.kind == "followup"]
    gained = [one for one in at_exit if one.qualification == YES]
    return {
        "exit_status": _last(at_exit, _labour_status),
        "exit_education": _last(at_exit, _education),
        "exit_qualification": _last(gained or at_exit, _qualification),
        "followup_status": _last(later, _labour_status),
        "followup_improved": _last(later, _improved),
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


def _education(one: Status) -> str | None:
    return one.in_education


def _qualification(one: Status) -> str | None:
    return one.qualification


def _improved(one: Status) -> str | None:
    return one.improved


def _last(statuses: Iterable[Status], answer: Callable[[Status], str | None]) -> Status | None:
    """The latest date, then what was recorded last; what answers nothing is passed over."""
    given = [one for one in statuses if answer(one) is not None]
    return max(given, key=lambda one: (one.date, one.place)) if given else None


ANSWERS: Final[Mapping[str, Callable[[Status], str | None]]] = {
    "exit_status": _labour_status,
    "exit_education": _education,
    "exit_qualification": _qualification,
    "followup_status": _labour_status,
    "followup_improved": _improved,
}
