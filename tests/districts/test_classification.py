"""Under which priority and in which category of region an operation is reported."""

from dataclasses import replace

import pytest

from services.contracts.districts import OperationClassified
from services.districts.domain.classification import CLASSIFICATION, ClassifyOperation, NotAPriority
from services.districts.domain.traeger import UnknownOperation
from tests.districts.test_operation import ID, OPENED, RELEASED
from tests.kit.spec import specify

given = specify(CLASSIFICATION)

CLASSIFY = ClassifyOperation(priority="P2", category_of_region="transition")
CLASSIFIED = OperationClassified(operation_id=ID, operation="thinka", priority="P2", category_of_region="transition")


def test_an_operation_is_classified_once_and_can_be_classified_anew() -> None:
    anew = replace(CLASSIFY, priority="P3")

    given(OPENED, RELEASED).when(CLASSIFY).then(CLASSIFIED)
    given(OPENED, CLASSIFIED).when(CLASSIFY).then()
    given(OPENED, CLASSIFIED).when(anew).then(
        OperationClassified(operation_id=ID, operation="thinka", priority="P3", category_of_region="transition")
    )


def test_an_operation_that_nobody_opened_is_not_classified() -> None:
    given().when(CLASSIFY).then_refused(UnknownOperation, field="operation")


@pytest.mark.parametrize("wrong", ["", "p2", "P 2", "Priorität 2", "P2\n", "P1234567890"])
def test_a_priority_is_a_short_key_and_no_text(wrong: str) -> None:
    given(OPENED).when(replace(CLASSIFY, priority=wrong)).then_refused(NotAPriority, field="priority")
