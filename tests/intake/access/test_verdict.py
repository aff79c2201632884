"""Who may do what with a case: the whole table of purposes, roles, teams and glass."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from uuid import UUID

import pytest

from services.contracts.intake import CaseAssigned, CaseOpened, CaseRead, GlassBroken
from services.intake.domain.access import (
    BY_ROLE,
    GLASS_IS_OVER,
    NO_SUCH_CASE,
    NOT_THIS_ROLE,
    NOT_THIS_TEAM,
    AccessState,
    Asker,
    Happened,
    Purpose,
    Verdict,
    fold,
    is_same_read,
    verdict,
)
from services.intake.domain.case import UnknownCase
from services.intake.domain.glass import GLASS, BreakGlass, GlassReasonMissing, RecordAccess
from services.kernel.roles import Role
from tests.kit.spec import specify

NORTH, SOUTH = UUID(int=10), UUID(int=11)
ID: dict[str, Any] = {"case_id": UUID(int=1), "person_id": UUID(int=2)}
NOON = datetime(2026, 6, 30, 12, tzinfo=UTC)
OPENED = CaseOpened(
    **ID, operation="thinka", sozialraum="rieth", identity="pseudonymous", on=date(2026, 1, 5), team_id=NORTH
)
BROKEN = GlassBroken(**ID, reason_id=UUID(int=3), until=NOON + timedelta(hours=3))
ANNA = Asker("anna", "fachkraft", frozenset({NORTH}))
BERTA = Asker("berta", "fachkraft", frozenset({SOUTH}))
CASE = fold([(OPENED, "anna", NOON)])
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_role_alone_opens_only_what_the_table_says(purpose: Purpose, role: Role) -> None:
    found = verdict(Asker("x", role), purpose, CASE, NOON)

    assert found.allowed == (role in BY_ROLE[purpose])
    assert found.allowed or found.reason == (
        NOT_THIS_TEAM if role == "fachkraft" and purpose != "oversee" else NOT_THIS_ROLE
    )


@pytest.mark.parametrize("purpose", ["read", "write", "organise"])
def test_the_team_works_on_its_case(purpose: Purpose) -> None:
    assert verdict(ANNA, purpose, CASE, NOON) == Verdict()
    assert verdict(BERTA, purpose, CASE, NOON).reason == NOT_THIS_TEAM


def test_nobody_oversees_her_own_case() -> None:
    assert verdict(ANNA, "oversee", CASE, NOON).reason == NOT_THIS_ROLE


@pytest.mark.parametrize("role", ["koordination", "planung", "pruefung", "auswertung", "betrieb"])
def test_no_team_makes_another_role_a_reader(role: str) -> None:
    assert not verdict(Asker("x", role, frozenset({NORTH})), "read", CASE, NOON).allowed


def test_a_case_without_a_team_is_any_fachkrafts() -> None:
    free = fold([(OPENED, "anna", NOON), (CaseAssigned(**ID, on=date(2026, 2, 1)), "leitung", NOON)])

    assert verdict(BERTA, "write", free, NOON).allowed
    assert not verdict(Asker("x", "koordination"), "read", free, NOON).allowed


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("role", Role)
def test_a_case_that_is_not_there_is_nobodys(purpose: Purpose, role: Role) -> None:
    assert verdict(Asker("x", role, frozenset({NORTH})), purpose, AccessState(), NOON).reason == NO_SUCH_CASE


def test_a_handed_over_case_is_the_new_teams_at_once() -> None:
    handed = fold(
        [(OPENED, "anna", NOON), (CaseAssigned(**ID, team_id=SOUTH, on=date(2026, 7, 1), handover=True), "x", NOON)]
    )

    assert verdict(BERTA, "read", handed, NOON).allowed
    assert not verdict(ANNA, "read", handed, NOON).allowed


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (timedelta(0), Verdict(break_glass=True)),
        (timedelta(hours=3, microseconds=-1), Verdict(break_glass=True)),
        (timedelta(hours=3), Verdict(GLASS_IS_OVER)),
    ],
)
def test_the_broken_glass_holds_three_hours(later: timedelta, expected: Verdict) -> None:
    opened = fold([(OPENED, "anna", NOON), (BROKEN, "berta", NOON)])

    assert verdict(BERTA, "read", opened, NOON + later) == expected
    assert verdict(BERTA, "write", opened, NOON + later) == expected


def test_the_glass_is_broken_for_who_broke_it_only() -> None:
    opened = fold([(OPENED, "anna", NOON), (BROKEN, "berta", NOON)])

    assert verdict(Asker("carla", "fachkraft"), "read", opened, NOON).reason == NOT_THIS_TEAM
    assert verdict(Asker("berta", "koordination"), "read", opened, NOON).reason == NOT_THIS_ROLE


# --- Reads ----------------------------------------------------------------------


def test_a_read_within_a_quarter_of_an_hour_is_the_same() -> None:
    history: list[Happened] = [(OPENED, "anna", NOON), (CaseRead(**ID), "anna", NOON)]
    reads = fold(history).reads["anna"]

    assert reads.times == 1
    assert is_same_read(reads, NOON + timedelta(minutes=14, seconds=59))
    assert not is_same_read(reads, NOON + timedelta(minutes=15))
    assert not is_same_read(None, NOON)
    assert "berta" not in fold(history).reads


# --- What is recorded -------------------------------------------------------------

given = specify(GLASS)
BREAK = BreakGlass(case_id=UUID(int=1), reason_id=UUID(int=3), now=NOON)


def test_breaking_the_glass_is_recorded_with_its_end() -> None:
    given(OPENED).when(BREAK).then(BROKEN)


def test_no_glass_is_broken_without_a_reason() -> None:
    reasonless = BreakGlass(case_id=UUID(int=1), reason_id=None, now=NOON)
    given(OPENED).when(reasonless).then_refused(GlassReasonMissing, field="reason")


def test_every_read_is_recorded_with_how_it_was_allowed() -> None:
    read = RecordAccess(case_id=UUID(int=1), break_glass=True)

    assert list(GLASS.decide(read, GLASS.fold([OPENED]))) == [CaseRead(**ID, break_glass=True)]


def test_what_is_not_there_is_neither_read_nor_opened() -> None:
    given().when(BREAK).then_refused(UnknownCase)
    given().when(RecordAccess(case_id=UUID(int=1), break_glass=False)).then_refused(UnknownCase)
