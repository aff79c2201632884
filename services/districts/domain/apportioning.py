"""Dividing whole numbers so that the parts add up: the largest remainders get what is left (Hare, Niemeyer)."""

from collections.abc import Sequence


def apportioned(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` (0 or more) by weights (0 or more), in their order; of equal remainders the first one wins.

    Without any weight there is nothing to divide by: all parts are 0.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
