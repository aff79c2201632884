"""Drawing from a seeded generator; what has no choice draws nothing, so that a profile can gain one without harm."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar, assert_never

from demo.profiles import Exactly, Percent, Share, Weights

T = TypeVar("T")


def chance(rng: Random, percent: int) -> bool:
    """True in so many of a hundred cases."""
    return rng.random() * 100 < percent


def weighted(rng: Random, weights: Weights) -> str:
    """A key, drawn by its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def laid_out(weights: Weights) -> list[str]:
    """Every key as often as it weighs, to be drawn from evenly."""
    return [key for key, weight in weights.items() for _ in range(weight)]


def one_of(rng: Random, options: Sequence[T]) -> T:
    """The only option there is, or one of them."""
    return options[0] if len(options) == 1 else rng.choice(options)


def chooser(rng: Random, share: Share, clients: int) -> Callable[[int], bool]:
    """Who of clients 1 to n belongs to the share."""
    match share:
        case Percent():
            return lambda _client: chance(rng, share.percent)
        case Exactly():
            chosen = set(rng.sample(list(range(1, clients + 1)), share.persons))
            return lambda client: client in chosen
        case _:
            assert_never(share)
