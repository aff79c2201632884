"""Numbers and periods as tables of other offices write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.decimals import NoDecimal, german_decimal, read_decimal, unambiguous
from services.contracts.periods import NoPeriod, german_period, read_period

NUMBERS = st.decimals(min_value=-(10**14), max_value=10**14, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2,66", "2.66"),
        ("2.66", "2.66"),
        ("70000", "70000"),
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("0.123", "0.123"),
        ("-0,0", "0"),
        ("007", "7"),
    ],
)
def test_german_and_english_numbers_mean_the_same(written: str, meant: str) -> None:
    assert read_decimal(written) == meant


@pytest.mark.parametrize(
    "written", ["1.234", "-1,234", "", "eins", "1e5", "1.2.3", "٣", "1 234", "9" * 16, "9" * 40, "0,1234567"]
)
def test_what_could_be_two_numbers_or_is_none_is_refused(written: str) -> None:
    with pytest.raises(NoDecimal):
        read_decimal(written)


@given(NUMBERS)
def test_a_number_is_read_back_from_both_ways_in_which_it_is_written(number: Decimal) -> None:
    held = read_decimal(f"{number:.4f}")

    assert Decimal(held) == number
    assert read_decimal(unambiguous(held)) == held
    assert read_decimal(german_decimal(held, 4)) == held


@pytest.mark.parametrize(
    ("text", "first", "last", "german"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31), "2. Halbjahr 2025"),
        ("2025-Q3", date(2025, 7, 1), date(2025, 9, 30), "3. Quartal 2025"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "02/2024"),
        ("2025-06-30", date(2025, 6, 30), date(2025, 6, 30), "30.06.2025"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: date, last: date, german: str) -> None:
    period = read_period(text)

    assert (period.first, period.last, german_period(text)) == (first, last, german)


@pytest.mark.parametrize("text", ["25", "2025-H3", "2025-Q0", "2025-13", "2025-02-30", "2025-1", "1200", "2025-Q1-01"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NoPeriod):
        read_period(text)


def test_of_two_periods_that_end_alike_the_shorter_is_the_later_news() -> None:
    texts = ["2025-12-31", "2025", "2025-Q4", "2024", "2025-H2"]

    ordered = sorted(texts, key=lambda text: read_period(text).order)

    assert ordered == ["2024", "2025", "2025-H2", "2025-Q4", "2025-12-31"]
