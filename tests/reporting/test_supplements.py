"""Estimates, supported entities and the settings of an operation in the ESF report."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec import structs

from tests.reporting.conftest import Side
from tests.reporting.facts import (
    OPERATION,
    configured,
    entered,
    entity_retracted,
    estimate,
    estimate_retracted,
    marked,
    opened,
    released,
    supported,
)
from tests.reporting.history import START, Source

pytestmark = pytest.mark.server


@pytest.fixture
def districts(side: Side) -> Source:
    source = Source("districts", side.district)
    side.take(source.record_all([opened(), released()]))
    return source


@pytest.fixture
def intake(side: Side, districts: Source) -> Source:
    assert districts.rows
    return Source("intake", side.district)


def cells(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {cell["code"]: cell for cell in document["indicators"]}


def failing(document: dict[str, Any]) -> list[str]:
    return [check["id"] for check in document["checks"] if not check["holds"]]


# --- Estimates --------------------------------------------------------------------


def test_the_newest_estimate_by_the_day_of_the_report_takes_the_place_of_the_counted_value(
    side: Side, intake: Source
) -> None:
    side.take(intake.record_all([entered(n, disability="yes") for n in range(3)]))
    side.take(
        intake.record_all(
            [
                estimate("EECO12", "2024-06-30", female=2),
                estimate("EECO12", "2024-12-31", female=3),
                estimate("EECO12", "2024-09-30", female=1),
            ]
        )
    )

    found = [cells(side.esf(OPERATION, day))["EECO12"] for day in ("2024-06-29", "2024-06-30", "2024-12-31")]

    assert [(cell["total"], cell["estimated"]) for cell in found] == [(3, False), (2, True), (3, True)]
    assert cells(side.esf(OPERATION, "2024-12-31"))["EECO14"]["estimated"] is False


def test_an_estimate_is_read_as_it_was_known(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                entered(1),
                entered(2, gender="male"),
                estimate("EECO14", "2024-06-30", female=1, male=1),
                estimate("EECO14", "2024-06-30", female=1),
                estimate_retracted("EECO14", "2024-06-30"),
            ]
        )
    )
    minutes = [START + timedelta(minutes=n) for n in (2, 3, 4, 5)]

    found = [cells(side.esf(OPERATION, "2024-12-31", at))["EECO14"] for at in minutes]

    assert [(cell["total"], cell["estimated"]) for cell in found] == [(0, False), (2, True), (1, True), (0, False)]


def test_checks_judge_estimates_as_they_judge_counted_values(side: Side, intake: Source) -> None:
    side.take(intake.record_all([entered(1), estimate("EECO16", "2024-05-01", male=1)]))
    assert failing(side.esf(OPERATION, "2024-06-30")) == ["C5"]

    side.take(
        intake.record_all([estimate("EECO16", "2024-05-01", female=1), estimate("EECO16", "2024-12-31", female=0)])
    )
    assert failing(side.esf(OPERATION, "2024-06-30")) == []
    assert failing(side.esf(OPERATION, "2024-12-31")) == ["C9"]


def test_an_estimate_of_another_operation_changes_nothing(side: Side, intake: Source) -> None:
    side.take(intake.record_all([entered(1)]))
    before = side.esf(OPERATION, "2024-12-31")
    side.take([intake.record(structs.replace(estimate("EECO12", "2024-06-30", female=1), operation="another"))])

    assert side.esf(OPERATION, "2024-12-31")["digest"] == before["digest"]


# --- Entities ---------------------------------------------------------------------


def test_entities_count_by_kind_from_their_day_on_until_they_are_taken_back(side: Side, intake: Source) -> None:
    side.take(
        intake.record_all(
            [
                supported("Jugendamt", "2024-01-15"),
                supported("Jugendamt", "2024-01-15"),
                supported("Jobcenter", "2024-07-01"),
                supported("Werkstatt", "2024-01-15", kind="enterprise"),
                entity_retracted("Werkstatt"),
            ]
        )
    )

    spring, winter = (cells(side.esf(OPERATION, day)) for day in ("2024-03-31", "2024-12-31"))
    earlier = cells(side.esf(OPERATION, "2024-12-31", START + timedelta(minutes=4)))

    assert [one["EECO18"] for one in (spring, winter)] == [
        {"code": "EECO18", "total": 1, "estimated": False},
        {"code": "EECO18", "total": 2, "estimated": False},
    ]
    assert (winter["EECO19"]["total"], earlier["EECO19"]["total"]) == (0, 1)


# --- Traits that the target group settles -----------------------------------------


def test_a_settled_trait_counts_for_everybody_who_does_not_say_otherwise(
    side: Side, districts: Source, intake: Source
) -> None:
    side.take(
        intake.record_all(
            [
                entered(1),
                entered(2, disability="refused"),
                entered(3, disability="no"),
                entered(4, disability="yes"),
                estimate("EECO12", "2024-05-01", female=1),
                estimate("EECO14", "2024-05-01", female=2),
            ]
        )
    )
    side.take([districts.record(configured(disability="yes"))])

    found = cells(side.esf(OPERATION, "2024-12-31"))
    as_known_before = cells(side.esf(OPERATION, "2024-12-31", START + timedelta(minutes=2)))

    assert (found["EECO12"]["total"], found["EECO12"]["estimated"]) == (3, False)
    assert (found["EECO14"]["total"], found["EECO14"]["estimated"]) == (2, True)
    assert as_known_before["EECO12"]["total"] == 0


def test_settled_employment_makes_records_complete(side: Side, districts: Source, intake: Source) -> None:
    side.take(intake.record_all([entered(1, employment=None), entered(2)]))
    assert side.esf(OPERATION, "2024-12-31")["not_counted"] == [{"reason": "incomplete", "participations": 1}]

    side.take([districts.record(configured(employment="inactive"))])
    document = side.esf(OPERATION, "2024-12-31")

    assert document["not_counted"] == []
    assert cells(document)["EECO04"]["total"] == 2
    assert failing(document) == []


def test_settled_unemployment_still_asks_since_when(side: Side, districts: Source, intake: Source) -> None:
    side.take(
        intake.record_all([entered(1, employment=None), entered(2, employment=None, unemployed_since="2023-01-01")])
    )
    side.take([districts.record(configured(employment="unemployed"))])

    document = side.esf(OPERATION, "2024-12-31")

    assert document["not_counted"] == [{"reason": "incomplete", "participations": 1}]
    assert [cells(document)[code]["total"] for code in ("EECO01", "EECO02", "EECO03")] == [1, 1, 1]


def test_a_settled_rural_residence_counts_where_none_is_known(side: Side, districts: Source, intake: Source) -> None:
    side.take([districts.record(marked("16063078")), districts.record(configured(rural="yes"))])
    side.take(
        intake.record_all(
            [entered(1), entered(2, residence_ags="16063078"), entered(3, residence_ags="16055000", gender="male")]
        )
    )

    assert cells(side.esf(OPERATION, "2024-12-31"))["EECO17"] == {
        "code": "EECO17",
        "female": 2,
        "male": 0,
        "non_binary": 0,
        "total": 2,
        "estimated": False,
    }


# --- Operations that work on structures -------------------------------------------


def test_a_structure_based_operation_counts_entities_and_no_persons(
    side: Side, districts: Source, intake: Source
) -> None:
    side.take(
        intake.record_all(
            [
                entered(1),
                entered(2, state="draft"),
                supported("Jugendamt", "2024-01-15"),
                estimate("EECO12", "2024-05-01", female=1),
            ]
        )
    )
    side.take([districts.record(configured("structure_based"))])

    document = side.esf(OPERATION, "2024-12-31")
    as_known_before = side.esf(OPERATION, "2024-12-31", START + timedelta(minutes=2))

    assert {code: cell["total"] for code, cell in cells(document).items() if cell["total"]} == {"EECO18": 1}
    assert document["not_counted"] == [
        {"reason": "draft", "participations": 1},
        {"reason": "structure_based", "participations": 1},
    ]
    assert failing(document) == []
    assert not any(cell["estimated"] for cell in document["indicators"])
    assert cells(as_known_before)["EECO01"]["total"] == 1
