"""Whatever happens to a group and its meetings, in whichever order: the tables say what the deciders know."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.events import MemberJoined, MemberLeft
from services.events.domain.group import GROUP
from services.events.domain.group_members import JoinGroup, LeaveGroup
from services.events.domain.meeting import MEETING
from services.events.groups_queries import periods_of
from services.events.projections.groups import DISSOLUTIONS, FEEDS, GROUPS, MEMBERSHIPS, groups
from services.events.projections.meetings import ANSWERS, CANCELLATIONS, HELD, MEETINGS, meetings
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from tests.events.groups.stories import FOUNDED, GROUP_ID, KOWO, SINCE, TAG
from tests.events.groups.test_every_command import OF_GROUP, OF_MEETING
from tests.intake.folded import recorded, rows

days = st.integers(0, 20).map(lambda each: SINCE + timedelta(days=each))
joining = st.builds(
    JoinGroup,
    partner_id=st.sampled_from([KOWO, TAG]),
    role=st.sampled_from(["chair", "member"]),
    since=days,
    is_listed=st.just(True),  # noqa: FBT003 - a strategy
)
leaving = st.builds(LeaveGroup, partner_id=st.sampled_from([KOWO, TAG]), on=days)


def happened(decider: Decider[Any, Any], commands: Sequence[Any], *before: Contract) -> list[Contract]:
    """The facts of these commands one after another; what is refused leaves none."""
    facts = list(before)
    for command in commands:
        try:
            facts.extend(decider.decide(command, decider.fold(facts)))
        except RuleViolation:
            continue
    return facts


@given(st.lists(st.sampled_from([command for command, _ in OF_GROUP]), max_size=25))
def test_the_tables_of_a_group_agree_with_its_decider(commands: list[Any]) -> None:
    facts = happened(GROUP, commands)
    state, told = GROUP.fold(facts), recorded(facts)

    known = rows(groups, told, GROUPS)
    assert [row["name"] for row in known.values()] == ([state.founded.name] if state.founded else [])
    ended = rows(groups, told, DISSOLUTIONS)
    assert [row["last_day"] for row in ended.values()] == ([state.last_day] if state.last_day else [])
    assert [row["feed"] for row in rows(groups, told, FEEDS).values()] == ([state.feed_id] if state.feed_id else [])


@given(st.lists(joining | leaving, max_size=30))
def test_periods_are_those_that_decided(commands: list[Any]) -> None:
    facts = happened(GROUP, commands, FOUNDED)
    told = recorded(facts)

    said = sorted(rows(groups, told, MEMBERSHIPS).values(), key=lambda row: row["said"])
    shown = periods_of((row["group_id"], row["partner"], row["role"], row["day"]) for row in said)

    assert shown.get(GROUP_ID, {}) == GROUP.fold(facts).members


@given(st.lists(joining | leaving, max_size=30))
def test_nobody_is_a_member_twice_on_a_day(commands: list[Any]) -> None:
    state = GROUP.fold(happened(GROUP, commands, FOUNDED))

    for periods in state.members.values():
        for before, after in pairwise(periods):
            assert before.last_day is not None
            assert before.since <= before.last_day < after.since


@given(st.lists(st.sampled_from([command for command, _ in OF_MEETING]), max_size=25))
def test_the_tables_of_a_meeting_agree_with_its_decider(commands: list[Any]) -> None:
    facts = happened(MEETING, commands)
    state, told = MEETING.fold(facts), recorded(facts)

    called = rows(meetings, told, MEETINGS)
    assert [row["on_day"] for row in called.values()] == ([state.called.on] if state.called else [])
    assert [row["guests"] for row in rows(meetings, told, HELD).values()] == ([state.held.guests] if state.held else [])
    assert bool(rows(meetings, told, CANCELLATIONS)) == (state.cancelled is not None)
    assert {row["partner"]: row["answer"] for row in rows(meetings, told, ANSWERS).values()} == state.answers


def test_history_that_the_rules_would_refuse_today_is_folded_all_the_same() -> None:
    left = MemberLeft(group_id=GROUP_ID, partner_id=KOWO, on=SINCE)
    joined = MemberJoined(group_id=GROUP_ID, partner_id=KOWO, role="guest", since=SINCE - timedelta(days=9))

    assert GROUP.fold([left, joined]).members[KOWO][0].role == "guest"
