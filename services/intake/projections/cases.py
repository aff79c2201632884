"""Which cases are there, in whose hands, and where does each stand? Read by lists and by the case file's head."""

from collections.abc import Iterable
from typing import TypeAlias

from services.contracts.folds.cases import CASES, COURSE, HANDS, STATES, OfCourse, course
from services.contracts.intake import CaseOpened, ParticipationLinked, ParticipationUnlinked, PersonNamed
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

IDENTITIES = Table("case_identities", "case_id", ("identity",), versioned=False)
PARTICIPATIONS = Table("case_participations", "participation", ("case_id", "operation"), versioned=False)

OfCase: TypeAlias = OfCourse | PersonNamed | ParticipationLinked | ParticipationUnlinked


def keep(recorded: Recorded[OfCase]) -> Iterable[Change]:
    """Each fact says one thing of a case, and replaces what was said of it before."""
    fact = recorded.fact
    match fact:
        case CaseOpened():
            return [*course(fact), Put(IDENTITIES, fact.case_id, (fact.identity,))]
        case PersonNamed():
            return [Put(IDENTITIES, fact.case_id, ("named",))]
        case ParticipationLinked():
            return [Put(PARTICIPATIONS, fact.participation_id, (fact.case_id, fact.operation))]
        case ParticipationUnlinked():
            return [Drop(PARTICIPATIONS, fact.participation_id)]
        case _:
            return course(fact)


cases = Projection(
    "cases",
    version=1,
    tables=(CASES, HANDS, STATES, IDENTITIES, PARTICIPATIONS),
    reads=(*COURSE, PersonNamed, ParticipationLinked, ParticipationUnlinked),
    fold=keep,
)
