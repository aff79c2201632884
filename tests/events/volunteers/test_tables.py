"""Whatever happens to volunteers and engagements, in whichever order: the tables say what the deciders know."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.events.domain.engagement import ENGAGEMENT
from services.events.domain.volunteer import VOLUNTEER
from services.events.projections.volunteers import (
    CERTIFICATES,
    CLOSINGS,
    ENGAGEMENTS,
    ERASURES,
    LEAVINGS,
    TAKEN,
    VOLUNTEERS,
    volunteers,
)
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from tests.events.volunteers.test_every_command import OF_ENGAGEMENT, OF_VOLUNTEER
from tests.intake.folded import recorded, rows

VOLUNTEER_COMMANDS = [command for command, _ in OF_VOLUNTEER]
ENGAGEMENT_COMMANDS = [command for command, _ in OF_ENGAGEMENT]


def happened(decider: Decider[Any, Any], commands: Sequence[Any]) -> list[Contract]:
    """The facts of these commands one after another; what is refused leaves none."""
    facts: list[Contract] = []
    for command in commands:
        try:
            facts.extend(decider.decide(command, decider.fold(facts)))
        except RuleViolation:
            continue
    return facts


@given(st.lists(st.sampled_from(VOLUNTEER_COMMANDS), max_size=25))
def test_the_tables_of_a_volunteer_agree_with_the_decider(commands: list[Any]) -> None:
    facts = happened(VOLUNTEER, commands)
    state, told = VOLUNTEER.fold(facts), recorded(facts)

    known = [state.enlisted.on] if state.enlisted else []
    assert [row["on_day"] for row in rows(volunteers, told, VOLUNTEERS).values()] == known
    left = [row["last_day"] for row in rows(volunteers, told, LEAVINGS).values()]
    assert left == ([state.last_day] if state.last_day else [])
    assert bool(rows(volunteers, told, ERASURES)) is state.is_erased
    assert {row["engagement"]: row["confirmed"] for row in rows(volunteers, told, TAKEN).values()} == {
        key: each.confirmed for key, each in state.taken.items()
    }
    assert set(rows(volunteers, told, CERTIFICATES)) == state.certificates


@given(st.lists(st.sampled_from(ENGAGEMENT_COMMANDS), max_size=12))
def test_the_tables_of_an_engagement_agree_with_the_decider(commands: list[Any]) -> None:
    facts = happened(ENGAGEMENT, commands)
    state, told = ENGAGEMENT.fold(facts), recorded(facts)

    offered = [row["public"] for row in rows(volunteers, told, ENGAGEMENTS).values()]
    assert offered == ([state.offered.public] if state.offered else [])
    closed = [row["on_day"] for row in rows(volunteers, told, CLOSINGS).values()]
    assert closed == ([state.closed_on] if state.closed_on else [])
