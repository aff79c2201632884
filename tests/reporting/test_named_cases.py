"""The named acceptance cases, from the import file to the report: windows, ages, clamped months, midnight in Berlin."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from services.kernel.facts import Contract
from services.kernel.times import read_known_at, today
from services.reporting.esf import EsfQuestion
from tests.intake.memory import IDS, TODAY, MemoryLedger, take
from tests.reporting.conftest import Side
from tests.reporting.facts import opened, released
from tests.reporting.history import START, Source

BASE = {
    "sozialraum": "rieth",
    "entry_date": "2024-03-01",
    "gender": "female",
    "birth_date": "1985-05-05",
    "employment": "inactive",
    "in_education": "no",
    "isced": "3",
}
LEFT = {"exit_date": "2024-05-31"}
AUGUST = {"employment": "unemployed", "unemployed_since": "2023-12-01", "exit_date": "2024-08-31"}
ALWAYS = {"EECO01", "EECO10"}

# Participant number -> what differs from BASE, and the cells beside EECO01 and EECO10 (upper secondary education).
PERSONS: Mapping[str, tuple[Mapping[str, str], set[str]]] = {
    "searching at exit, a job on day 20": (LEFT, {"EECO04", "EECR04"}),
    "a job at once, unemployed on day 28": (LEFT, {"EECO04", "EECR01"}),
    "a job on day 28": (LEFT, {"EECO04", "EECR04"}),
    "born 29 Feb, the day before": (
        {"birth_date": "2004-02-29", "entry_date": "2022-02-28"},
        {"EECO04", "EECO06"},
    ),
    "born 29 Feb, 1 March": ({"birth_date": "2004-02-29", "entry_date": "2022-03-01"}, {"EECO04", "EECO07"}),
    "born 29 Feb, in a leap year": (
        {"birth_date": "1996-02-29", "entry_date": "2024-02-29"},
        {"EECO04", "EECO07"},
    ),
    "17": ({"birth_date": "2006-03-02"}, {"EECO04", "EECO06"}),
    "18": ({"birth_date": "2006-03-01"}, {"EECO04", "EECO07"}),
    "29": ({"birth_date": "1994-03-02"}, {"EECO04", "EECO07"}),
    "30": ({"birth_date": "1994-03-01"}, {"EECO04"}),
    "54": ({"birth_date": "1969-03-02"}, {"EECO04"}),
    "55": ({"birth_date": "1969-03-01"}, {"EECO04", "EECO08"}),
    "31 August, 28 February": (AUGUST, {"EECO02", "EECR05"}),
    "31 August, 31 May": (AUGUST, {"EECO02", "EECR05"}),
    "31 August, 29 February": (
        {**AUGUST, "entry_date": "2023-05-01", "unemployed_since": "2023-01-01", "exit_date": "2023-08-31"},
        {"EECO02", "EECR05"},
    ),
    "a year to the day": (
        {"employment": "unemployed", "unemployed_since": "2023-03-01"},
        {"EECO02", "EECO03"},
    ),
    "a year less a day": ({"employment": "unemployed", "unemployed_since": "2023-03-02"}, {"EECO02"}),
    "a year from 29 February": (
        {"employment": "unemployed", "unemployed_since": "2024-02-29", "entry_date": "2025-02-28"},
        {"EECO02", "EECO03"},
    ),
}
STATUSES = """participant_no;kind;date;status
searching at exit, a job on day 20;exit;2024-05-31;job_seeking
searching at exit, a job on day 20;exit;2024-06-20;employed
a job at once, unemployed on day 28;exit;2024-05-31;employed
a job at once, unemployed on day 28;exit;2024-06-28;unemployed
a job on day 28;exit;2024-06-28;employed
a job on day 28;exit;2024-06-29;unemployed
31 August, 28 February;followup;2025-02-28;employed
31 August, 28 February;followup;2025-02-27;inactive
31 August, 31 May;followup;2025-05-31;employed
31 August, 31 May;followup;2025-06-01;inactive
31 August, 29 February;followup;2024-02-29;employed
31 August, 29 February;followup;2024-02-28;inactive
"""
OUTSIDE = [7, 9, 11, 13]


def participants() -> str:
    """The import file; a name with a comma needs semicolons around it."""
    columns = ["participant_no", *BASE, "unemployed_since", "exit_date"]
    rows = [
        {"participant_no": number, **BASE, "unemployed_since": "", "exit_date": "", **cells}
        for number, (cells, _) in PERSONS.items()
    ]
    return "\n".join(";".join(row) for row in [columns, *([row[name] for name in columns] for row in rows)])


def imported() -> list[Contract]:
    """What both files store."""
    ledger = MemoryLedger()
    assert take(ledger, "participants", participants()).refused == []
    refused = take(ledger, "statuses", STATUSES).refused
    assert [row.row for row in refused] == OUTSIDE
    return ledger.log


@pytest.mark.server
def test_every_named_case_enters_exactly_its_cells(side: Side) -> None:
    side.take(Source("districts", side.district).record_all([opened("thinka"), released("thinka")]))
    side.take(Source("intake", side.district).record_all(imported()))
    question = EsfQuestion(operation="thinka", as_of=date(2026, 6, 30))

    found = {
        number: {
            cell.code
            for cell in side.reports.cells_of_record(
                side.district, question, IDS.derive("participation", "thinka", number)
            ).cells
        }
        for number in PERSONS
    }
    document: dict[str, Any] = side.esf("thinka", "2026-06-30")

    assert found == {number: ALWAYS | cells for number, (_, cells) in PERSONS.items()}
    counted = {cell["code"]: cell["total"] for cell in document["indicators"] if cell["total"]}
    codes = [code for cells in found.values() for code in cells]
    assert counted == {code: codes.count(code) for code in set(codes)}
    assert [check["id"] for check in document["checks"] if not check["holds"]] == []


# --- Midnight in Berlin -----------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 6, 29, 21, 59, 59, tzinfo=UTC), date(2026, 6, 29)),
        (datetime(2026, 6, 29, 22, 0, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2025, 12, 30, 22, 59, 59, tzinfo=UTC), date(2025, 12, 30)),
        (datetime(2025, 12, 30, 23, 0, tzinfo=UTC), date(2025, 12, 31)),
    ],
)
def test_an_entry_of_the_day_is_taken_from_midnight_in_berlin_on(instant: datetime, day: date) -> None:
    tomorrow = day + timedelta(days=1)
    with time_machine.travel(instant, tick=False):
        rows = [
            take(
                MemoryLedger(),
                "participants",
                f"participant_no;sozialraum;entry_date\nE-1;rieth;{entry}\n",
                today=today(),
            )
            for entry in (day, tomorrow)
        ]

    assert [result.exit_status for result in rows] == [0, 3]


@pytest.mark.server
def test_a_state_of_knowledge_without_an_offset_is_berlins(side: Side) -> None:
    """Facts are recorded at 09:01 and 09:02 in Berlin, an hour earlier in UTC."""
    side.take(Source("districts", side.district).record_all([opened("thinka"), released("thinka")]))
    side.take(Source("intake", side.district).record_all(imported()[:2]))
    assert datetime(2026, 1, 1, 8, tzinfo=UTC) == START

    found = [
        side.esf("thinka", TODAY.isoformat(), read_known_at(text))["indicators"][0]["total"]
        for text in ("2026-01-01T09:00:59", "2026-01-01T09:01:00", "2026-01-01T09:02:00", "2026-01-01T09:02:00Z")
    ]

    assert found == [0, 1, 2, 2]
