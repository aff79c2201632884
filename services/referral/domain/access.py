"""Need to know: who may do what with a referral, decided in one place for programs and pages.

A referral belongs to the team that has its case today, one without a case to the team in which it was proposed; without
a team it is any Fachkraft's. Who proposed it keeps it in sight when the case goes to others. The Koordination sees that
there are referrals and where each stands, never what one is about; the Planung counts them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from uuid import UUID

# state: that it is there, with which partner, and where it stands. read: with topics, notes and what was passed on.
Purpose: TypeAlias = Literal["state", "read", "write"]
# list: rows of referrals; set_terms: how long the district waits; count: figures without rows.
Action: TypeAlias = Literal["list", "propose", "set_terms", "count"]

FACHKRAFT: Final = "fachkraft"
KOORDINATION: Final = "koordination"
# Purpose -> roles to which a team does not matter.
WHATEVER_TEAM: Final[Mapping[Purpose, frozenset[str]]] = {
    "state": frozenset({KOORDINATION}),
    "read": frozenset(),
    "write": frozenset(),
}
ROLES: Final[Mapping[Action, frozenset[str]]] = {
    "list": frozenset({FACHKRAFT, KOORDINATION}),
    "propose": frozenset({FACHKRAFT}),
    "set_terms": frozenset({KOORDINATION}),
    "count": frozenset({KOORDINATION, "planung"}),
}


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: the token's subject and role, and the teams of that person on this day."""

    actor: str
    role: str
    teams: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Belongs:
    """Whose a referral is: ``team`` as said above, ``proposed_by`` the actor of the proposal, None of a case alone."""

    team: UUID | None
    proposed_by: str | None = None


def may(asker: Asker, purpose: Purpose, what: Belongs) -> bool:
    """Whether the asker may do this with a referral, or with the referrals of a case."""
    if asker.role in WHATEVER_TEAM[purpose]:
        return True
    if asker.role != FACHKRAFT:
        return False
    return what.team is None or what.team in asker.teams or what.proposed_by == asker.actor


def may_do(asker: Asker, action: Action) -> bool:
    """Whether the asker's role does this at all."""
    return asker.role in ROLES[action]
