"""The clocks that exits start, and statuses that stop them."""

from datetime import date
from typing import Any
from uuid import UUID

from services.contracts.intake import (
    EntryTraits,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    StatusRecorded,
    StatusRetracted,
)
from services.intake.projections.clocks import EXITS, STATUSES, clocks
from tests.intake.folded import recorded, rows

ENTRY: dict[str, Any] = {
    "participation_id": UUID(int=1),
    "person_id": UUID(int=2),
    "operation": "thinka",
    "sozialraum": "rieth",
    "entry_date": date(2024, 1, 8),
    "traits": EntryTraits(),
}
LEFT = ParticipationEntered(**ENTRY, state="submitted", exit_date=date(2024, 8, 31))
OF_STATUS: dict[str, Any] = {"participation_id": UUID(int=1), "person_id": UUID(int=2), "status_id": UUID(int=3)}


def test_an_exit_starts_a_clock_and_a_new_exit_starts_it_anew() -> None:
    moved = ParticipationCorrected(**ENTRY, state="submitted", exit_date=date(2025, 1, 31))
    (row,) = rows(clocks, recorded([LEFT, moved]), EXITS).values()
    assert row == {"person": UUID(int=2), "operation": "thinka", "exit_date": date(2025, 1, 31)}


def test_without_an_exit_or_once_cancelled_there_is_no_clock() -> None:
    back = ParticipationCorrected(**ENTRY, state="submitted")
    cancelled = ParticipationCancelled(
        **ENTRY, state="cancelled", exit_date=date(2024, 8, 31), cancel_reason_id=UUID(int=9)
    )
    assert rows(clocks, recorded([LEFT, back]), EXITS) == {}
    assert rows(clocks, recorded([LEFT, cancelled]), EXITS) == {}


def test_a_status_counts_until_it_is_taken_back() -> None:
    status = StatusRecorded(**OF_STATUS, kind="exit", date=date(2024, 9, 1), status="employed")
    (row,) = rows(clocks, recorded([LEFT, status]), STATUSES).values()
    assert (row["kind"], row["on_day"]) == ("exit", date(2024, 9, 1))
    assert rows(clocks, recorded([LEFT, status, StatusRetracted(**OF_STATUS)]), STATUSES) == {}
