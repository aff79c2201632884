"""A participation: draft -> submitted -> cancelled, always corrected as a whole, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, TypeAlias, assert_never
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType, structs

from services.contracts.intake import (
    Citizenship,
    Employment,
    EntryTraits,
    Gender,
    Housing,
    LabourStatus,
    Participation,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
    State,
    StatusKind,
    StatusRecorded,
    StatusRetracted,
    YesNo,
    YesNoRefused,
)
from services.intake.domain import refusals
from services.intake.domain.operation import OperationRules
from services.intake.domain.refusals import refuse
from services.intake.domain.rules.entry_refusals import ENTRY, PERSON
from services.intake.domain.rules.records import EntryRecord, PersonRecord, StatusRecord
from services.intake.domain.rules.rule import refusals as refusals_of
from services.intake.domain.rules.status_rules import CELLS, KNOWN, STATUS
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

TRAITS: Final = EntryTraits.__struct_fields__


# --- Commands ----------------------------------------------------------------


class EntryCells(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of one row: UNSET leaves a value as it is, None makes it unknown."""

    sozialraum: str
    entry_date: date
    state: State | UnsetType = UNSET
    gender: Gender | UnsetType | None = UNSET
    birth_date: date | UnsetType | None = UNSET
    employment: Employment | UnsetType | None = UNSET
    unemployed_since: date | UnsetType | None = UNSET
    in_education: YesNo | UnsetType | None = UNSET
    isced: int | UnsetType | None = UNSET
    disability: YesNoRefused | UnsetType | None = UNSET
    foreign_background: YesNoRefused | UnsetType | None = UNSET
    minority: YesNoRefused | UnsetType | None = UNSET
    citizenship: Citizenship | UnsetType | None = UNSET
    housing: Housing | UnsetType | None = UNSET
    residence_ags: str | UnsetType | None = UNSET
    exit_date: date | UnsetType | None = UNSET
    cancel_reason_id: UUID | UnsetType | None = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordParticipation:
    """Enter a participation or correct it; ``erased`` says that the person's identity was erased."""

    participation_id: UUID
    person_id: UUID
    rules: OperationRules
    today: date
    cells: EntryCells
    erased: bool = False


class StatusCells(msgspec.Struct, frozen=True, kw_only=True):
    """All cells of one status; equal cells have one ``status_id``."""

    status_id: UUID
    kind: StatusKind
    date: date
    status: LabourStatus
    in_education: YesNo | None = None
    qualification: YesNo | None = None
    improved: YesNo | None = None
    reason_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatus:
    """Add what had become of a participant by a date."""

    participation_id: UUID
    person_id: UUID
    rules: OperationRules
    today: date
    cells: StatusCells
    erased: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractStatus:
    """Take a status back that was recorded with the very same cells."""

    participation_id: UUID
    person_id: UUID
    today: date
    cells: StatusCells
    erased: bool = False


Command: TypeAlias = RecordParticipation | RecordStatus | RetractStatus


# --- State ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParticipationState:
    """The last snapshot and the statuses that count, by id, in the order of recording."""

    snapshot: Participation | None = None
    statuses: Mapping[UUID, StatusRecorded] = field(default_factory=dict)


# --- Decisions: may it happen? ----------------------------------------------


def record(command: RecordParticipation, state: ParticipationState) -> Sequence[Contract]:
    known = state.snapshot
    _refuse_erased(command, known)
    after = merged(command, known)
    if after == known:
        return []
    refuse(refusals_of(ENTRY, _entry(command, state, after)))
    return [_fact(known, after)]


def record_status(command: RecordStatus, state: ParticipationState) -> Sequence[Contract]:
    known = _known(command, state)
    cells = command.cells
    if cells.status_id in state.statuses:
        return []
    refuse(refusals_of(STATUS, _status(command, state, known)))
    return [
        StatusRecorded(
            participation_id=command.participation_id,
            person_id=command.person_id,
            **structs.asdict(cells),
        )
    ]


def retract_status(command: RetractStatus, state: ParticipationState) -> Sequence[Contract]:
    """Nothing to take back is no refusal, once the participation has an exit date."""
    known = _known(command, state)
    refuse(refusals_of(CELLS, _status(command, state, known)))
    status_id = command.cells.status_id
    if status_id in state.statuses:
        return [
            StatusRetracted(
                status_id=status_id,
                participation_id=command.participation_id,
                person_id=command.person_id,
            )
        ]
    if known.exit_date is None:
        raise refusals.ExitDateMissing
    return []


def decide(command: Command, state: ParticipationState) -> Sequence[Contract]:
    match command:
        case RecordParticipation():
            return record(command, state)
        case RecordStatus():
            return record_status(command, state)
        case RetractStatus():
            return retract_status(command, state)
        case _:
            assert_never(command)


def merged(command: RecordParticipation, known: Participation | None) -> Participation:
    """The snapshot after this row: given columns replace, the others stay."""
    given = {name: value for name, value in structs.asdict(command.cells).items() if value is not UNSET}
    traits = {name: given.pop(name) for name in TRAITS if name in given}
    before: dict[str, Any] = {"state": "submitted"} if known is None else structs.asdict(known)
    before_traits = before.pop("traits", EntryTraits())
    return Participation(
        **{
            **before,
            **given,
            "participation_id": command.participation_id,
            "person_id": command.person_id,
            "operation": command.rules.operation,
            "traits": structs.replace(before_traits, **traits),
        }
    )


def _known(command: RecordStatus | RetractStatus, state: ParticipationState) -> Participation:
    refuse(refusals_of(KNOWN, state.snapshot))
    assert state.snapshot is not None
    _refuse_erased(command, state.snapshot)
    return state.snapshot


def _refuse_erased(command: Command, known: Participation | None) -> None:
    refuse(refusals_of(PERSON, PersonRecord(erased=command.erased, known=known)))


def _entry(command: RecordParticipation, state: ParticipationState, after: Participation) -> EntryRecord:
    return EntryRecord(
        after=after,
        known=state.snapshot,
        given=command.cells,
        rules=command.rules,
        today=command.today,
        statuses=tuple(state.statuses.values()),
    )


def _status(command: RecordStatus | RetractStatus, state: ParticipationState, known: Participation) -> StatusRecord:
    return StatusRecord(
        cells=command.cells,
        participation=known,
        today=command.today,
        rules=command.rules if isinstance(command, RecordStatus) else None,
        others=tuple(state.statuses.values()),
    )


def _fact(known: Participation | None, after: Participation) -> Participation:
    fields: dict[str, Any] = structs.asdict(after)
    if known is None:
        return ParticipationEntered(**fields)
    if known.state == after.state:
        return ParticipationCorrected(**fields)
    if after.state == "submitted":
        return ParticipationSubmitted(**fields)
    return ParticipationCancelled(**fields)


# --- Evolution: it happened, so it is true; nothing here may refuse -----------


def evolve(state: ParticipationState, fact: Contract) -> ParticipationState:
    match fact:
        case Participation():
            fields: dict[str, Any] = {name: getattr(fact, name) for name in Participation.__struct_fields__}
            return replace(state, snapshot=Participation(**fields))
        case StatusRecorded():
            return replace(state, statuses={**state.statuses, fact.status_id: fact})
        case StatusRetracted():
            left = {key: one for key, one in state.statuses.items() if key != fact.status_id}
            return replace(state, statuses=left)
        case _:
            return state


PARTICIPATION: Final = Decider(initial=ParticipationState(), decide=decide, evolve=evolve)
