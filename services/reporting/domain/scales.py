"""On which level of a scale an assessment is: a dimension's weighted mean under the instrument's rule for gaps."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import floor


def level(items: Sequence[tuple[str, int]], answers: Mapping[str, int | None], missing: str) -> int | None:
    """``items``: key and weight. The mean to the nearest level, halves up; None where the rule gives no value."""
    there = [(answers[item], weight) for item, weight in items if answers.get(item) is not None]
    if not there or (missing == "no_value" and len(there) < len(items)):
        return None
    total = sum((Fraction(value or 0) * weight for value, weight in there), Fraction(0))
    return floor(total / sum(weight for _, weight in there) + Fraction(1, 2))
