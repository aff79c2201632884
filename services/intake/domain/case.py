"""A case: open, paused, closed, and in whose hands. All facts of one case form one stream.

Other deciders of the same stream (consents, goals, situations …) embed :class:`CaseState` and fold with :func:`evolve`.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from services.contracts.intake import (
    CaseAssigned,
    CaseClosed,
    CaseOpened,
    CasePaused,
    CaseReopened,
    CaseResumed,
    Identity,
    PersonNamed,
)
from services.contracts.intake import (
    CaseState as State,
)
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract

# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CaseState:
    """Where a case stands; ``person_id`` None is not opened yet."""

    person_id: UUID | None = None
    operation: str | None = None
    state: State = "open"
    identity: Identity = "pseudonymous"
    team_id: UUID | None = None
    staff_id: UUID | None = None
    sozialraum: str | None = None


# --- Decisions: may it happen? ----------------------------------------------


class UnknownCase(RuleViolation):
    title = "Diesen Fall gibt es nicht."
    field = "case"


class CaseIsClosed(RuleViolation):
    title = "Dieser Fall ist abgeschlossen. Bitte zuerst wieder öffnen."
    field = "case"


def expect_known(case: CaseState) -> UUID:
    """The person of the case; raises UnknownCase."""
    if case.person_id is None:
        raise UnknownCase
    return case.person_id


def expect_open(case: CaseState) -> UUID:
    """The person of a case that is not closed; raises UnknownCase, CaseIsClosed."""
    person = expect_known(case)
    if case.state == "closed":
        raise CaseIsClosed
    return person


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(case: CaseState, fact: Contract) -> CaseState:  # noqa: PLR0911 - one line a fact
    match fact:
        case CaseOpened():
            return CaseState(
                person_id=fact.person_id,
                operation=fact.operation,
                identity=fact.identity,
                team_id=fact.team_id,
                staff_id=fact.staff_id,
                sozialraum=fact.sozialraum,
            )
        case PersonNamed():
            return replace(case, identity="named")
        case CaseAssigned():
            return replace(case, team_id=fact.team_id, staff_id=fact.staff_id)
        case CasePaused():
            return replace(case, state="paused")
        case CaseClosed():
            return replace(case, state="closed")
        case CaseResumed() | CaseReopened():
            return replace(case, state="open")
        case _:
            return case
