"""docs/guarantees.md lists exactly the tests that prove each promise, and no promise is without one."""

import re

from tests.kit.guarantees import DOCUMENT, proofs, rewritten

TEXT = DOCUMENT.read_text()
PROMISED = re.findall(r"^## (G\d+) ", TEXT, re.MULTILINE)


def test_there_are_ten_promises() -> None:
    assert [f"G{number}" for number in range(1, 11)] == PROMISED


def test_every_promise_has_a_test_and_every_mark_a_promise() -> None:
    assert set(PROMISED) == set(proofs())


def test_the_lists_are_those_of_the_marks() -> None:
    assert rewritten(TEXT, proofs()) == TEXT, "run: .venv/bin/python -m tests.kit.guarantees"
