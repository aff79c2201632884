"""Which cases are there, in whose hands, and where does each stand? Read by lists and by the case file's head."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseReopened,
    CaseResumed,
    ParticipationLinked,
    ParticipationUnlinked,
    PersonNamed,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

CASES = Table("cases", "case_id", ("person", "operation", "sozialraum", "opened_on"), versioned=False)
HANDS = Table("case_hands", "case_id", ("team", "staff", "starts"), versioned=False)
STATES = Table("case_states", "case_id", ("state", "starts", "until", "end_kind"), versioned=False)
IDENTITIES = Table("case_identities", "case_id", ("identity",), versioned=False)
PARTICIPATIONS = Table("case_participations", "participation", ("case_id", "operation"), versioned=False)

Moved: TypeAlias = CasePaused | CaseResumed | CaseClosed | CaseReopened
OfCase: TypeAlias = CaseOpened | CaseAssigned | Moved | PersonNamed | ParticipationLinked | ParticipationUnlinked


def keep(recorded: Recorded[OfCase]) -> Iterable[Change]:
    """Each fact says one thing of a case, and replaces what was said of it before."""
    fact = recorded.fact
    match fact:
        case CaseOpened():
            return _opened(fact)
        case CaseAssigned():
            return [Put(HANDS, fact.case_id, (fact.team_id, fact.staff_id, fact.on))]
        case PersonNamed():
            return [Put(IDENTITIES, fact.case_id, ("named",))]
        case ParticipationLinked():
            return [Put(PARTICIPATIONS, fact.participation_id, (fact.case_id, fact.operation))]
        case ParticipationUnlinked():
            return [Drop(PARTICIPATIONS, fact.participation_id)]
        case _:
            return [_stands(fact)]


def _opened(fact: CaseOpened) -> list[Change]:
    return [
        Put(CASES, fact.case_id, (fact.person_id, fact.operation, fact.sozialraum, fact.on)),
        Put(HANDS, fact.case_id, (fact.team_id, fact.staff_id, fact.on)),
        Put(STATES, fact.case_id, ("open", fact.on, None, None)),
        Put(IDENTITIES, fact.case_id, (fact.identity,)),
    ]


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


cases = Projection(
    "cases",
    version=1,
    tables=(CASES, HANDS, STATES, IDENTITIES, PARTICIPATIONS),
    reads=(
        CaseOpened,
        CaseAssigned,
        CasePaused,
        CaseResumed,
        CaseClosed,
        CaseReopened,
        PersonNamed,
        ParticipationLinked,
        ParticipationUnlinked,
    ),
    fold=keep,
)
