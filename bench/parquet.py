"""A report from the exported files by DuckDB, against the report from the database; and how long the export takes."""

import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

import duckdb

from bench import versions
from bench.figures import Aim, Figure, Section, Table
from bench.rounds import alternate, timed
from bench.stage import OPERATION, Stage
from services.reporting.bi.export import export
from services.reporting.esf import EsfQuestion
from services.reporting.reports import Reports

TITLE: Final = "Report from Parquet"
COUNT: Final = 20_000
AS_OF: Final = date(2026, 6, 30)
TIMES: Final = 5
# People on entry; results need the windows of statuses, which only the report knows.
OUTPUTS: Final = """
    SELECT gender, count(*), count(*) FILTER (employment = 'unemployed'), count(*) FILTER (employment = 'inactive'),
        count(*) FILTER (employment = 'employed'), count(*) FILTER (isced <= 2), count(*) FILTER (disability = 'yes')
    FROM '{folder}/participation_versions.parquet'
    WHERE valid_to IS NULL AND operation = ? AND state = 'submitted' AND NOT erased AND entry_date <= ?
        AND gender IS NOT NULL AND birth_date IS NOT NULL AND isced IS NOT NULL
        AND (employment IN ('employed', 'inactive') OR (employment = 'unemployed' AND unemployed_since IS NOT NULL))
    GROUP BY gender"""


def measure(stage: Stage) -> Section:
    """The same people counted by both; the files are written once."""
    count = stage.amount(COUNT, 2000)
    key = versions.district_of(stage, count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with timed() as clock:
            export(stage.settings, key, folder)
        size = sum(file.stat().st_size for file in folder.glob("*.parquet")) / 1024**2
        figures = [figure(stage, key, folder)]
    rows = [("export of all tables", clock.seconds, "s"), ("all files", size, "MiB")]
    return Section(TITLE, figures, [Table(f"Export at {count} participations", ("what", "amount", "unit"), rows)])


def figure(stage: Stage, key: str, folder: Path) -> Figure:
    """Both count everybody alike before either is timed."""
    question = EsfQuestion(operation=OPERATION, as_of=AS_OF)
    everybody = sum(row[1] for row in _rows(folder))
    report = Reports.of(stage.settings).esf(key, question)
    assert everybody == next(one["total"] for one in report["indicators"] if one["code"] == "EECO01")
    seconds = alternate(
        {"files": partial(_by_files, folder), "database": partial(_by_database, stage, key, question)}, stage.rounds
    )
    return Figure(
        name="parquet.report",
        title="Outputs counted by DuckDB from Parquet",
        subject="DuckDB opens the file and counts people by gender and six traits",
        yardstick="the ESF report from the database: all indicators, checks and digest",
        unit="ms",
        of="time",
        subject_seconds=seconds["files"],
        yardstick_seconds=seconds["database"],
        aim=Aim("<=", 2),
    )


def _rows(folder: Path) -> list[tuple[int, ...]]:
    return duckdb.execute(OUTPUTS.format(folder=folder), [OPERATION, AS_OF]).fetchall()


def _by_files(folder: Path) -> float:
    with timed() as clock:
        for _ in range(TIMES):
            _rows(folder)
    return clock.seconds / TIMES


def _by_database(stage: Stage, key: str, question: EsfQuestion) -> float:
    reports = Reports.of(stage.settings)
    with timed() as clock:
        for _ in range(TIMES):
            reports.esf(key, question)
    return clock.seconds / TIMES
