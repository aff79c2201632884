"""Explain of a cell: who counts, who does not, by which rule and facts, against the report that only counts."""

from datetime import date
from functools import partial
from typing import Final

from bench import versions
from bench.figures import Aim, Figure, Section, Table
from bench.rounds import alternate, timed
from bench.stage import OPERATION, Stage
from services.reporting.esf import EsfQuestion
from services.reporting.explaining.asking import WHOLE, CellQuestion, Shown
from services.reporting.explaining.documents import cell_document
from services.reporting.reports import Reports

TITLE: Final = "Explain of a cell"
COUNT: Final = 20_000
AS_OF: Final = date(2026, 6, 30)
CODES: Final = ("EECO01", "EECO03", "EECO07", "EECR04")
A_PAGE: Final = Shown(rows=50)
SECOND: Final = 1.0  # a person waits for it


def measure(stage: Stage) -> Section:
    """All rows of a cell with all their facts, and a page of fifty; numbers of participants are intake's to read."""
    count = stage.amount(COUNT, 2000)
    key = versions.district_of(stage, count)
    figures = [figure(stage, key, code, shown, times) for code in CODES for shown, times in ((WHOLE, 1), (A_PAGE, 3))]
    slowest = max(max(each.subject_seconds) for each in figures)
    table = Table(
        f"Slowest answer at {count} participations",
        ("what", "seconds", "aim"),
        [("a cell explained, whole or a page", slowest, SECOND)],
    )
    return Section(TITLE, figures, [table])


def figure(stage: Stage, key: str, code: str, shown: Shown, times: int) -> Figure:
    """One cell, explained and counted; both find the rows warm."""
    report = EsfQuestion(operation=OPERATION, as_of=AS_OF)
    question = CellQuestion(report=report, indicator=code, counted=shown, not_counted=shown)
    runs = {
        "explained": partial(_explained, stage, key, question, times),
        "counted": partial(_counted, stage, key, report, times),
    }
    seconds = alternate(runs, stage.rounds)
    whole = shown == WHOLE
    return Figure(
        name=f"explain.{code.lower()}.{'whole' if whole else 'page'}",
        title=f"Explain of {code}, {'all rows' if whole else 'fifty rows of each list'}",
        subject="verdicts of all participations in German, the facts behind those shown, the document",
        yardstick="the ESF report: the same participations, counted for all indicators and not explained",
        unit="ms",
        of="time",
        subject_seconds=seconds["explained"],
        yardstick_seconds=seconds["counted"],
        aim=Aim("<=", 15),
    )


def _explained(stage: Stage, key: str, question: CellQuestion, times: int) -> float:
    reports = Reports.of(stage.settings)
    with timed() as clock:
        for _ in range(times):
            cell_document(reports.explain_cell(key, question), {})
    return clock.seconds / times


def _counted(stage: Stage, key: str, report: EsfQuestion, times: int) -> float:
    reports = Reports.of(stage.settings)
    with timed() as clock:
        for _ in range(times):
            reports.esf(key, report)
    return clock.seconds / times
