"""Positions make redelivery, reordering and loss harmless."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.envelope import Envelope, read_envelope
from services.kernel.reader import sort_out
from tests.kernel.bus.test_envelope import BODY

ONE = read_envelope(BODY)


def at(*sequences: int) -> list[Envelope]:
    return [replace(ONE, sequence=sequence) for sequence in sequences]


def test_the_next_ones_are_applied() -> None:
    work = sort_out(4, at(5, 6, 7))
    assert ([each.sequence for each in work.apply], work.skipped, work.missing) == ([5, 6, 7], 0, False)


def test_what_was_read_is_skipped() -> None:
    work = sort_out(6, at(5, 6, 7))
    assert ([each.sequence for each in work.apply], work.skipped, work.missing) == ([7], 2, False)


def test_a_hole_is_a_gap_and_what_is_behind_it_waits() -> None:
    work = sort_out(4, at(5, 7, 8))
    assert ([each.sequence for each in work.apply], work.skipped, work.missing) == ([5], 0, True)


def test_nothing_is_missing_from_nothing() -> None:
    assert sort_out(0, []) == sort_out(7, [])


@given(st.integers(0, 20), st.lists(st.integers(1, 30), max_size=40))
def test_applied_is_the_dense_run_after_the_position_whatever_the_order(position: int, sequences: list[int]) -> None:
    work = sort_out(position, at(*sequences))
    applied = [each.sequence for each in work.apply]
    reached = position + len(applied)
    assert applied == list(range(position + 1, reached + 1))
    assert reached + 1 not in sequences
    assert work.missing == any(sequence > reached for sequence in sequences)


@pytest.mark.guarantee("G2", "G4")
@given(st.permutations(range(1, 25)), st.lists(st.integers(1, 24), max_size=10), st.integers(1, 7))
def test_all_batches_together_apply_each_once(order: list[int], again: list[int], size: int) -> None:
    stream = [*order, *again, *order]  # everything comes a second time, as after a lost acknowledgement
    position, applied = 0, list[int]()
    for start in range(0, len(stream), size):
        work = sort_out(position, at(*range(position + 1, max(stream[start : start + size]) + 1)))  # gaps are fetched
        applied += [each.sequence for each in work.apply]
        position += len(work.apply)
    assert applied == list(range(1, 25))
