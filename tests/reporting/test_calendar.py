"""Completed years and clamped months at their edges."""

from datetime import date

import pytest

from services.reporting.domain.calendar import completed_years, months_after, previous_reporting_date


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-28", 19),
        ("2004-02-29", "2024-02-29", 20),
        ("2000-12-31", "2018-12-30", 17),
        ("2000-12-31", "2018-12-31", 18),
        ("2023-05-05", "2023-05-05", 0),
    ],
)
def test_a_year_is_completed_on_the_birthday_and_for_29_february_on_1_march(birth: str, on: str, years: int) -> None:
    assert completed_years(date.fromisoformat(birth), date.fromisoformat(on)) == years


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-08-31", 6, "2024-02-29"),
        ("2022-08-31", 6, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-08-30", 6, "2025-02-28"),
        ("2024-05-31", 9, "2025-02-28"),
        ("2024-01-31", 0, "2024-01-31"),
        ("2024-12-15", 1, "2025-01-15"),
    ],
)
def test_months_are_clamped_to_the_months_end(start: str, months: int, end: str) -> None:
    assert months_after(date.fromisoformat(start), months) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("as_of", "previous"),
    [
        ("2026-12-31", "2026-06-30"),
        ("2026-07-01", "2026-06-30"),
        ("2026-06-30", "2025-12-31"),
        ("2026-01-01", "2025-12-31"),
        ("2025-12-31", "2025-06-30"),
    ],
)
def test_the_previous_reporting_date_is_strictly_before(as_of: str, previous: str) -> None:
    assert previous_reporting_date(date.fromisoformat(as_of)) == date.fromisoformat(previous)
