"""Scores as exact fractions, under each rule for missing answers; and the path of a person."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.contracts.districts import InstrumentReleased
from services.contracts.intake import Stage
from services.districts.definition_files import read_instrument
from services.intake.domain.path import ONLY_ONE, OTHER_VERSION, Rated, paths
from services.intake.domain.score import displayed, score, weighted_mean
from tests.intake.strengths.instruments import instrument

SEED = Path(__file__).resolve().parents[3] / "services/districts/data/staerken.toml"
ALL: dict[str, int | None] = {"a1": 4, "a2": 1, "a3": 2, "b1": 3}
GAP: dict[str, int | None] = {**ALL, "a3": None}


def test_a_dimension_is_the_weighted_mean_of_its_items_and_the_total_that_of_the_dimensions() -> None:
    found = score(instrument(), ALL)
    assert (found.of("a"), found.of("b")) == (Fraction(11, 4), Fraction(3))
    assert found.total == (Fraction(11, 4) * 3 + 3) / 4
    assert [(each.answered, each.items) for each in found.dimensions] == [(3, 3), (1, 1)]


def test_left_out_answers_do_not_count() -> None:
    found = score(instrument(missing="leave_out"), GAP)
    assert (found.of("a"), found.of("b")) == (Fraction(3), Fraction(3))
    assert found.dimensions[0].answered == 2


def test_under_the_other_rule_one_gap_leaves_no_value() -> None:
    found = score(instrument(missing="no_value"), GAP)
    assert (found.of("a"), found.of("b"), found.total) == (None, Fraction(3), None)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(11, 4), "2.8"),
        (Fraction(5, 2), "2.5"),
        (Fraction(1, 20), "0.1"),
        (Fraction(49, 1000), "0.0"),
        (Fraction(-1, 20), "-0.1"),
        (Fraction(-49, 1000), "0.0"),
        (Fraction(7, 3), "2.3"),
        (Fraction(3), "3.0"),
    ],
)
def test_halves_are_shown_away_from_zero(value: Fraction, text: str) -> None:
    assert str(displayed(value)) == text


values = st.lists(st.none() | st.integers(-5, 10).map(Fraction), min_size=1, max_size=12)


@st.composite
def weighted(draw: st.DrawFn) -> tuple[Sequence[Fraction | None], Sequence[int]]:
    drawn = draw(values)
    return drawn, draw(st.lists(st.integers(1, 9), min_size=len(drawn), max_size=len(drawn)))


@given(weighted())
def test_a_mean_lies_between_its_values(drawn: tuple[Sequence[Fraction | None], Sequence[int]]) -> None:
    there = [value for value in drawn[0] if value is not None]
    mean = weighted_mean(*drawn, "leave_out")
    assert mean is None if not there else min(there) <= (mean or Fraction(0)) <= max(there)


@given(weighted())
def test_leaving_out_is_the_same_as_never_having_been_asked(
    drawn: tuple[Sequence[Fraction | None], Sequence[int]],
) -> None:
    there = [(value, weight) for value, weight in zip(*drawn, strict=True) if value is not None]
    without = weighted_mean([value for value, _ in there], [weight for _, weight in there], "leave_out")
    assert weighted_mean(*drawn, "leave_out") == without


@given(weighted())
def test_the_rules_differ_only_where_something_is_missing(
    drawn: tuple[Sequence[Fraction | None], Sequence[int]],
) -> None:
    strict = weighted_mean(*drawn, "no_value")
    assert strict == (None if None in drawn[0] else weighted_mean(*drawn, "leave_out"))


@given(weighted(), st.integers(2, 5))
def test_only_the_ratio_of_weights_matters(drawn: tuple[Sequence[Fraction | None], Sequence[int]], factor: int) -> None:
    told, weights = drawn
    heavier = [weight * factor for weight in weights]
    assert weighted_mean(told, heavier, "leave_out") == weighted_mean(told, weights, "leave_out")


@given(st.fractions(-100, 100))
def test_what_is_shown_is_within_half_a_tenth(value: Fraction) -> None:
    shown = displayed(value)
    assert isinstance(shown, Decimal)
    assert abs(Fraction(shown) - value) <= Fraction(1, 20)


def test_the_instrument_of_the_seed_scores_each_of_its_five_strengths() -> None:
    seed = read_instrument(SEED)
    released = InstrumentReleased(
        instrument=seed.instrument,
        version=1,
        label=seed.label,
        scale=seed.scale,
        dimensions=seed.dimensions,
        missing=seed.missing,
    )
    answers = {item.key: 3 for dimension in seed.dimensions for item in dimension.items}
    found = score(released, {**answers, "motivation": 5, "selbstbestimmung": None})
    assert [displayed(each.value) for each in found.dimensions if each.value is not None] == [
        Decimal(text) for text in ("4.0", "3.0", "3.0", "3.0", "3.0")
    ]
    assert (found.total, [each.answered for each in found.dimensions]) == (Fraction(16, 5), [2, 1, 2, 1, 2])


# --- The path ---------------------------------------------------------------------


def rated(number: int, stage: Stage, answers: Mapping[str, int | None], version: int = 1, day: int = 1) -> Rated:
    return Rated(
        assessment_id=UUID(int=number),
        instrument=instrument(version),
        stage=stage,
        on=date(2026, 1, day),
        recorded=number,
        answers=answers,
    )


def test_the_path_leads_from_the_start_to_the_latest_assessment() -> None:
    start, interim, end = (
        rated(1, "start", GAP, day=1),
        rated(3, "interim", ALL, day=9),
        rated(2, "end", {**ALL, "b1": 4}, day=20),
    )
    (path,) = paths([end, start, interim])
    assert (path.start, path.now, path.reason) == (start, end, None)
    assert [(step.key, step.change) for step in path.steps] == [("a", Fraction(-1, 4)), ("b", Fraction(1))]


def test_a_dimension_without_a_value_has_no_change() -> None:
    (path,) = paths([rated(1, "start", {"b1": 2}, day=1), rated(2, "end", ALL, day=2)])
    assert [(step.start, step.change) for step in path.steps] == [(None, None), (Fraction(2), Fraction(1))]


def test_one_assessment_is_no_path_and_says_so() -> None:
    (path,) = paths([rated(1, "start", ALL)])
    assert (path.steps, path.reason) == ((), ONLY_ONE)


def test_two_versions_of_an_instrument_are_not_compared_and_it_says_so() -> None:
    (path,) = paths([rated(1, "start", ALL), rated(2, "end", ALL, version=2, day=5)])
    assert (path.steps, path.reason) == ((), OTHER_VERSION)


def test_without_a_start_the_first_assessment_is_the_start() -> None:
    (path,) = paths([rated(2, "interim", ALL, day=5), rated(1, "interim", GAP, day=2)])
    assert (path.start.assessment_id, path.now.assessment_id) == (UUID(int=1), UUID(int=2))


def test_on_one_day_the_later_recorded_is_the_latest() -> None:
    (path,) = paths([rated(3, "end", ALL), rated(1, "start", GAP), rated(2, "end", GAP)])
    assert path.now.assessment_id == UUID(int=3)
