"""What is recorded of access to a case: that somebody read it, and that somebody opened another team's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from services.contracts.intake import CaseRead, GlassBroken
from services.intake.domain import case as cases
from services.intake.domain.access import GLASS_HOURS
from services.intake.domain.case import CaseState, expect_known
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAccess:
    """The actor reads the case; whether that is still the same read is asked before (domain/access.py)."""

    case_id: UUID
    break_glass: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlass:
    """Open a case of another team from ``now`` on; why lies in the vault under ``reason_id``."""

    case_id: UUID
    reason_id: UUID | None
    now: datetime


Command: TypeAlias = RecordAccess | BreakGlass


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GlassState:
    """The case, and every glass broken so far: (reason, until)."""

    case: CaseState = CaseState()  # noqa: RUF009 - frozen
    broken: frozenset[tuple[UUID, datetime]] = frozenset()


# --- Decisions: may it happen? ----------------------------------------------


class GlassReasonMissing(RuleViolation):
    title = "Ein Notfallzugriff braucht eine Begründung."
    field = "reason"


def decide(command: Command, state: GlassState) -> Sequence[Contract]:
    person = expect_known(state.case)
    if isinstance(command, RecordAccess):
        return [CaseRead(case_id=command.case_id, person_id=person, break_glass=command.break_glass)]
    if command.reason_id is None:
        raise GlassReasonMissing
    until = command.now + timedelta(hours=GLASS_HOURS)
    if (command.reason_id, until) in state.broken:
        return []
    return [GlassBroken(case_id=command.case_id, person_id=person, reason_id=command.reason_id, until=until)]


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: GlassState, fact: Contract) -> GlassState:
    if isinstance(fact, GlassBroken):
        return replace(state, broken=state.broken | {(fact.reason_id, fact.until)})
    return replace(state, case=cases.evolve(state.case, fact))


GLASS: Final = Decider(initial=GlassState(), decide=decide, evolve=evolve)
