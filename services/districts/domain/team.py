"""A team: people of one Träger who work for one operation; a case is read by its team."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.districts import OperationOpened, TeamFormed
from services.contracts.names import expect_name
from services.districts.domain.traeger import Traeger, UnknownOperation, expect_registered
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTeam:
    """Put a team together; ``opened`` None is an operation that nobody opened."""

    team_id: UUID
    traeger: Traeger
    operation: str
    opened: OperationOpened | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameTeam:
    """It has another name, or it was written wrongly."""

    name: str


Command: TypeAlias = FormTeam | RenameTeam


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Team:
    """How it was formed, None before."""

    formed: TeamFormed | None = None


# --- Decisions: may it happen? ----------------------------------------------


class UnknownTeam(RuleViolation):
    title = "Dieses Team gibt es nicht."
    field = "team"


class FormedOtherwise(RuleViolation):
    title = "Dieses Team gibt es schon; es heißt inzwischen anders."
    field = "name"


def expect_formed(team: Team) -> TeamFormed:
    """How it was formed; raises UnknownTeam."""
    if team.formed is None:
        raise UnknownTeam
    return team.formed


def form(command: FormTeam, team: Team) -> Sequence[Contract]:
    carrier, name = expect_registered(command.traeger), expect_name(command.name)
    if command.opened is None:
        raise UnknownOperation
    formed = TeamFormed(team_id=command.team_id, traeger_id=carrier.traeger_id, operation=command.operation, name=name)
    if team.formed is None:
        return [formed]
    if team.formed != formed:
        raise FormedOtherwise
    return []


def rename(command: RenameTeam, team: Team) -> Sequence[Contract]:
    known, name = expect_formed(team), expect_name(command.name)
    if known.name == name:
        return []
    return [TeamFormed(team_id=known.team_id, traeger_id=known.traeger_id, operation=known.operation, name=name)]


def decide(command: Command, team: Team) -> Sequence[Contract]:
    match command:
        case FormTeam():
            return form(command, team)
        case RenameTeam():
            return rename(command, team)
        case _:
            assert_never(command)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(team: Team, fact: Contract) -> Team:
    return Team(fact) if isinstance(fact, TeamFormed) else team


TEAM: Final = Decider(initial=Team(), decide=decide, evolve=evolve)
