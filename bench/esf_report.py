"""The ESF report at 20,000 participations against the bare SQL: current, and in the past with ten versions each."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

from bench import versions
from bench.figures import Aim, Figure, Section
from bench.rounds import alternate, timed
from bench.stage import OPERATION, Stage
from services.kernel.database import pool
from services.kernel.district import schema_of
from services.reporting.esf import SOURCES, EsfQuestion
from services.reporting.knowledge import Knowledge, knowledge_at, reading
from services.reporting.reports import Reports

TITLE: Final = "ESF report"
COUNT: Final = 20_000
VERSIONS: Final = 10
AS_OF: Final = date(2026, 6, 30)
BY_HAND: Final = (Path(__file__).parent / "esf_by_hand.sql").read_text()
FIRST_COUNT: Final = 3  # reason, gender, participations, then the indicators


def measure(stage: Stage) -> Section:
    """Rows are made by SQL; both sides find them warm, and say the same figures."""
    count = stage.amount(COUNT, 2000)
    current = versions.district_of(stage, count)
    past = versions.district_of(stage, count, VERSIONS)
    moment = versions.when_known(count, VERSIONS // 2)
    return Section(
        TITLE,
        [
            figure(stage, current, None, ("esf.current", f"ESF report, {count} participations, current")),
            figure(
                stage,
                past,
                moment,
                ("esf.past", f"ESF report, {count} participations with {VERSIONS} versions each, in the past"),
            ),
        ],
    )


def figure(stage: Stage, key: str, known_at: datetime | None, names: tuple[str, str], times: int = 5) -> Figure:
    """One question, asked as a report and as bare SQL."""
    connections = pool(stage.settings.service_database_url("reporting"))
    question = EsfQuestion(operation=OPERATION, as_of=AS_OF, known_at=known_at)
    with reading(connections, key) as conn:
        known = knowledge_at(conn, key, SOURCES, known_at)
        assert _report_totals(stage, key, question) == _totals(_bare(conn, key, known))
        runs = {
            "ours": partial(_reports, stage, key, question, times),
            "bare": partial(_bares, conn, key, known, times),
        }
        seconds = alternate(runs, stage.rounds)
    return Figure(
        name=names[0],
        title=names[1],
        subject="the report: state of knowledge, cells as of two dates, checks C1 to C9, document, digest",
        yardstick="bench/esf_by_hand.sql: all indicators as of one date, same planner settings",
        unit="ms",
        of="time",
        subject_seconds=seconds["ours"],
        yardstick_seconds=seconds["bare"],
        aim=Aim("<=", 2),
    )


def _reports(stage: Stage, key: str, question: EsfQuestion, times: int) -> float:
    reports = Reports.of(stage.settings)
    with timed() as clock:
        for _ in range(times):
            reports.esf(key, question)
    return clock.seconds / times


def _bares(conn: Connection[Any], key: str, known: Knowledge, times: int) -> float:
    with timed() as clock:
        for _ in range(times):
            _bare(conn, key, known)
    return clock.seconds / times


def _bare(conn: Connection[Any], key: str, known: Knowledge) -> list[tuple[Any, ...]]:
    values = {"operation": OPERATION, "as_of": AS_OF, **known.positions}
    return conn.execute(_by_hand(key), values).fetchall()


def _by_hand(key: str) -> Composed:
    return SQL(BY_HAND).format(s=Identifier(schema_of(key)))


def _totals(rows: Sequence[tuple[Any, ...]]) -> list[int]:
    """Persons under each indicator, in the order of their codes."""
    counted = [row[FIRST_COUNT:] for row in rows if row[0] is None]
    return [sum(column) for column in zip(*counted, strict=True)]


def _report_totals(stage: Stage, key: str, question: EsfQuestion) -> list[int]:
    document = Reports.of(stage.settings).esf(key, question)
    return [one["total"] for one in document["indicators"] if "female" in one]
