"""Whose is a case when somebody left? Derived from who left and who follows; nothing is stored at the case.

A policy would have to find and change each open case of somebody who leaves, and to be repeated until all are done;
derived, the answer is right from the first day after the last one, however late the leaving is recorded, and a
correction of the successor needs nothing else. A handover with a note stays a fact of the case (``CaseAssigned``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Leaving:
    """The last day at work, and who follows; None: the team."""

    last_day: date
    successor: UUID | None


Leavings = Mapping[UUID, Leaving]


def responsible(staff: UUID | None, leavings: Leavings, day: date) -> UUID | None:
    """Who answers on that day for what was put into these hands; None: nobody in particular, so the team."""
    passed = set[UUID]()
    while staff is not None and (leaving := leavings.get(staff)) is not None and leaving.last_day < day:
        if staff in passed:  # two who follow each other, and both left
            return None
        passed.add(staff)
        staff = leaving.successor
    return staff


def hands_of(staff: UUID, leavings: Leavings, day: date) -> frozenset[UUID]:
    """Everybody for whom that person answers on that day, that person included."""
    everybody = {staff, *leavings}
    return frozenset(each for each in everybody if responsible(each, leavings, day) == staff)
