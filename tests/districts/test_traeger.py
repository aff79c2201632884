"""What a Träger and a team decide."""

from dataclasses import replace
from datetime import date

import pytest
from msgspec.structs import replace as but

from services.contracts.districts import TraegerEngaged
from services.contracts.names import LONGEST_NAME, NameMissing, NameTooLong
from services.districts.domain.periods import EndsBeforeStart
from services.districts.domain.team import TEAM, FormedOtherwise, FormTeam, RenameTeam, UnknownTeam
from services.districts.domain.traeger import (
    TRAEGER,
    EngagedAlready,
    EngageTraeger,
    OutsideOperation,
    RegisteredOtherwise,
    RegisterTraeger,
    RenameTraeger,
    Traeger,
    UnknownOperation,
    UnknownTraeger,
)
from tests.districts.people import CARITAS, FORMED, OPENED, REGISTERED, TEAM_ID
from tests.kit.spec import specify

given = specify(TRAEGER)
given_team = specify(TEAM)

REGISTER = RegisterTraeger(traeger_id=CARITAS, name="Caritasverband")
ENGAGE = EngageTraeger(operation="thinka", opened=OPENED, start=date(2022, 1, 1), end=date(2024, 12, 31))
ENGAGED = TraegerEngaged(traeger_id=CARITAS, operation="thinka", start=date(2022, 1, 1), end=date(2024, 12, 31))
FORM = FormTeam(
    team_id=TEAM_ID, traeger=Traeger(REGISTERED), operation="thinka", opened=OPENED, name="KOMPASS Arnstadt"
)


def test_a_traeger_is_registered_once() -> None:
    given().when(REGISTER).then(REGISTERED)


def test_a_traeger_that_was_renamed_is_not_registered_again_under_its_old_name() -> None:
    renamed = but(REGISTERED, name="Caritas Erfurt")
    given(REGISTERED, renamed).when(REGISTER).then_refused(RegisteredOtherwise, field="name")


def test_a_traeger_takes_another_name() -> None:
    given(REGISTERED).when(RenameTraeger(name=" Caritas Erfurt ")).then(but(REGISTERED, name="Caritas Erfurt"))


@pytest.mark.parametrize(("name", "rule"), [(" ", NameMissing), ("x" * (LONGEST_NAME + 1), NameTooLong)])
def test_a_name_says_something_and_fits_a_line(name: str, rule: type[NameMissing | NameTooLong]) -> None:
    given().when(replace(REGISTER, name=name)).then_refused(rule, field="name")
    given(REGISTERED).when(RenameTraeger(name=name)).then_refused(rule, field="name")


def test_nobody_renames_or_engages_an_unknown_traeger() -> None:
    given().when(RenameTraeger(name="AWO")).then_refused(UnknownTraeger)
    given().when(ENGAGE).then_refused(UnknownTraeger)


def test_a_traeger_carries_an_operation_for_a_time() -> None:
    given(REGISTERED).when(ENGAGE).then(ENGAGED)


def test_the_same_first_day_corrects_the_last_one() -> None:
    longer = replace(ENGAGE, end=None)
    given(REGISTERED, ENGAGED).when(longer).then(but(ENGAGED, end=None))


def test_it_follows_itself_the_day_after() -> None:
    next_one = replace(ENGAGE, start=date(2025, 1, 1), end=None)
    given(REGISTERED, ENGAGED).when(next_one).then(but(ENGAGED, start=date(2025, 1, 1), end=None))


def test_it_does_not_carry_an_operation_twice_at_a_time() -> None:
    given(REGISTERED, ENGAGED).when(replace(ENGAGE, start=date(2024, 12, 31), end=None)).then_refused(EngagedAlready)
    given(REGISTERED, ENGAGED).when(replace(ENGAGE, start=date(2023, 1, 1))).then_refused(EngagedAlready)


def test_it_carries_an_operation_that_was_opened() -> None:
    given(REGISTERED).when(replace(ENGAGE, opened=None)).then_refused(UnknownOperation, field="operation")


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2021, 12, 31), date(2024, 12, 31)), (date(2022, 1, 1), date(2028, 1, 1)), (date(2028, 1, 1), None)],
)
def test_it_carries_an_operation_within_its_period(start: date, end: date | None) -> None:
    given(REGISTERED).when(replace(ENGAGE, start=start, end=end)).then_refused(OutsideOperation, field="start")


def test_it_does_not_end_before_it_starts() -> None:
    given(REGISTERED).when(replace(ENGAGE, end=date(2021, 12, 31))).then_refused(EndsBeforeStart, field="end")


def test_a_team_of_a_known_traeger_is_formed_for_an_open_operation() -> None:
    given_team().when(FORM).then(FORMED)


def test_a_team_is_not_formed_for_nobody_or_for_nothing() -> None:
    given_team().when(replace(FORM, traeger=Traeger())).then_refused(UnknownTraeger, field="traeger")
    given_team().when(replace(FORM, opened=None)).then_refused(UnknownOperation, field="operation")
    given_team().when(replace(FORM, name="")).then_refused(NameMissing, field="name")


def test_a_team_takes_another_name_and_is_not_formed_again_under_the_old_one() -> None:
    renamed = but(FORMED, name="KOMPASS Ilmenau")
    given_team(FORMED).when(RenameTeam(name="KOMPASS Ilmenau")).then(renamed)
    given_team(FORMED, renamed).when(FORM).then_refused(FormedOtherwise, field="name")


def test_an_unknown_team_takes_no_name() -> None:
    given_team().when(RenameTeam(name="KOMPASS")).then_refused(UnknownTeam, field="team")
