"""LibreOffice opens the workbook of a report, and its cells are those of the JSON."""

import csv
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from services.reporting.documents import esf_file
from tests.kit.apt import ensure
from tests.reporting.bi.told import tell
from tests.reporting.conftest import Side
from tests.reporting.facts import OPERATION

pytestmark = [pytest.mark.server, pytest.mark.campaign]
# Every sheet a file of its own, separated by commas, in UTF-8.
AS_CSV: Final = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def test_the_cells_of_the_workbook_are_those_of_the_json(side: Side, tmp_path: Path) -> None:
    ensure(["soffice"], ["libreoffice-calc"])
    tell(side)
    document = side.esf(OPERATION, "2026-06-30")
    (tmp_path / "report.xlsx").write_bytes(esf_file(document, "xlsx").content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", AS_CSV, "--outdir", str(tmp_path), "report.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )

    rows = [row for file in tmp_path.glob("*.csv") for row in csv.reader(file.open(encoding="utf-8"))]
    for indicator in document["indicators"]:
        (row,) = [row for row in rows if row and row[0] == indicator["code"]]
        assert numbers(indicator) == [int(cell) for cell in row if cell.isdigit()]


def numbers(indicator: dict[str, Any]) -> list[int]:
    return [indicator[name] for name in ("female", "male", "non_binary", "total") if name in indicator]
