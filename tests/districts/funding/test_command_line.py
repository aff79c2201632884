"""A plan from a file, and how plan and actual stand, on the command line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from services.cli import run
from services.districts.application import districts, operator
from services.districts.definition_files import FileUnusable
from services.districts.funding_plan_files import read_plan
from services.kernel.settings import Settings

PLAN = """
title = "Bewilligung"
first_day = 2022-01-01
last_day = 2024-12-31
shares = [
  { source = "esf", cents = 8000000, agreed_hundredths = 8000 },
  { source = "housing_company", cents = 2000000, payer = "KoWo mbH", agreed_hundredths = 2000 },
]
costs = [{ kind = "staff", cents = 10000000 }]
"""


@pytest.mark.server
def test_a_plan_is_read_from_a_file_and_amended_by_the_next_one(
    settings: Settings, district: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    period = (date(2022, 1, 1), date(2027, 12, 31))
    districts(settings).open_operation(district, "thinka", "Th.INKA", period, operator("cli:test"))
    file = tmp_path / "plan.toml"
    place = ("--district", district, "--operation", "thinka", "--format", "json")

    def told(*arguments: str) -> Any:
        assert run([*arguments, *place]) == 0
        return json.loads(capsys.readouterr().out)

    file.write_text(PLAN)
    first = told("funding", "plan", str(file))
    file.write_text(PLAN.replace("2024-12-31", "2023-12-31"))
    assert told("funding", "plan", str(file)) == {**first, "to": "2023-12-31"}

    shown = told("funding", "show")
    assert shown["years"] == [2022, 2023]
    assert [(line["source"], line["planned"]) for line in shown["figures"]["sources"]] == [
        ("esf", 8_000_000),
        ("housing_company", 2_000_000),
    ]
    assert [each["kind"] for each in shown["notices"]] == ["period_unplanned"]
    assert run(["funding", "show", *place[:4], "--year", "2022"]) == 0
    assert "40.000,00 €" in capsys.readouterr().out


def test_a_file_with_a_misspelt_field_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_text(PLAN.replace("payer", "zahler"))

    with pytest.raises(FileUnusable, match="zahler"):
        read_plan(file)
