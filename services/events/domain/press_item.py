"""A press item: what was said of the quarter or the project, where and in which tone. One stream an item."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.events.press import PressItemRecorded, PressItemWithdrawn
from services.contracts.events.words import PressChannel, Tone
from services.contracts.names import expect_name
from services.events.domain.days import expect_not_in_future
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

# --- State -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PressItem:
    """``recorded`` None: nobody ever recorded it."""

    recorded: PressItemRecorded | None = None
    is_withdrawn: bool = False


# --- Commands ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PressItemDetails:
    """``own``: published by ourselves; ``reach``: readers, listeners or views; ``details_id``: the vault's words."""

    on: date
    medium: str
    channel: PressChannel
    tone: Tone
    own: bool = False
    reach: int | None = None
    sozialraeume: tuple[str, ...] = ()
    operation: str | None = None
    event_id: UUID | None = None
    details_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPressItem:
    """Something appeared."""

    item_id: UUID
    details: PressItemDetails
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPressItem:
    """It was something else."""

    details: PressItemDetails
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPressItem:
    """The item was recorded by mistake."""


Command: TypeAlias = RecordPressItem | CorrectPressItem | WithdrawPressItem


# --- Decisions: may it happen? ----------------------------------------------


class UnknownPressItem(RuleViolation):
    title = "Diesen Beitrag gibt es nicht."
    field = "item_id"


class PressItemIsWithdrawn(RuleViolation):
    title = "Dieser Beitrag wurde zurückgenommen."
    field = "item_id"


class NegativeReach(RuleViolation):
    title = "Die Reichweite ist mindestens 0."
    field = "reach"


def decide(command: Command, item: PressItem) -> Sequence[Contract]:
    match command:
        case RecordPressItem():
            recorded = _recorded(command.item_id, command.details, command.today)
            return [] if item.recorded == recorded and not item.is_withdrawn else [recorded]
        case CorrectPressItem():
            known = expect_recorded(item)
            corrected = _recorded(known.item_id, command.details, command.today)
            return [] if known == corrected else [corrected]
        case WithdrawPressItem():
            known = expect_known(item)
            return [] if item.is_withdrawn else [PressItemWithdrawn(item_id=known.item_id)]
        case _:
            assert_never(command)


def expect_known(item: PressItem) -> PressItemRecorded:
    """Raises UnknownPressItem."""
    if item.recorded is None:
        raise UnknownPressItem
    return item.recorded


def expect_recorded(item: PressItem) -> PressItemRecorded:
    """Raises UnknownPressItem, PressItemIsWithdrawn."""
    known = expect_known(item)
    if item.is_withdrawn:
        raise PressItemIsWithdrawn
    return known


def _recorded(item_id: UUID, details: PressItemDetails, today: date) -> PressItemRecorded:
    expect_not_in_future(details.on, today)
    if details.reach is not None and details.reach < 0:
        raise NegativeReach
    return PressItemRecorded(
        item_id=item_id,
        on=details.on,
        medium=expect_name(details.medium),
        channel=details.channel,
        tone=details.tone,
        own=details.own,
        reach=details.reach,
        sozialraeume=details.sozialraeume,
        operation=details.operation,
        event_id=details.event_id,
        details_id=details.details_id,
    )


# --- Evolution ----------------------------------------------------------------


def evolve(item: PressItem, fact: Contract) -> PressItem:
    match fact:
        case PressItemRecorded():
            return PressItem(recorded=fact)
        case PressItemWithdrawn():
            return replace(item, is_withdrawn=True)
        case _:
            return item


PRESS_ITEM: Final = Decider(initial=PressItem(), decide=decide, evolve=evolve)
