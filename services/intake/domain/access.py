"""Need to know: who may do what with a case, decided in one place for every route.

A case with a team is read and written by who belongs to that team on the day, a case without one by any Fachkraft.
The Koordination orders who works on a case and sees who read it; the content is not hers. A Fachkraft of another team
may break the glass: a reason, :data:`GLASS_HOURS` hours, and every read says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal, TypeAlias
from uuid import UUID

from services.contracts.intake import CaseRead, GlassBroken, ProcessingRestricted, RestrictionLifted
from services.intake.domain import case as cases
from services.intake.domain.case import CaseState
from services.kernel.facts import Contract

# "rights": what a person may ask for at any time, and who may write does it for her.
Purpose: TypeAlias = Literal["read", "write", "rights", "organise", "oversee"]

GLASS_HOURS: Final = 3
SAME_READ: Final = timedelta(minutes=15)

NO_SUCH_CASE: Final = "Diesen Fall gibt es nicht."
NOT_THIS_ROLE: Final = "Ihre Rolle sieht die Inhalte von Fällen nicht."
NOT_THIS_TEAM: Final = "Diesen Fall führt ein anderes Team. Mit Begründung ist ein Notfallzugriff möglich."
GLASS_IS_OVER: Final = "Der Notfallzugriff auf diesen Fall ist abgelaufen."

# Purpose -> roles that may without belonging to the team; of the others only a Fachkraft can come to see a case.
BY_ROLE: Final[Mapping[Purpose, frozenset[str]]] = {
    "read": frozenset(),
    "write": frozenset(),
    "rights": frozenset(),
    "organise": frozenset({"koordination"}),
    "oversee": frozenset({"koordination", "pruefung"}),
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the token's subject and role, and the teams of that person on this day."""

    actor: str
    role: str
    teams: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Reads:
    """How often somebody read a case, and when last."""

    times: int
    last: datetime


@dataclass(frozen=True, slots=True)
class AccessState:
    """The case, and by actor: until when the glass is broken, and what was read."""

    case: CaseState = field(default_factory=CaseState)
    glass: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    reads: Mapping[str, Reads] = field(default_factory=lambda: MappingProxyType({}))
    restricted: ProcessingRestricted | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed (``reason`` None), by a broken glass or not; or refused, and why in German."""

    reason: str | None = None
    break_glass: bool = False

    @property
    def allowed(self) -> bool:
        return self.reason is None


def verdict(asker: Asker, purpose: Purpose, access: AccessState, now: datetime) -> Verdict:
    """Whether the asker may; the reason of a refusal is for the log and for tests, never for the one refused."""
    if access.case.person_id is None:
        return Verdict(NO_SUCH_CASE)
    if asker.role in BY_ROLE[purpose]:
        return Verdict()
    if asker.role != "fachkraft" or purpose == "oversee":
        return Verdict(NOT_THIS_ROLE)
    if access.case.team_id is None or access.case.team_id in asker.teams:
        return Verdict()
    until = access.glass.get(asker.actor)
    if until is None:
        return Verdict(NOT_THIS_TEAM)
    return Verdict(break_glass=True) if now < until else Verdict(GLASS_IS_OVER)


def is_same_read(reads: Reads | None, now: datetime) -> bool:
    """Whether a read now belongs to the last one of that actor: less than :data:`SAME_READ` lies between."""
    return reads is not None and now - reads.last < SAME_READ


# --- Evolution -------------------------------------------------------------------

Happened: TypeAlias = tuple[Contract, str, datetime]  # fact, actor, recorded


def evolve(access: AccessState, happened: Happened) -> AccessState:
    """One fact of the case's stream, with who caused it and when it was recorded: those are not part of a fact."""
    fact, actor, at = happened
    match fact:
        case GlassBroken():
            return replace(access, glass={**access.glass, actor: fact.until})
        case CaseRead():
            before = access.reads.get(actor)
            read = Reads(1 if before is None else before.times + 1, at)
            return replace(access, reads={**access.reads, actor: read})
        case ProcessingRestricted():
            return replace(access, restricted=fact)
        case RestrictionLifted():
            return replace(access, restricted=None)
        case _:
            return replace(access, case=cases.evolve(access.case, fact))


def fold(history: Iterable[Happened]) -> AccessState:
    access = AccessState()
    for happened in history:
        access = evolve(access, happened)
    return access
