"""What answers to an instrument say: weighted means as exact fractions, under the instrument's rule for gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from services.contracts.districts import Dimension, InstrumentReleased, MissingRule

Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """``value`` on the instrument's scale; None where the rule gives none. ``answered`` of ``items`` had an answer."""

    key: str
    label: str
    value: Fraction | None
    answered: int
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Each dimension in the instrument's order, and all of them together."""

    dimensions: tuple[DimensionScore, ...]
    total: Fraction | None

    def of(self, key: str) -> Fraction | None:
        """The value of a dimension; None for one without a value."""
        return next((each.value for each in self.dimensions if each.key == key), None)


def score(instrument: InstrumentReleased, answers: Answers) -> Score:
    """The values of one assessment; items that are not in ``answers`` are gaps like those answered with None."""
    dimensions = tuple(_scored(each, answers, instrument.missing) for each in instrument.dimensions)
    weights = [each.weight for each in instrument.dimensions]
    total = weighted_mean([each.value for each in dimensions], weights, instrument.missing)
    return Score(dimensions=dimensions, total=total)


def _scored(dimension: Dimension, answers: Answers, missing: MissingRule) -> DimensionScore:
    values = [None if (given := answers.get(item.key)) is None else Fraction(given) for item in dimension.items]
    return DimensionScore(
        key=dimension.key,
        label=dimension.label,
        value=weighted_mean(values, [item.weight for item in dimension.items], missing),
        answered=sum(value is not None for value in values),
        items=len(values),
    )


def weighted_mean(values: Sequence[Fraction | None], weights: Sequence[int], missing: MissingRule) -> Fraction | None:
    """``leave_out``: the mean of what is there, None where nothing is; ``no_value``: None as soon as one is missing."""
    there = [(value, weight) for value, weight in zip(values, weights, strict=True) if value is not None]
    if not there or (missing == "no_value" and len(there) < len(values)):
        return None
    return sum((value * weight for value, weight in there), Fraction(0)) / sum(weight for _, weight in there)


def displayed(value: Fraction) -> Decimal:
    """One decimal, halves away from zero; only for people's eyes, never to go on calculating with."""
    tenths = floor(abs(value) * 10 + Fraction(1, 2))
    shown = Decimal(tenths).scaleb(-1)
    return -shown if value < 0 and tenths else shown
