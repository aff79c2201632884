"""Holds: nothing of an operation may be erased while one goes on (Regulation (EU) 2021/1060, Article 82(2))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.contracts.districts import HoldEffect, HoldGrounds, HoldLifted, HoldPlaced, OperationOpened
from services.contracts.names import expect_name
from services.districts.domain.funding_money import InTheFuture
from services.districts.domain.funding_state import Funding, UnknownEntry, expect_opened
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold:
    """Legal proceedings, or somebody who may ask for everything asks."""

    hold_id: UUID
    opened: OperationOpened | None
    grounds: HoldGrounds
    on: date
    effect: HoldEffect
    today: date
    file_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold:
    """It is over since a day."""

    hold_id: UUID
    opened: OperationOpened | None
    on: date
    today: date


class LiftedBeforePlaced(RuleViolation):
    title = "Die Sperre kann nicht enden, bevor sie begonnen hat."
    field = "on"


def place_hold(command: PlaceHold, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    if command.on > command.today:
        raise InTheFuture(field="on")
    lifted = funding.lifted.get(command.hold_id)
    if lifted is not None and lifted.on < command.on:
        raise LiftedBeforePlaced
    placed = HoldPlaced(
        operation_id=opened.operation_id,
        operation=opened.operation,
        hold_id=command.hold_id,
        grounds=command.grounds,
        on=command.on,
        effect=command.effect,
        file_number=None if command.file_number is None else expect_name(command.file_number),
    )
    return [] if funding.holds.get(command.hold_id) == placed else [placed]


def lift_hold(command: LiftHold, funding: Funding) -> Sequence[Contract]:
    opened = expect_opened(command.opened)
    placed = funding.holds.get(command.hold_id)
    if placed is None:
        raise UnknownEntry
    if command.on > command.today:
        raise InTheFuture(field="on")
    if command.on < placed.on:
        raise LiftedBeforePlaced
    lifted = HoldLifted(
        operation_id=opened.operation_id, operation=opened.operation, hold_id=command.hold_id, on=command.on
    )
    return [] if funding.lifted.get(command.hold_id) == lifted else [lifted]
