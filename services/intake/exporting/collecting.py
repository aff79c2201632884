"""Asking every service what it keeps of a person. One that does not answer is named: nothing is left out in silence."""

from collections.abc import Iterable
from typing import Final, NamedTuple

import structlog

from services.kernel.telling import Part, Subject, TellsOfPersons
from services.kernel.watch import GONE

log: Final = structlog.get_logger()


class Collected(NamedTuple):
    """In the order of the services; ``unanswered``: what is missing, in German."""

    parts: list[Part]
    unanswered: list[str]


def collected(told_by: Iterable[TellsOfPersons], district: str, subject: Subject) -> Collected:
    """All parts of all services that answer."""
    found = Collected([], [])
    for each in told_by:
        try:
            found.parts.extend(each.parts(district, subject))
        except GONE as gone:
            log.warning("access_part_missing", exc_info=gone)
            found.unanswered.append(each.about)
    return found
