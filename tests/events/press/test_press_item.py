"""A press item in every state: what a command brings about, or which rule says no; and what the table shows of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.events import PressItemRecorded, PressItemWithdrawn
from services.contracts.names import NameMissing
from services.events.domain.days import InTheFuture
from services.events.domain.press_item import (
    PRESS_ITEM,
    Command,
    CorrectPressItem,
    NegativeReach,
    PressItemDetails,
    PressItemIsWithdrawn,
    RecordPressItem,
    UnknownPressItem,
    WithdrawPressItem,
)
from services.events.projections.press import PRESS_ITEMS, press_items
from services.kernel.deciders import RuleViolation
from services.kernel.facts import Contract
from tests.intake.folded import recorded, rows

TODAY: Final = date(2026, 6, 30)
ITEM: Final = UUID(int=1)
DETAILS: Final = PressItemDetails(on=TODAY, medium="Tageblatt", channel="print", tone="positive")
RECORDED: Final = PressItemRecorded(item_id=ITEM, on=TODAY, medium="Tageblatt", channel="print", tone="positive")
WITHDRAWN: Final = PressItemWithdrawn(item_id=ITEM)
STATES: Final = ((), (RECORDED,), (RECORDED, WITHDRAWN))
TABLE: Final[tuple[tuple[Command, tuple[Any, ...]], ...]] = (
    (
        RecordPressItem(item_id=ITEM, details=DETAILS, today=TODAY),
        (PressItemRecorded, None, PressItemRecorded),
    ),
    (
        CorrectPressItem(details=replace(DETAILS, tone="negative"), today=TODAY),
        (UnknownPressItem, PressItemRecorded, PressItemIsWithdrawn),
    ),
    (WithdrawPressItem(), (UnknownPressItem, PressItemWithdrawn, None)),
)


@pytest.mark.parametrize(
    ("command", "facts", "outcome"),
    [(command, facts, outcome) for command, row in TABLE for facts, outcome in zip(STATES, row, strict=True)],
)
def test_a_command_in_a_state(command: Command, facts: tuple[Contract, ...], outcome: Any) -> None:
    state = PRESS_ITEM.fold(facts)

    if outcome is not None and issubclass(outcome, RuleViolation):
        with pytest.raises(outcome):
            PRESS_ITEM.decide(command, state)
        return
    happened = PRESS_ITEM.decide(command, state)

    assert [type(fact) for fact in happened] == ([] if outcome is None else [outcome])
    assert not PRESS_ITEM.decide(command, PRESS_ITEM.fold(happened, state))


def test_no_command_is_left_out() -> None:
    assert {type(command) for command, _ in TABLE} == set(get_args(Command))


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"on": TODAY + timedelta(days=1)}, InTheFuture),
        ({"medium": "  "}, NameMissing),
        ({"reach": -1}, NegativeReach),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, Any], refusal: type[RuleViolation]) -> None:
    command = RecordPressItem(item_id=ITEM, details=replace(DETAILS, **change), today=TODAY)

    with pytest.raises(refusal):
        PRESS_ITEM.decide(command, PRESS_ITEM.initial)


@given(st.lists(st.sampled_from([command for command, _ in TABLE]), max_size=12))
def test_the_table_agrees_with_the_decider(commands: list[Command]) -> None:
    facts: list[Contract] = []
    for command in commands:
        try:
            facts.extend(PRESS_ITEM.decide(command, PRESS_ITEM.fold(facts)))
        except RuleViolation:
            continue
    state = PRESS_ITEM.fold(facts)

    shown = [row["tone"] for row in rows(press_items, recorded(facts), PRESS_ITEMS).values()]

    assert shown == ([state.recorded.tone] if state.recorded and not state.is_withdrawn else [])
