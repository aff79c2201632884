"""Each seeded bug can be built in, its test is there, and the table tells of it: without running any."""

import ast
from collections import Counter
from functools import cache

import pytest

from tests.seeded.bug import CHECKOUT, Bug, bugs
from tests.seeded.document import DOCUMENT, row, seconds_in

KNOWN = bugs()
each = pytest.mark.parametrize("bug", KNOWN, ids=lambda bug: bug.name)


@each
def test_its_places_are_there_once_and_what_comes_out_is_python(bug: Bug) -> None:
    """A refactoring moves a bug; it must not lose it. Mend the bug's `old` and `new`, or find it a new place."""
    built_in = bug.built_into(CHECKOUT)

    for file, text in built_in.items():
        assert text != (CHECKOUT / file).read_text()
        assert not file.endswith(".py") or compile(text, file, "exec")


@each
def test_the_test_that_must_catch_it_exists(bug: Bug) -> None:
    file, _, name = bug.caught_by.partition("::")

    assert name.partition("[")[0] in functions_of(file)


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((CHECKOUT / file).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_promise_is_broken_in_two_ways_at_least() -> None:
    counted = Counter(bug.guarantee for bug in KNOWN)

    assert [name for name in (f"G{number}" for number in range(1, 11)) if counted[name] < 2] == []


def test_no_two_bugs_share_a_name_or_a_change() -> None:
    assert Counter(bug.name for bug in KNOWN).most_common(1)[0][1] == 1
    assert Counter(bug.changes for bug in KNOWN).most_common(1)[0][1] == 1


def test_the_table_lists_exactly_the_bugs() -> None:
    text = DOCUMENT.read_text()
    lines = [line for line in text.splitlines() if line.startswith("| `")]

    assert [line.rpartition("|")[0].rpartition("|")[0] + "|" for line in lines] == [row(bug) for bug in KNOWN], (
        "run: .venv/bin/python -m tests.seeded --write"
    )
    assert seconds_in(text).keys() == {bug.name for bug in KNOWN}
