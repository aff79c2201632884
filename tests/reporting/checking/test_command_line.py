"""Checks, tables for the Commission and thresholds on the command line, in-process on a real database."""

import json
import secrets
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.cli import run
from services.cli.failures import Exit
from services.districts.application import districts, operator
from services.districts.definitions_desk import DefinitionsDesk
from services.kernel.provision import open_district
from services.kernel.settings import Settings
from tests.reporting.conftest import side_of
from tests.reporting.facts import OPERATION, entered, opened, released
from tests.reporting.history import Source

pytestmark = pytest.mark.server

OF_OPERATION = ("--operation", OPERATION)


@pytest.fixture(scope="module")
def town(settings: Settings) -> str:
    """A district with an eight-year-old who has a doctorate, as reporting has received it."""
    key = f"kreis-{secrets.token_hex(4)}"
    open_district(settings, key, f"Landkreis {key}")
    side = side_of(settings, key)
    side.take(Source("districts", key).record_all([opened(), released()]))
    side.take(Source("intake", key).record_all([entered("child", birth_date="2016-01-01", isced=8)]))
    return key


def said(captured: pytest.CaptureFixture[str], *arguments: str) -> Any:
    status = run([*arguments, "--format", "json"])
    told = captured.readouterr()
    assert status == Exit.DONE, told.err
    return json.loads(told.out)


def test_a_report_of_checks_and_the_tables_of_a_period(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    here = ("--district", town, *OF_OPERATION)

    checks = said(capsys, "report", "checks", *here, "--as-of", "2024-12-31")
    tables = said(capsys, "report", "sfc", *here, "--period", "202412")

    assert "doctorate_too_young" in {one["id"] for one in checks["findings"]}
    assert {len(one["participations"]) for one in checks["findings"] if one["level"] == "record"} == {1}
    assert tables["tables"]["6"][0]["total"] == 1
    assert tables["as_of"] == "2024-12-31"


def test_the_same_history_under_the_catalogue_of_before(
    town: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = ("--district", town, *OF_OPERATION, "--as-of", "2024-12-31", "--catalogue", "esf-2014-2020")

    document = said(capsys, "report", "esf", *here)
    assert run(["report", "esf", *here, "--format", "csv", "--out", str(tmp_path / "esf.csv")]) == Exit.DONE

    assert document["catalogue"] == "esf-2014-2020"
    assert document["grand_total"]["total"] == 1
    assert "CO12" in (tmp_path / "esf.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("period", ["202601", "2026", "202613"])
def test_what_is_no_period_is_wrong_usage(town: str, period: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["report", "sfc", "--district", town, *OF_OPERATION, "--period", period]) == Exit.USAGE
    assert run(["land", "rollup", "--period", period]) == Exit.USAGE
    assert "JJJJ06 oder JJJJ12" in capsys.readouterr().err


def test_thresholds_are_set_and_shown(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    here = ("--district", town)

    stricter = said(capsys, "check", "set", "women_share", "--threshold", "45", *here)
    off = said(capsys, "check", "set", "very_old", "--off", *here)
    rules = {one["check"]: one for one in said(capsys, "check", "list", *here)}

    assert (stricter["threshold"], stricter["delivered"]) == (45, 40)
    assert off["active"] is False
    assert rules["women_share"] == stricter
    assert run(["check", "set", "gibt_es_nicht", *here]) == Exit.USAGE
    assert run(["check", "set", "women_share", "--threshold", "101", *here]) == Exit.USAGE


def test_an_operation_of_the_period_before_is_opened_and_classified(
    settings: Settings, town: str, capsys: pytest.CaptureFixture[str]
) -> None:
    service, me = districts(settings), operator("cli:test")
    period = (date(2015, 1, 1), date(2020, 12, 31))
    service.open_operation(town, "thinka-2015", "ThINKA", period, me, catalogue="esf-2014-2020")

    made = said(capsys, "operation", "classify", "thinka-2015", "--district", town, "--priority", "B")

    assert (made["priority"], made["category_of_region"]) == ("B", "transition")
    found = DefinitionsDesk(service, town).classification("thinka-2015")
    assert found is not None
    assert found.priority == "B"
    wrong = ("--priority", "P2", "--region", "irgendwo")
    assert run(["operation", "classify", "thinka-2015", "--district", town, *wrong]) == Exit.USAGE
