"""How the two clocks after exit stand on a day, in German; and what Article 17(5) asks for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.intake import StatusKind
from services.intake.domain.record_state import clock
from services.intake.domain.rules.completeness import asked_for
from tests.intake.memory import THINKA
from tests.intake.rules.cases import SHORT
from tests.intake.rules.stories import with_target_group

EXIT = date(2024, 8, 31)


@pytest.mark.parametrize(
    ("kind", "day", "told"),
    [
        ("exit", "2024-08-31", "Verbleib nach Austritt: offen bis 28.09.2024"),
        ("exit", "2024-09-28", "Verbleib nach Austritt: offen bis 28.09.2024"),
        ("exit", "2024-09-29", "Verbleib nach Austritt: seit 28.09.2024 vorbei, ohne Angabe"),
        ("followup", "2025-02-27", "Nachbefragung: ab 28.02.2025"),
        ("followup", "2025-02-28", "Nachbefragung: offen bis 31.05.2025"),
        ("followup", "2025-06-01", "Nachbefragung: seit 31.05.2025 vorbei, ohne Angabe"),
    ],
)
def test_a_clock_tells_its_window(kind: StatusKind, day: str, told: str) -> None:
    assert clock(kind, EXIT, [], THINKA, date.fromisoformat(day)) == told


@given(st.integers(-10, 400), st.sampled_from(["exit", "followup"]), st.integers(0, 500))
def test_only_an_answer_in_its_own_window_stops_a_clock(after: int, kind: StatusKind, day: int) -> None:
    answered = EXIT + timedelta(days=after)
    first, last = THINKA.window(kind, EXIT)

    told = clock(kind, EXIT, [(kind, answered)], THINKA, EXIT + timedelta(days=day))

    assert told.endswith("beantwortet") == (first <= answered <= last)


@pytest.mark.parametrize(
    ("employment", "asked"),
    [
        (None, {"gender", "birth_date", "employment", "isced"}),
        ("unemployed", {"gender", "birth_date", "unemployed_since", "isced"}),
        ("inactive", {"gender", "birth_date", "isced"}),
    ],
)
def test_what_is_asked_for_depends_on_employment(employment: str | None, asked: set[str]) -> None:
    columns = ["gender", "birth_date", "employment", "unemployed_since", "isced"]

    assert {name for name in columns if asked_for(name, employment, THINKA)} == asked
    assert {name for name in columns if asked_for(name, employment, SHORT)} == {"gender", "birth_date"}
    assert with_target_group(employment="inactive").settled == {"employment": "inactive"}
