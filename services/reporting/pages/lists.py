"""The two lists of an explanation, a page of each at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

PAGE: Final = 25
LAST_PAGE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as far as it is shown, and where its other pages are."""

    key: str
    title: str
    total: int
    rows: Sequence[Any]
    earlier: str | None
    further: str | None


def listed(names: tuple[str, str], total: int, rows: Sequence[Any], page: int, address: Callable[[int], str]) -> Listed:
    """``names``: place on the page and title; ``address``: of another page of this list."""
    earlier = address(page - 1) if page > 1 else None
    further = address(page + 1) if total > page * PAGE else None
    return Listed(*names, total, rows, earlier, further)
