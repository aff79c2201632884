"""The demo tells what was published, through the same code that people use."""

from collections import defaultdict
from datetime import date

import pytest

from demo.erfurt_contacts import contacts
from demo.erfurt_participations import participations, statuses
from demo.loading import DISTRICT, PERIOD, load
from demo.rows import Row, file_of
from services.intake.application import intake
from services.intake.domain.operation import OperationRules
from services.intake.folding import fold
from services.intake.imports.columns import Kind
from services.kernel.database import pool
from services.kernel.feed import LogFeed
from services.kernel.reader import BatchReader
from services.kernel.settings import Settings
from services.reporting.activity import ActivityQuestion
from services.reporting.folding import folding
from services.reporting.journal import append
from services.reporting.reports import Reports
from tests.intake.memory import MemoryLedger, take
from tests.oracle.populations import TODAY

RULES = OperationRules(
    operation="thinka",
    start=PERIOD[0],
    end=PERIOD[1],
    specific_objective="ESO4.8",
    exit_days=28,
    followup_from_months=6,
    followup_to_months=9,
)


def last_said(cases: dict[str, list[Row]], column: str, value: str) -> int:
    """Cases whose last non-empty value of the column is this one."""
    said = ([row[column] for row in rows if row[column]] for rows in cases.values())
    return sum(values[-1:] == [value] for values in said)


def test_the_first_phase_has_the_published_figures() -> None:
    cases: dict[str, list[Row]] = defaultdict(list)
    for row in contacts():
        if "2015-03-01" <= row["date"] <= "2016-12-31" and row["case_no"]:
            cases[row["case_no"]].append(row)

    assert len(cases) == 496
    assert last_said(cases, "track", "social_and_vocational") == 78
    assert last_said(cases, "migration_background", "yes") == 38


def test_the_demo_is_the_same_at_every_call() -> None:
    assert (contacts(), participations(), statuses()) == (contacts(), participations(), statuses())


@pytest.mark.parametrize(
    ("kind", "rows"), [("participants", participations()), ("statuses", statuses()), ("contacts", contacts())]
)
def test_no_row_is_refused_and_none_needs_a_warning(kind: Kind, rows: list[Row]) -> None:
    ledger = MemoryLedger()
    take(ledger, "participants", file_of(participations()), today=TODAY, rules=RULES)
    result = take(ledger, kind, file_of(rows), today=TODAY, rules=RULES)
    assert (result.refused, result.remarks) == ([], [])


def test_the_participations_are_worth_a_report() -> None:
    rows = participations()
    assert len(rows) == 180
    assert {row["state"] for row in rows} == {"draft", "submitted", "cancelled"}
    assert {row["gender"] for row in rows} == {"female", "male", "non_binary", ""}
    assert {row["status"] for row in statuses()} == {"employed", "job_seeking", "unemployed", "inactive", "no_answer"}
    assert max(row["entry_date"] for row in rows) <= date(2026, 6, 30).isoformat()


@pytest.mark.server
def test_a_second_load_stores_nothing(settings: Settings) -> None:
    load(settings)
    log = intake(settings).store.log
    loaded = log.head(DISTRICT)
    load(settings)

    assert loaded.position == len(participations()) + len(statuses()) + len(contacts())
    assert log.head(DISTRICT) == loaded
    fold(settings, DISTRICT)
    assert len(intake(settings).incomplete(DISTRICT)) > 5


@pytest.mark.server
def test_the_report_gives_the_published_figures(settings: Settings) -> None:
    load(settings)
    for source in ("districts", "intake"):
        tell_reporting(settings, source)
    folding(settings).step(DISTRICT)

    document = Reports.of(settings).activity(DISTRICT, ActivityQuestion(start=date(2015, 3, 1), end=date(2016, 12, 31)))
    assert document["clients_reached"] == 496
    assert document["clients_by_track"]["social_and_vocational"] == 78
    assert document["clients_with_migration_background"] == 38


def tell_reporting(settings: Settings, source: str) -> None:
    """What the broker would bring: everything in the source's log."""
    reader = BatchReader(
        "reporting.journal",
        "reporting",
        append,
        LogFeed(settings),
        pool=pool(settings.service_database_url("reporting")),
        key_of=settings.secrets.signing_key,
        sources=(source,),
    )
    reader.catch_up()
    assert not reader.stopped
