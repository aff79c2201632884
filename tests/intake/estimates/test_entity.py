"""What an operation decides on supported entities."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from msgspec import structs

from services.contracts.intake import EntityRetracted, EntitySupported
from services.intake.domain.entity import (
    ENTITY,
    AddEntity,
    OtherKindRecorded,
    OutsideOperation,
    RetractEntity,
    UnknownEntity,
)
from services.intake.domain.refusals import InTheFuture
from tests.intake.memory import THINKA, TODAY
from tests.kit.spec import specify

given = specify(ENTITY)
E, NAME = UUID(int=1), UUID(int=2)
DAY = date(2026, 3, 2)


def add(**others: Any) -> AddEntity:
    values: dict[str, Any] = {
        "entity_id": E,
        "rules": THINKA,
        "kind": "public_administration",
        "name_id": NAME,
        "on": DAY,
        "today": TODAY,
    }
    return AddEntity(**{**values, **others})


SUPPORTED = EntitySupported(entity_id=E, operation="thinka", kind="public_administration", name_id=NAME, on=DAY)
RETRACTED = EntityRetracted(entity_id=E, operation="thinka")
RETRACT = RetractEntity(entity_id=E, operation="thinka")


def test_an_entity_counts_once() -> None:
    given().when(add()).then(SUPPORTED)
    given(SUPPORTED).when(add()).then_nothing()
    given(SUPPORTED).when(add(name_id=UUID(int=3))).then_nothing()


def test_another_day_corrects_it() -> None:
    earlier = DAY - timedelta(days=30)
    given(SUPPORTED).when(add(on=earlier)).then(structs.replace(SUPPORTED, on=earlier))


def test_nobody_is_an_administration_and_an_enterprise_at_once() -> None:
    given(SUPPORTED).when(add(kind="enterprise")).then_refused(OtherKindRecorded, field="kind")
    given(SUPPORTED, RETRACTED).when(add(kind="enterprise")).then(structs.replace(SUPPORTED, kind="enterprise"))


def test_the_day_lies_in_the_operations_period_and_not_in_the_future() -> None:
    given().when(add(on=THINKA.start)).then(structs.replace(SUPPORTED, on=THINKA.start))
    given().when(add(on=TODAY)).then(structs.replace(SUPPORTED, on=TODAY))
    given().when(add(on=THINKA.start - timedelta(days=1))).then_refused(OutsideOperation, field="on")
    given().when(add(on=TODAY + timedelta(days=1))).then_refused(InTheFuture, field="on")


def test_an_entity_is_taken_back_once() -> None:
    assert list(ENTITY.decide(RETRACT, ENTITY.fold([SUPPORTED]))) == [RETRACTED]
    given(SUPPORTED, RETRACTED).when(RETRACT).then_refused(UnknownEntity)
    given().when(RETRACT).then_refused(UnknownEntity, field="entity_id")
