"""The files: read by pyarrow and DuckDB, the same rows the same bytes, the journal as it was received."""

from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow.parquet as pq
import pytest

from services.kernel.settings import Settings
from services.reporting.bi import export as exporting
from services.reporting.bi.export import export
from services.reporting.integrity import checkpoint
from tests.reporting.bi.told import tell
from tests.reporting.conftest import Side
from tests.reporting.facts import OPERATION

pytestmark = pytest.mark.server

# Indicators of the ESF report by SQL over the exported versions: a second opinion in another engine.
ESF: Final = """
    WITH now AS (
        SELECT *, date_diff('year', birth_date, entry_date)
            - (strftime(entry_date, '%m%d') < strftime(birth_date, '%m%d'))::int AS age
        FROM '{folder}/participation_versions.parquet'
        WHERE valid_to IS NULL AND operation = ? AND state = 'submitted' AND NOT erased AND entry_date <= ?
            AND gender IS NOT NULL AND birth_date IS NOT NULL AND isced IS NOT NULL
            AND (employment IN ('employed', 'inactive') OR (employment = 'unemployed' AND unemployed_since IS NOT NULL))
    )
    SELECT gender, count(*), count(*) FILTER (employment = 'unemployed'), count(*) FILTER (employment = 'inactive'),
        count(*) FILTER (employment = 'employed'), count(*) FILTER (age < 18), count(*) FILTER (age BETWEEN 18 AND 29),
        count(*) FILTER (age >= 55), count(*) FILTER (isced <= 2), count(*) FILTER (disability = 'yes')
    FROM now GROUP BY gender"""
CODES: Final = ("EECO01", "EECO02", "EECO04", "EECO05", "EECO06", "EECO07", "EECO08", "EECO09", "EECO12")


@pytest.fixture(scope="module")
def folder(settings: Settings, side: Side, tmp_path_factory: pytest.TempPathFactory) -> Path:
    tell(side)
    out = tmp_path_factory.mktemp("parquet")
    export(settings, side.district, out)
    return out


def test_pyarrow_reads_every_table_with_its_rows(folder: Path, side: Side) -> None:
    files = sorted(folder.glob("*.parquet"))

    assert {"journal.parquet", "participation_versions.parquet", "case_places.parquet"} <= {f.name for f in files}
    for file in files:
        assert pq.read_metadata(file).num_rows == len(side.rows(file.stem))


def test_the_journal_is_exported_as_it_was_received(folder: Path, side: Side) -> None:
    table = pq.read_table(folder / "journal.parquet")

    assert table.column_names[-1] == "body"
    bodies = [bytes(row[-1]) for row in side.rows("journal")]
    assert table.column("body").to_pylist() == bodies
    with side.pool.transaction() as conn:
        conn.execute(f"SET LOCAL ROLE lotse_reporting_d_{side.district.replace('-', '_')}".encode())
        assert checkpoint(conn, side.district).size == len(bodies)


def test_a_report_by_duckdb_is_the_report(folder: Path, side: Side) -> None:
    for as_of in ("2024-06-30", "2025-12-31", "2026-11-01"):
        rows = duckdb.execute(ESF.format(folder=folder), [OPERATION, as_of]).fetchall()

        found = {(code, row[0]): number for row in rows for code, number in zip(CODES, row[1:], strict=True)}

        report: dict[str, Any] = {one["code"]: one for one in side.esf(OPERATION, as_of)["indicators"]}
        told = {(code, gender): report[code][gender] for code in CODES for gender in ("female", "male", "non_binary")}
        assert {place: found.get(place, 0) for place in told} == told
    assert found["EECO01", "female"] > 0, "the last day counts somebody"


def test_the_same_rows_are_the_same_bytes_in_groups_of_bounded_size(
    settings: Settings, side: Side, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(settings, side.district, tmp_path / "again")
    first, again = (
        {file.name: file.read_bytes() for file in at.glob("*.parquet")} for at in (folder, tmp_path / "again")
    )
    assert first
    assert again == first

    monkeypatch.setattr(exporting, "BATCH", 50)
    export(settings, side.district, tmp_path / "small")
    small = pq.ParquetFile(tmp_path / "small" / "journal.parquet").metadata
    assert small.num_row_groups == -(-small.num_rows // 50)
    assert pq.read_table(tmp_path / "small" / "journal.parquet").equals(pq.read_table(folder / "journal.parquet"))
