"""While a person had the processing restricted nobody works on her data, and her rights go on."""

from datetime import date
from typing import Final
from uuid import UUID

from services.contracts.intake import CaseOpened, ProcessingRestricted, RestrictionLifted
from services.intake.domain.access import fold
from services.intake.domain.case import UnknownCase
from services.intake.domain.restriction import RESTRICTION, LiftRestriction, RestrictProcessing
from services.kernel.times import now
from tests.intake.casework import CASE, OF_CASE, OPENED
from tests.kit.spec import specify

DAY: Final = date(2026, 11, 2)
RESTRICT: Final = RestrictProcessing(case_id=CASE, grounds="accuracy_contested", on=DAY)
RESTRICTED: Final = ProcessingRestricted(**OF_CASE, grounds="accuracy_contested", on=DAY)
LIFT: Final = LiftRestriction(case_id=CASE, on=DAY)
LIFTED: Final = RestrictionLifted(**OF_CASE, on=DAY)

given = specify(RESTRICTION)


def test_it_is_restricted_and_lifted_once() -> None:
    given(OPENED).when(RESTRICT).then(RESTRICTED)
    given(OPENED, RESTRICTED).when(LIFT).then(LIFTED)
    given(OPENED).when(LIFT).then_nothing()
    given(OPENED, RESTRICTED, LIFTED).when(RESTRICT).then(RESTRICTED)


def test_other_grounds_are_said_anew() -> None:
    other = RestrictProcessing(case_id=CASE, grounds="objection_pending", on=DAY)
    given(OPENED, RESTRICTED).when(other).then(ProcessingRestricted(**OF_CASE, grounds="objection_pending", on=DAY))


def test_a_case_that_nobody_opened_is_not_restricted() -> None:
    given().when(RESTRICT).then_refused(UnknownCase)


def test_somebody_without_a_case_has_it_restricted_by_herself() -> None:
    of = {"case_id": None, "person_id": UUID(int=0xE)}
    restrict = RestrictProcessing(person_id=of["person_id"], grounds="unlawful", on=DAY)
    lift = LiftRestriction(person_id=of["person_id"], on=DAY)
    restricted = ProcessingRestricted(**of, grounds="unlawful", on=DAY)

    given().when(restrict).then(restricted)
    given(restricted).when(restrict).then_nothing()
    given(restricted).when(lift).then(RestrictionLifted(**of, on=DAY))


def test_access_knows_the_restriction_that_stands() -> None:
    def after(*facts: CaseOpened | ProcessingRestricted | RestrictionLifted) -> ProcessingRestricted | None:
        return fold((fact, "staff:a", now()) for fact in facts).restricted

    assert after(OPENED, RESTRICTED) == RESTRICTED
    assert after(OPENED, RESTRICTED, LIFTED) is None
