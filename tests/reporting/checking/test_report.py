"""The report of checks from facts: rules of the catalogue and of SFC2021, findings, targets, thresholds."""

import secrets
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from services.contracts.districts import EntryWithdrawn, MilestonePlanned, OperationClassified, TargetAgreed, TargetOf
from services.contracts.reporting import CheckConfigured
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from services.reporting.checking.periods import Period
from services.reporting.checking.report import ChecksQuestion
from services.reporting.checking.sfc_report import NotInTheseTables, SfcQuestion
from services.reporting.documents import CHECKS_FORMS, TRANSMISSION_FORMS
from services.reporting.esf import UnknownOperation
from tests.reporting.conftest import Side, side_of
from tests.reporting.facts import OPERATION, contacted, entered, estimate, opened, released, status, supported
from tests.reporting.history import Source, id_of

pytestmark = pytest.mark.server

AS_OF = date(2024, 12, 31)


def target(name: str, by: str, value: int, of: TargetOf = "indicator", indicator: str | None = None) -> TargetAgreed:
    return TargetAgreed(
        operation_id=id_of("operation", OPERATION),
        operation=OPERATION,
        target_id=id_of("target", name),
        of=of,
        by=date.fromisoformat(by),
        value=value,
        indicator=indicator,
    )


def milestone(name: str, due: str, reached: str | None = None) -> MilestonePlanned:
    return MilestonePlanned(
        operation_id=id_of("operation", OPERATION),
        operation=OPERATION,
        milestone_id=id_of("milestone", name),
        title=name,
        due=date.fromisoformat(due),
        reached=date.fromisoformat(reached) if reached else None,
    )


def classified(priority: str, region: str) -> OperationClassified:
    return OperationClassified(
        operation_id=id_of("operation", OPERATION),
        operation=OPERATION,
        priority=priority,
        category_of_region=region,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def busy(settings: Settings) -> Side:
    """An operation with twelve women, one of them implausible, with targets; and one of 2014-2020."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    side = side_of(settings, key)
    districts, intake, own = (Source(name, key) for name in ("districts", "intake", "reporting"))
    withdrawn = EntryWithdrawn(
        operation_id=id_of("operation", OPERATION), operation=OPERATION, entry_id=id_of("target", "mistaken")
    )
    side.take(
        districts.record_all(
            [
                structs.replace(opened("alt"), catalogue="esf-2014-2020", specific_objective="9i"),
                opened(),
                released(),
                target("people", "2024-12-31", 12, indicator="EECO01"),
                target("workless", "2024-06-30", 5, indicator="EECO02"),
                target("later", "2029-12-31", 100, indicator="EECO04"),
                target("talks", "2024-12-31", 4, of="contacts"),
                target("mistaken", "2024-12-31", 1, indicator="EECO01"),
                withdrawn,
                milestone("Anlaufstelle eröffnet", "2024-03-31", "2024-03-15"),
                milestone("Konzept beschlossen", "2024-06-30"),
                milestone("Beirat gegründet", "2024-06-30", "2025-01-15"),
                classified("P2", "more_developed"),
            ]
        )
    )
    women = [entered(n, birth_date=f"1980-01-{n + 1:02}", entry_date=f"2024-0{n % 6 + 1}-01") for n in range(11)]
    child = entered("child", birth_date="2016-01-01", isced=8, entry_date="2024-05-01", exit_date="2024-06-01")
    side.take(intake.record_all([*women, child, status("child", "exit", "2024-06-10", "job_seeking")]))
    side.take(intake.record_all([supported("rathaus", "2024-02-01"), estimate("EECO14", "2024-06-30", female=13)]))
    side.take(intake.record_all([contacted(n, f"2024-04-0{n + 1}", case=n) for n in range(3)]))
    side.take(own.record_all([CheckConfigured(check="women_share", active=False)]))
    return side


def asked(side: Side, *, records: bool = False) -> dict[str, Any]:
    return side.reports.checks(side.district, ChecksQuestion(operation=OPERATION, as_of=AS_OF, records=records))


def test_findings_name_rules_figures_and_on_request_the_records(busy: Side) -> None:
    found = {one["id"]: one for one in asked(busy)["findings"]}
    named = {one["id"]: one for one in asked(busy, records=True)["findings"]}

    assert found["doctorate_too_young"] == {
        "id": "doctorate_too_young",
        "severity": "warning",
        "level": "record",
        "text": "Promotion (ISCED 8) bei einer Person unter 24 Jahren",
        "threshold": 24,
        "unit": "years",
        "count": 1,
    }
    assert named["doctorate_too_young"]["participations"] == [str(id_of("participation", "child"))]
    assert not any("participations" in one for one in found.values())


def test_a_check_that_does_not_hold_names_its_cells_and_values(busy: Side) -> None:
    broken = {one["id"]: one["broken"] for one in asked(busy)["checks"] if not one["holds"]}

    assert broken == {
        "C5": [
            {"gender": gender, "cells": [{"cell": "EECO14", "value": 13}, {"cell": "EECO01", "value": 12}]}
            for gender in ("female", "total")
        ]
    }


def test_the_rules_of_the_commission_are_asked_of_the_operation(busy: Side) -> None:
    rules = asked(busy)["sfc"]

    assert [one["id"] for one in rules] == ["144", "145", "146", "147", "148", "10-reference", "10-percent"]
    assert {one["holds"] for one in rules} == {True}


def test_targets_stand_beside_what_was_reached(busy: Side) -> None:
    said = {(one["of"], one["indicator"]): one for one in asked(busy)["targets"]}

    assert said["indicator", "EECO01"] == {
        "of": "indicator",
        "indicator": "EECO01",
        "title": None,
        "by": "2024-12-31",
        "value": 12,
        "actual": 12,
        "percent": 100,
        "state": "reached",
    }
    assert (said["indicator", "EECO02"]["actual"], said["indicator", "EECO02"]["state"]) == (0, "missed")
    assert (said["indicator", "EECO04"]["percent"], said["indicator", "EECO04"]["state"]) == (12, "open")
    assert (said["contacts", None]["actual"], said["contacts", None]["state"]) == (3, "missed")
    assert len(said) == len(asked(busy)["targets"]) == 4


def test_milestones_are_reached_by_the_day_of_the_report_or_not(busy: Side) -> None:
    assert {one["title"]: one["state"] for one in asked(busy)["milestones"]} == {
        "Anlaufstelle eröffnet": "reached",
        "Konzept beschlossen": "missed",
        "Beirat gegründet": "missed",
    }


def test_every_form_of_the_checks_can_be_written(busy: Side) -> None:
    assert all(form(asked(busy)) for form in CHECKS_FORMS.values())


def test_the_tables_of_a_period_stand_under_the_operations_classification(busy: Side) -> None:
    document = busy.reports.sfc(busy.district, SfcQuestion(OPERATION, Period("202412")))
    rows = {row["indicator"]: row for row in document["tables"]["6"]}
    group = {"priority": "P2", "specific_objective": "ESO4.8", "category_of_region": "more_developed"}

    assert rows["EECO01"] == {
        **group, "indicator": "EECO01", "unit": "number", "female": 12, "male": 0, "non_binary": 0, "total": 12,
    }  # fmt: skip
    assert rows["EECO18"]["total"] == 1
    assert rows["EECO02+04"]["total"] == 12
    results = {row["indicator"]: row for row in document["tables"]["10"]}
    assert (results["EECR01"]["total"], results["EECR01"]["reference_output"]["total"]) == (1, 12)
    assert all(form(document) for form in TRANSMISSION_FORMS.values())


def test_a_new_threshold_counts_from_its_fact_on(busy: Side) -> None:
    own = Source("reporting", busy.district)
    own.record(CheckConfigured(check="women_share", active=False))

    busy.take([own.record(CheckConfigured(check="doctorate_too_young", threshold=8))])

    assert "doctorate_too_young" not in {one["id"] for one in asked(busy)["findings"]}


def test_an_operation_of_the_period_before_has_no_such_tables(busy: Side) -> None:
    with pytest.raises(NotInTheseTables):
        busy.reports.sfc(busy.district, SfcQuestion("alt", Period("202412")))
    report = busy.reports.checks(busy.district, ChecksQuestion(operation="alt", as_of=AS_OF))
    assert report["sfc"] == []


def test_an_operation_that_nobody_opened_is_refused(busy: Side) -> None:
    with pytest.raises(UnknownOperation):
        busy.reports.checks(busy.district, ChecksQuestion(operation="nirgends", as_of=AS_OF))
    with pytest.raises(UnknownOperation):
        busy.reports.sfc(busy.district, SfcQuestion("nirgends", Period("202412")))
