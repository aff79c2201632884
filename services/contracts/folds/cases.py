"""Which cases are there, in whose hands, and where does each stand?"""

from collections.abc import Iterable
from typing import Final, TypeAlias, assert_never

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseReopened,
    CaseResumed,
)
from services.kernel.projected_rows import Put, Table

CASES = Table("cases", "case_id", ("person", "operation", "sozialraum", "opened_on"), versioned=False)
HANDS = Table("case_hands", "case_id", ("team", "staff", "starts"), versioned=False)
STATES = Table("case_states", "case_id", ("state", "starts", "until", "end_kind"), versioned=False)

Moved: TypeAlias = CasePaused | CaseResumed | CaseClosed | CaseReopened
OfCourse: TypeAlias = CaseOpened | CaseAssigned | Moved
COURSE: Final = (CaseOpened, CaseAssigned, CasePaused, CaseResumed, CaseClosed, CaseReopened)


def course(fact: OfCourse) -> Iterable[Put]:
    """Each fact says one thing of a case, and replaces what was said of it before."""
    match fact:
        case CaseOpened():
            return [
                Put(CASES, fact.case_id, (fact.person_id, fact.operation, fact.sozialraum, fact.on)),
                Put(HANDS, fact.case_id, (fact.team_id, fact.staff_id, fact.on)),
                Put(STATES, fact.case_id, ("open", fact.on, None, None)),
            ]
        case CaseAssigned():
            return [Put(HANDS, fact.case_id, (fact.team_id, fact.staff_id, fact.on))]
        case _:
            return [_stands(fact)]


def _stands(fact: Moved) -> Put:
    match fact:
        case CasePaused():
            return Put(STATES, fact.case_id, ("paused", fact.on, fact.until, None))
        case CaseClosed():
            return Put(STATES, fact.case_id, ("closed", fact.on, None, fact.end_kind))
        case CaseResumed() | CaseReopened():
            return Put(STATES, fact.case_id, ("open", fact.on, None, None))
        case _:
            assert_never(fact)
