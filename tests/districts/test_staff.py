"""What somebody's coming and going, roles and teams decide."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given as generated
from hypothesis import strategies as st
from msgspec.structs import replace as but

from services.contracts.districts import (
    RoleGranted,
    RoleRevoked,
    StaffLeft,
    StaffRenamed,
    StaffStayed,
    TeamLeft,
)
from services.districts.domain.periods import EndsBeforeStart, Period
from services.districts.domain.staff import STAFF
from services.districts.domain.staff_presence import (
    JoinedOtherwise,
    JoinStaff,
    KeepStaff,
    LeavesBeforeJoining,
    LeaveStaff,
    OwnSuccessor,
    RenameStaff,
    SuccessorNotThere,
    SuccessorOfAnotherTraeger,
    UnknownSuccessor,
)
from services.districts.domain.staff_roles import EndsEarlier, GrantRole, HasRoleAlready, RevokeRole, UnknownGrant
from services.districts.domain.staff_state import BeforeJoining, HasLeft, Staff, UnknownStaff
from services.districts.domain.staff_teams import InTeamAlready, JoinTeam, LeaveTeam, NotInTeam, TeamOfAnotherTraeger
from services.districts.domain.team import Team, UnknownTeam
from services.districts.domain.traeger import Traeger, UnknownOperation, UnknownTraeger
from tests.districts.people import (
    ANNA,
    AWO,
    BERND,
    FIRST_DAY,
    FORMED,
    GRANT_ID,
    GRANTED,
    JOINED,
    MEMBER,
    MEMBERSHIP_ID,
    NAME_ID,
    OPENED,
    OTHER_TEAM_ID,
    REGISTERED,
    TEAM_ID,
)
from tests.kit.spec import specify

given = specify(STAFF)

LAST_DAY = date(2026, 6, 30)
DAY = timedelta(days=1)
LEFT = StaffLeft(staff_id=ANNA, on=LAST_DAY)
COLLEAGUE = Staff(joined=but(JOINED, staff_id=BERND), name_id=NAME_ID)
JOIN = JoinStaff(staff_id=ANNA, traeger=Traeger(REGISTERED), name_id=NAME_ID, start=FIRST_DAY)
LEAVE = LeaveStaff(on=LAST_DAY)
GRANT = GrantRole(grant_id=GRANT_ID, role="fachkraft", start=FIRST_DAY, operation="thinka", opened=OPENED)
JOIN_TEAM = JoinTeam(membership_id=MEMBERSHIP_ID, team=Team(FORMED), start=FIRST_DAY)
NEXT = UUID(int=99)


# --- Coming and going -------------------------------------------------------------


def test_somebody_joins_a_traeger() -> None:
    given().when(JOIN).then(JOINED)


def test_nobody_joins_an_unknown_traeger() -> None:
    given().when(replace(JOIN, traeger=Traeger())).then_refused(UnknownTraeger, field="traeger")


def test_somebody_whose_name_changed_does_not_join_again_under_the_old_one() -> None:
    renamed = StaffRenamed(staff_id=ANNA, name_id=NEXT)
    given(JOINED, renamed).when(JOIN).then_refused(JoinedOtherwise, field="name")


def test_somebody_takes_another_name() -> None:
    given(JOINED).when(RenameStaff(name_id=NEXT)).then(StaffRenamed(staff_id=ANNA, name_id=NEXT))


def test_somebody_leaves_and_the_team_takes_over() -> None:
    given(JOINED).when(LEAVE).then(LEFT)


def test_somebody_leaves_on_the_first_day_but_not_before() -> None:
    given(JOINED).when(LeaveStaff(on=FIRST_DAY)).then(but(LEFT, on=FIRST_DAY))
    given(JOINED).when(LeaveStaff(on=FIRST_DAY - DAY)).then_refused(LeavesBeforeJoining, field="on")


def test_a_colleague_of_the_same_traeger_takes_over() -> None:
    given(JOINED).when(replace(LEAVE, successor=COLLEAGUE)).then(but(LEFT, successor_id=BERND))


@pytest.mark.parametrize(
    ("successor", "rule"),
    [
        (Staff(), UnknownSuccessor),
        (Staff(joined=JOINED), OwnSuccessor),
        (Staff(joined=but(JOINED, staff_id=BERND, traeger_id=AWO)), SuccessorOfAnotherTraeger),
        (Staff(joined=but(JOINED, staff_id=BERND, start=LAST_DAY + 2 * DAY)), SuccessorNotThere),
        (replace(COLLEAGUE, left=but(LEFT, staff_id=BERND)), SuccessorNotThere),
    ],
    ids=["unknown", "oneself", "another Träger", "comes later", "leaves, too"],
)
def test_a_successor_is_a_colleague_who_is_there(successor: Staff, rule: type[UnknownSuccessor]) -> None:
    given(JOINED).when(replace(LEAVE, successor=successor)).then_refused(rule, field="successor")


def test_a_successor_may_come_on_the_day_after() -> None:
    newcomer = Staff(joined=but(JOINED, staff_id=BERND, start=LAST_DAY + DAY))
    given(JOINED).when(replace(LEAVE, successor=newcomer)).then(but(LEFT, successor_id=BERND))


def test_a_leaving_is_corrected_and_taken_back() -> None:
    given(JOINED, LEFT).when(replace(LEAVE, on=LAST_DAY + DAY)).then(but(LEFT, on=LAST_DAY + DAY))
    given(JOINED, LEFT).when(KeepStaff()).then(StaffStayed(staff_id=ANNA))
    given(JOINED).when(KeepStaff()).then_nothing()


@pytest.mark.parametrize("command", [RenameStaff(name_id=NEXT), LEAVE, KeepStaff(), GRANT, JOIN_TEAM])
def test_nothing_happens_to_somebody_unknown(command: RenameStaff | LeaveStaff | KeepStaff) -> None:
    given().when(command).then_refused(UnknownStaff, field="staff")


# --- Roles ------------------------------------------------------------------------


def test_a_role_is_given_in_an_operation_or_in_all_of_the_district() -> None:
    given(JOINED).when(GRANT).then(GRANTED)
    given(JOINED).when(replace(GRANT, operation=None, opened=None)).then(but(GRANTED, operation=None))


def test_a_role_is_given_in_an_operation_that_was_opened() -> None:
    given(JOINED).when(replace(GRANT, opened=None)).then_refused(UnknownOperation, field="operation")


def test_a_role_does_not_end_before_it_starts() -> None:
    given(JOINED).when(replace(GRANT, end=FIRST_DAY - DAY)).then_refused(EndsBeforeStart, field="end")
    given(JOINED).when(replace(GRANT, end=FIRST_DAY)).then(but(GRANTED, end=FIRST_DAY))


def test_a_role_begins_while_somebody_works_here() -> None:
    given(JOINED).when(replace(GRANT, start=FIRST_DAY - DAY)).then_refused(BeforeJoining, field="start")
    given(JOINED, LEFT).when(replace(GRANT, start=LAST_DAY)).then(but(GRANTED, start=LAST_DAY))
    given(JOINED, LEFT).when(replace(GRANT, start=LAST_DAY + DAY)).then_refused(HasLeft, field="start")


@pytest.mark.parametrize("operation", ["thinka", None], ids=["same operation", "whole district"])
def test_a_role_that_somebody_has_is_not_given_twice(operation: str | None) -> None:
    held = but(GRANTED, operation=operation)
    again = replace(GRANT, grant_id=NEXT, start=FIRST_DAY + DAY)
    given(JOINED, held).when(again).then_refused(HasRoleAlready, field="role")


def test_another_role_another_operation_or_all_of_them_is_something_new() -> None:
    for change in (
        {"role": "koordination"},
        {"operation": "armutspraevention", "opened": OPENED},
        {"operation": None, "opened": None},
    ):
        granted = replace(GRANT, grant_id=NEXT, **change)
        expected = RoleGranted(
            grant_id=NEXT, staff_id=ANNA, role=granted.role, start=FIRST_DAY, operation=granted.operation
        )
        given(JOINED, GRANTED).when(granted).then(expected)


def test_a_role_follows_itself_the_day_after_its_end() -> None:
    ended = but(GRANTED, end=LAST_DAY)
    again = replace(GRANT, grant_id=NEXT, start=LAST_DAY + DAY)
    given(JOINED, ended).when(again).then(but(GRANTED, grant_id=NEXT, start=LAST_DAY + DAY))
    given(JOINED, ended).when(replace(again, start=LAST_DAY)).then_refused(HasRoleAlready)


def test_a_role_is_revoked_for_a_day_and_not_later_than_it_ends() -> None:
    revoked = RoleRevoked(grant_id=GRANT_ID, staff_id=ANNA, on=LAST_DAY)
    given(JOINED, GRANTED).when(RevokeRole(grant_id=GRANT_ID, on=LAST_DAY)).then(revoked)
    given(JOINED, GRANTED, revoked).when(RevokeRole(grant_id=GRANT_ID, on=LAST_DAY + DAY)).then_refused(EndsEarlier)
    given(JOINED).when(RevokeRole(grant_id=GRANT_ID, on=LAST_DAY)).then_refused(UnknownGrant, field="grant")


def test_a_role_that_was_given_by_mistake_ends_at_once_and_may_be_given_again() -> None:
    at_once = RoleRevoked(grant_id=GRANT_ID, staff_id=ANNA, on=FIRST_DAY - DAY)
    given(JOINED, GRANTED).when(RevokeRole(grant_id=GRANT_ID, on=FIRST_DAY - DAY)).then(at_once)
    given(JOINED, GRANTED, at_once).when(GRANT).then(GRANTED)


# --- Teams ------------------------------------------------------------------------


def test_somebody_joins_a_team_of_their_own_traeger() -> None:
    given(JOINED).when(JOIN_TEAM).then(MEMBER)
    foreign = Team(but(FORMED, traeger_id=AWO))
    given(JOINED).when(replace(JOIN_TEAM, team=foreign)).then_refused(TeamOfAnotherTraeger, field="team")
    given(JOINED).when(replace(JOIN_TEAM, team=Team())).then_refused(UnknownTeam, field="team")


def test_a_membership_has_a_period_while_somebody_works_here() -> None:
    given(JOINED).when(replace(JOIN_TEAM, end=FIRST_DAY - DAY)).then_refused(EndsBeforeStart, field="end")
    given(JOINED).when(replace(JOIN_TEAM, start=FIRST_DAY - DAY)).then_refused(BeforeJoining)
    given(JOINED, LEFT).when(replace(JOIN_TEAM, start=LAST_DAY + DAY)).then_refused(HasLeft)


def test_somebody_belongs_to_a_team_once_at_a_time_and_to_several_teams() -> None:
    again = replace(JOIN_TEAM, membership_id=NEXT, start=FIRST_DAY + DAY)
    given(JOINED, MEMBER).when(again).then_refused(InTeamAlready, field="team")
    other = replace(again, team=Team(but(FORMED, team_id=OTHER_TEAM_ID)))
    given(JOINED, MEMBER).when(other).then(
        but(MEMBER, membership_id=NEXT, team_id=OTHER_TEAM_ID, start=FIRST_DAY + DAY)
    )


def test_somebody_leaves_a_team() -> None:
    left = TeamLeft(membership_id=MEMBERSHIP_ID, team_id=TEAM_ID, staff_id=ANNA, on=LAST_DAY)
    given(JOINED, MEMBER).when(LeaveTeam(membership_id=MEMBERSHIP_ID, on=LAST_DAY)).then(left)
    given(JOINED, MEMBER, left).when(LeaveTeam(membership_id=MEMBERSHIP_ID, on=LAST_DAY + DAY)).then_refused(
        EndsEarlier
    )
    given(JOINED).when(LeaveTeam(membership_id=MEMBERSHIP_ID, on=LAST_DAY)).then_refused(NotInTeam, field="team")


# --- What leaving means -----------------------------------------------------------


def test_leaving_ends_roles_and_teams_without_any_further_fact() -> None:
    left = STAFF.fold([JOINED, GRANTED, MEMBER, LEFT])

    assert left.held()[GRANT_ID].period == Period(FIRST_DAY, LAST_DAY)
    assert left.belongs()[MEMBERSHIP_ID].period == Period(FIRST_DAY, LAST_DAY)


def test_taking_a_leaving_back_brings_roles_and_teams_back() -> None:
    kept = STAFF.fold([JOINED, GRANTED, MEMBER, LEFT, StaffStayed(staff_id=ANNA)])

    assert kept.held()[GRANT_ID].period == Period(FIRST_DAY, None)
    assert kept.belongs()[MEMBERSHIP_ID].period == Period(FIRST_DAY, None)


days = st.dates(min_value=FIRST_DAY, max_value=FIRST_DAY + timedelta(days=60))
periods = st.tuples(days, days | st.none()).filter(lambda pair: pair[1] is None or pair[0] <= pair[1])


@generated(one=periods, other=periods)
def test_two_periods_overlap_exactly_when_a_day_lies_in_both(
    one: tuple[date, date | None], other: tuple[date, date | None]
) -> None:
    horizon = [FIRST_DAY + timedelta(days=n) for n in range(62)]

    def inside(period: tuple[date, date | None]) -> set[date]:
        return {day for day in horizon if period[0] <= day and (period[1] is None or day <= period[1])}

    assert Period(*one).overlaps(Period(*other)) == bool(inside(one) & inside(other))


@generated(asked=st.lists(st.tuples(periods, st.sampled_from(["thinka", None])), max_size=6))
def test_no_history_gives_somebody_a_role_twice_on_a_day(
    asked: list[tuple[tuple[date, date | None], str | None]],
) -> None:
    facts = [JOINED]
    for number, (period, operation) in enumerate(asked):
        command = GrantRole(
            grant_id=UUID(int=1000 + number),
            role="fachkraft",
            start=period[0],
            end=period[1],
            operation=operation,
            opened=OPENED,
        )
        try:
            facts += STAFF.decide(command, STAFF.fold(facts))
        except HasRoleAlready:
            continue
    held = [grant for grant in STAFF.fold(facts).held().values() if grant.operation == "thinka"]
    everywhere = [grant for grant in STAFF.fold(facts).held().values() if grant.operation is None]
    for group in (held, everywhere):
        for number, grant in enumerate(group):
            assert not any(grant.period.overlaps(other.period) for other in group[number + 1 :])
