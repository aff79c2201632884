"""How many hostile inputs there were and how each ended; the figures of a proof, and the bounds of a search."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st


@dataclass(slots=True)
class Tally:
    """``refused``: ended with an exception that the code declares; ``undeclared``: with any other."""

    cases: int = 0
    refused: int = 0
    undeclared: int = 0

    @contextmanager
    def case(self, *declared: type[BaseException]) -> Iterator[None]:
        self.cases += 1
        try:
            yield
        except declared:
            self.refused += 1
        except BaseException:
            self.undeclared += 1
            raise


def bounded(examples: int) -> settings:
    """The same examples in every run, none kept, and shrunk when one of them fails."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )


def search(examples: int, strategy: st.SearchStrategy[Any], attempt: Callable[[Any], None]) -> None:
    """Attempt so many examples of the strategy."""

    @bounded(examples)
    @given(strategy)
    def each(example: Any) -> None:
        attempt(example)

    each()


def examples(in_test: int, in_campaign: int) -> pytest.MarkDecorator:
    """Two runs of a test: a short one in every run, a long one in a campaign."""
    long = pytest.param(in_campaign, marks=[pytest.mark.campaign, pytest.mark.timeout(3600)])
    return pytest.mark.parametrize("examples", [in_test, long])
