"""The person of a case is the participant of an ESF participation: an edge, which rewrites neither of the two.

It needs the consent ``esf_data``. The Merkblatt is owed as well (GFAW, 29 January 2018), but its receipt may follow on
paper days later, and data that are complete on time must not wait for it: a missing receipt is a warning.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.intake import ParticipationLinked, ParticipationUnlinked
from services.intake.domain import consent as consents
from services.intake.domain.case import expect_known
from services.intake.domain.consent import Ledger, covering
from services.intake.domain.refusals import PersonErased, Refusal, UnknownParticipation, refuse
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkParticipation:
    """``known``: that participation exists; ``held_by``: the case it is linked to by now, if any."""

    case_id: UUID
    participation_id: UUID
    participant_id: UUID
    operation: str
    today: date
    known: bool
    held_by: UUID | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkParticipation:
    """The edge was wrong."""

    case_id: UUID
    participation_id: UUID


Command: TypeAlias = LinkParticipation | UnlinkParticipation

# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LinkState:
    """The ledger of the case, its participations (one an operation), and those that were linked once."""

    ledger: Ledger = field(default_factory=Ledger)
    linked: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    unlinked: frozenset[UUID] = frozenset()


def lacks_notice(ledger: Ledger) -> bool:
    """Whether the receipt of the Merkblatt is still to come."""
    return not ledger.notices


# --- Decisions: may it happen? ----------------------------------------------


class ParticipationConsentMissing(Refusal):
    title = "Für ESF-Angaben braucht es eine gültige Einwilligung der Person."
    field = "case"


class LinkedElsewhere(Refusal):
    title = "Diese Teilnahme gehört schon zu einem anderen Fall."
    field = "participant_no"


class OtherParticipationLinked(Refusal):
    title = "Zu diesem Fall gehört in diesem Vorhaben schon eine andere Teilnahme."
    field = "participant_no"


class NotLinked(Refusal):
    title = "Diese Teilnahme gehört nicht zu diesem Fall."
    field = "participation"


def decide(command: Command, state: LinkState) -> Sequence[Contract]:
    person = expect_known(state.ledger.case)
    match command:
        case LinkParticipation():
            return _link(command, state, person)
        case UnlinkParticipation():
            return _unlink(command, state, person)
        case _:
            assert_never(command)


def _link(command: LinkParticipation, state: LinkState, person: UUID) -> Sequence[Contract]:
    if command.participation_id in state.linked:
        return []
    refuse(_broken(command, state))
    linked = ParticipationLinked(
        case_id=command.case_id,
        person_id=person,
        participation_id=command.participation_id,
        participant_id=command.participant_id,
        operation=command.operation,
    )
    return [linked]


def _broken(command: LinkParticipation, state: LinkState) -> Iterator[Refusal]:
    if command.erased:
        yield PersonErased(field="participant_no")
    if not command.known:
        yield UnknownParticipation()
    if covering(state.ledger, "esf_data", command.today) is None:
        yield ParticipationConsentMissing()
    if command.held_by not in {None, command.case_id}:
        yield LinkedElsewhere()
    if command.operation in state.linked.values():
        yield OtherParticipationLinked()


def _unlink(command: UnlinkParticipation, state: LinkState, person: UUID) -> Sequence[Contract]:
    """Twice says nothing new; a participation that never was linked is a mistake worth telling."""
    if command.participation_id in state.unlinked:
        return []
    if command.participation_id not in state.linked:
        raise NotLinked
    participation = command.participation_id
    return [ParticipationUnlinked(case_id=command.case_id, person_id=person, participation_id=participation)]


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: LinkState, fact: Contract) -> LinkState:
    match fact:
        case ParticipationLinked():
            linked = {**state.linked, fact.participation_id: fact.operation}
            return replace(state, linked=linked, unlinked=state.unlinked - {fact.participation_id})
        case ParticipationUnlinked():
            left = {each: operation for each, operation in state.linked.items() if each != fact.participation_id}
            return replace(state, linked=left, unlinked=state.unlinked | {fact.participation_id})
        case _:
            return replace(state, ledger=consents.evolve(state.ledger, fact))


LINK: Final = Decider(initial=LinkState(), decide=decide, evolve=evolve)
