"""What an operation decides."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.contracts.districts import CatalogueReleased, OperationOpened
from services.districts.domain.keys import KeyMalformed
from services.districts.domain.objectives import usual
from services.districts.domain.operation import (
    OPERATION,
    EndsBeforeStart,
    NameMissing,
    OpenedOtherwise,
    OpenOperation,
    UnknownCatalogue,
    UnknownObjective,
)
from tests.kit.spec import specify

given = specify(OPERATION)

ID = UUID(int=1)
OPEN = OpenOperation(
    operation_id=ID, operation="thinka", name="Th.INKA", start=date(2022, 1, 1), end=date(2027, 12, 31)
)
OPENED = OperationOpened(
    operation_id=ID,
    operation="thinka",
    name="Th.INKA",
    start=date(2022, 1, 1),
    end=date(2027, 12, 31),
    catalogue="esf-plus-2021-2027",
    specific_objective="ESO4.8",
)
RELEASED = CatalogueReleased(
    operation_id=ID,
    operation="thinka",
    catalogue="esf-plus-2021-2027",
    catalogue_version=1,
    long_term_months=12,
    exit_days=28,
    followup_from_months=6,
    followup_to_months=9,
)


def test_an_operation_opens_under_the_newest_catalogue() -> None:
    given().when(OPEN).then(OPENED, RELEASED)


def test_it_is_not_opened_again_with_other_data() -> None:
    given(OPENED, RELEASED).when(replace(OPEN, end=date(2028, 1, 1))).then_refused(OpenedOtherwise)


def test_it_may_last_a_single_day() -> None:
    one_day = replace(OPEN, end=OPEN.start)
    assert len(OPERATION.decide(one_day, OPERATION.initial)) == 2


def test_it_does_not_end_before_it_starts() -> None:
    given().when(replace(OPEN, end=date(2021, 12, 31))).then_refused(EndsBeforeStart, field="end")


def test_its_catalogue_is_known() -> None:
    given().when(replace(OPEN, catalogue="esf-2028-2034")).then_refused(UnknownCatalogue, field="catalogue")


def test_its_objective_is_one_of_the_programme() -> None:
    before = replace(OPEN, catalogue="esf-2014-2020")

    given().when(replace(OPEN, specific_objective="ESO4.14")).then_refused(UnknownObjective)
    given().when(replace(OPEN, specific_objective="9i")).then_refused(UnknownObjective)
    given().when(before).then_refused(UnknownObjective)
    assert len(OPERATION.decide(replace(before, specific_objective=usual("esf-2014-2020")), OPERATION.initial)) == 2


def test_its_key_is_short_and_plain() -> None:
    given().when(replace(OPEN, operation="Th.INKA")).then_refused(KeyMalformed)


def test_it_has_a_name() -> None:
    given().when(replace(OPEN, name=" ")).then_refused(NameMissing, field="name")
