"""What an operation decides on estimates of point 1.2 traits."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from msgspec import structs

from services.contracts.intake import Counted, EstimateRecorded, EstimateRetracted
from services.intake.domain.estimate import (
    ESTIMABLE,
    ESTIMATE,
    TRAIT_OF,
    BeforeOperation,
    NotEstimable,
    RecordEstimate,
    RetractEstimate,
    SettledByTargetGroup,
    UnknownEstimate,
)
from services.intake.domain.refusals import InTheFuture
from services.kernel.deciders import RuleViolation
from tests.intake.memory import THINKA, TODAY
from tests.kit.spec import specify

given = specify(ESTIMATE)
BASE = UUID(int=5)
DAY = date(2026, 6, 30)
PERSONS: dict[Counted, int] = {"female": 4, "male": 3, "non_binary": 0}


def record(**others: Any) -> RecordEstimate:
    values: dict[str, Any] = {
        "rules": THINKA,
        "indicator": "EECO12",
        "on": DAY,
        "values": PERSONS,
        "method": "sample",
        "base_id": BASE,
        "today": TODAY,
    }
    return RecordEstimate(**{**values, **others})


def retract(indicator: str = "EECO12", on: date = DAY) -> RetractEstimate:
    return RetractEstimate(operation="thinka", indicator=indicator, on=on)


RECORDED = EstimateRecorded(
    operation="thinka", indicator="EECO12", on=DAY, female=4, male=3, non_binary=0, method="sample", base_id=BASE
)
RETRACTED = EstimateRetracted(operation="thinka", indicator="EECO12", on=DAY)


def test_an_estimate_is_recorded_once() -> None:
    given().when(record()).then(RECORDED)
    given(RECORDED).when(record()).then_nothing()


def test_another_value_for_the_same_day_replaces_it() -> None:
    more = structs.replace(RECORDED, female=5)
    given(RECORDED).when(record(values=PERSONS | {"female": 5})).then(more)
    given(RECORDED, more).when(record()).then(RECORDED)


@pytest.mark.parametrize("indicator", ESTIMABLE)
def test_every_trait_of_point_1_2_may_be_estimated(indicator: str) -> None:
    given().when(record(indicator=indicator)).then(structs.replace(RECORDED, indicator=indicator))


@pytest.mark.parametrize("indicator", ["EECO01", "EECO11", "EECO18", "EECR01", "EECO99"])
def test_nothing_else_is_estimated(indicator: str) -> None:
    given().when(record(indicator=indicator)).then_refused(NotEstimable, field="indicator")


@pytest.mark.parametrize("indicator", ESTIMABLE)
def test_what_the_target_group_settles_needs_exact_data(indicator: str) -> None:
    settled = frozenset({TRAIT_OF[indicator]})
    given().when(record(indicator=indicator, settled=settled)).then_refused(SettledByTargetGroup, field="indicator")
    other = frozenset(TRAIT_OF.values()) - settled
    given().when(record(indicator=indicator, settled=other)).then(structs.replace(RECORDED, indicator=indicator))


def test_the_day_lies_between_the_start_of_the_operation_and_today() -> None:
    day = timedelta(days=1)
    given().when(record(on=TODAY)).then(structs.replace(RECORDED, on=TODAY))
    given().when(record(on=THINKA.start)).then(structs.replace(RECORDED, on=THINKA.start))
    given().when(record(on=TODAY + day)).then_refused(InTheFuture, field="on")
    given().when(record(on=THINKA.start - day)).then_refused(BeforeOperation, field="on")


def test_all_broken_rules_are_told_at_once() -> None:
    command = record(indicator="EECO01", on=date(2021, 12, 31))
    given().when(command).then_refused(NotEstimable, further=[BeforeOperation])


def test_an_estimate_is_taken_back_and_may_be_recorded_again() -> None:
    assert list(ESTIMATE.decide(retract(), ESTIMATE.fold([RECORDED]))) == [RETRACTED]
    given(RECORDED, RETRACTED).when(record()).then(RECORDED)


@pytest.mark.parametrize("command", [retract(), retract("EECO13"), retract(on=date(2026, 1, 1))])
def test_what_is_not_there_is_not_taken_back(command: RetractEstimate) -> None:
    history = [RECORDED] if command != retract() else [RECORDED, RETRACTED]
    given(*history).when(command).then_refused(UnknownEstimate)


days = st.sampled_from([date(2025, 6, 30), date(2025, 12, 31), DAY])
commands = st.one_of(
    st.builds(
        lambda indicator, on, n: record(indicator=indicator, on=on, values=PERSONS | {"male": n}),
        st.sampled_from(["EECO12", "EECO13"]),
        days,
        st.integers(0, 2),
    ),
    st.builds(retract, st.sampled_from(["EECO12", "EECO13"]), days),
)


@forall(st.lists(commands, max_size=12))
def test_the_last_word_on_each_day_stands_and_any_prefix_replays(told: list[Any]) -> None:
    facts: list[Any] = []
    expected: dict[tuple[str, date], int] = {}
    for command in told:
        state = ESTIMATE.fold(facts)
        try:
            facts += ESTIMATE.decide(command, state)
        except RuleViolation:
            assert (command.indicator, command.on) not in expected
            continue
        if isinstance(command, RetractEstimate):
            del expected[command.indicator, command.on]
        else:
            expected[command.indicator, command.on] = command.values["male"]
        assert {key: one.male for key, one in ESTIMATE.fold(facts).standing.items()} == expected


def test_an_estimate_of_another_operations_rules_keeps_its_own_period() -> None:
    later = replace(THINKA, start=date(2026, 7, 1))
    given().when(record(rules=later)).then_refused(BeforeOperation)
