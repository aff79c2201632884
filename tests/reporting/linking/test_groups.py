"""Persons who are linked: one is counted, with the earliest entry and the latest exit; and unlinked, never was."""

import random
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.facts import Contract
from services.reporting.linking.components import Link, components
from tests.oracle import esf
from tests.oracle.rows import Operation, RuralMark
from tests.reporting.facts import (
    OPERATION,
    case_linked,
    case_unlinked,
    corrected,
    entered,
    erased,
    linked,
    status,
    unlinked,
)
from tests.reporting.history import START, id_of
from tests.reporting.linking.told import PERSONS, LinkedTold, report
from tests.reporting.test_second_opinion import AGS

SEEDS: Final = st.integers(0, 10**9)


def totals(document: dict[str, Any], *codes: str) -> list[int]:
    by_code = {one["code"]: one["total"] for one in document["indicators"]}
    return [by_code[code] for code in codes]


def reasons(document: dict[str, Any]) -> dict[str, int]:
    return {one["reason"]: one["participations"] for one in document["not_counted"]}


# --- One by one -----------------------------------------------------------------


def test_two_linked_persons_are_counted_once_with_the_entry_of_the_earlier() -> None:
    facts = [
        entered(1, entry_date="2024-03-01", gender="female"),
        entered(2, entry_date="2024-02-01", gender="male"),
        linked(1, 2),
    ]

    told = report(facts)

    (persons,) = (one for one in told["indicators"] if one["code"] == "EECO01")
    assert (persons["female"], persons["male"], reasons(told)) == (0, 1, {"linked": 1})


def test_on_one_day_of_entry_the_one_recorded_first_counts() -> None:
    later_number_first = [entered(2, gender="male"), entered(1, gender="female"), linked(1, 2)]

    (persons,) = (one for one in report(later_number_first)["indicators"] if one["code"] == "EECO01")

    assert (persons["male"], persons["female"]) == (1, 0)


@pytest.mark.parametrize(
    ("exits", "employed"),
    [
        (("2024-05-31", "2024-08-31"), 1),  # the other left last: its status counts
        (("2024-08-31", "2024-05-31"), 0),  # the other's exit is not the last one
        ((None, "2024-08-31"), 0),  # one is still there
        (("2024-08-31", "2024-08-31"), 1),  # both leave on one day: both are read
    ],
)
def test_the_exit_is_the_latest_of_all_and_its_statuses_count(exits: tuple[str | None, str], employed: int) -> None:
    facts = [
        entered(1, entry_date="2024-02-01", exit_date=exits[0]),
        entered(2, entry_date="2024-03-01", exit_date=exits[1]),
        status(2, "exit", exits[1], "employed"),
        linked(1, 2),
    ]

    assert totals(report(facts), "EECO01", "EECR04") == [1, employed]


def test_an_exit_status_of_the_one_that_counts_is_read_no_more_once_another_left_later() -> None:
    facts = [
        entered(1, entry_date="2024-02-01", exit_date="2024-05-31"),
        status(1, "exit", "2024-06-01", "employed"),
        entered(2, entry_date="2024-03-01", exit_date="2024-08-31"),
    ]

    assert totals(report(facts), "EECO01", "EECR04") == [2, 1]
    assert totals(report([*facts, linked(1, 2)]), "EECO01", "EECR04") == [1, 0]


def test_an_erased_record_speaks_for_nobody_and_who_is_left_counts_with_what_is_left() -> None:
    facts = [
        erased(1, entry_date="2024-01-01", gender="male", exit_date="2024-09-30"),
        entered(2, entry_date="2024-02-01", gender="female", exit_date="2024-05-31"),
        entered(3, entry_date="2024-03-01", gender="male", exit_date="2024-06-30"),
        status(3, "exit", "2024-07-01", "employed"),
        linked(1, 2),
        linked(1, 3),
    ]

    told = report(facts)

    (persons,) = (one for one in told["indicators"] if one["code"] == "EECO01")
    assert (persons["female"], persons["male"], reasons(told)) == (1, 0, {"linked": 1, "erased": 1})
    assert totals(told, "EECR04") == [1]


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_what_is_not_submitted_is_no_part_of_it(state: str) -> None:
    facts = [entered(1, entry_date="2023-03-01", state=state), entered(2), linked(1, 2)]

    assert (totals(report(facts), "EECO01"), reasons(report(facts))) == ([1], {state: 1})


def test_who_counts_is_asked_for_completeness_and_the_others_are_not() -> None:
    facts = [entered(1, entry_date="2024-02-01", isced=None), entered(2), linked(1, 2)]

    assert reasons(report(facts)) == {"linked": 1, "incomplete": 1}


def test_linked_does_not_depend_on_the_day_of_the_report() -> None:
    facts = [entered(1, entry_date="2024-02-01"), entered(2, entry_date="2024-10-01"), linked(1, 2)]

    assert reasons(report(facts, "2024-06-30")) == {"linked": 1}
    assert reasons(report(facts, "2023-12-31")) == {"linked": 1, "after_as_of": 1}


def test_a_case_joins_the_participants_of_its_participations_and_links_go_on_through_persons() -> None:
    entries = [entered(number, entry_date=f"2024-0{number}-01") for number in (1, 2, 3)]

    assert totals(report([*entries, case_linked("c", 1), case_linked("c", 2)]), "EECO01") == [2]
    assert totals(report([*entries, case_linked("c", 1), case_linked("c", 2), linked(2, 3)]), "EECO01") == [1]
    assert totals(report([*entries, case_linked("c", 1), case_linked("d", 2)]), "EECO01") == [3]
    apart = [*entries, case_linked("c", 1), case_linked("c", 2), linked(2, 3), case_unlinked("c", 2)]
    assert totals(report(apart), "EECO01") == [2]


def test_in_another_operation_somebody_stays_who_they_are() -> None:
    facts = [entered(1), entered("other", operation="other-2022"), linked(1, "other")]

    assert (totals(report(facts), "EECO01"), reasons(report(facts))) == ([1], {})


def test_one_link_of_two_is_enough() -> None:
    facts = [entered(1), entered(2), linked(1, 2), case_linked("c", 1), case_linked("c", 2)]

    assert totals(report([*facts, unlinked(1, 2)]), "EECO01") == [1]
    assert totals(report([*facts, unlinked(1, 2), case_unlinked("c", 1)]), "EECO01") == [2]


# --- By chance --------------------------------------------------------------------


@given(seed=SEEDS, persons=st.integers(2, 12))
def test_components_are_who_can_be_reached_whatever_the_order_of_the_links(seed: int, persons: int) -> None:
    chance = random.Random(seed)
    names = [id_of("somebody", number) for number in range(persons)]
    pairs = [chance.sample(names, 2) for _ in range(chance.randrange(persons))]
    links = [Link(one, other, place) for place, (one, other) in enumerate(pairs)]

    found = components(links)
    shuffled = components(chance.sample(links, len(links)))

    assert {one.persons for one in shuffled} == {one.persons for one in found}
    assert sum(len(one.persons) for one in found) == len(set().union(*(one.persons for one in found)))
    assert sorted(link for one in found for link in one.links) == sorted(links)
    for link in links:
        assert sum({link.one, link.other} <= one.persons for one in found) == 1
    for one in found:
        assert len(one.links) >= len(one.persons) - 1


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, facts=st.integers(10, 150), as_of=st.dates(date(2023, 6, 30), date(2025, 12, 31)))
def test_counted_from_facts_alone_the_report_is_the_one_of_the_oracle(seed: int, facts: int, as_of: date) -> None:
    told = LinkedTold(seed)
    told.happen(facts)
    ours = report(told.facts, as_of.isoformat())

    operation = Operation("kreis", OPERATION, date(2022, 1, 1), date(2027, 12, 31))
    theirs = esf.esf_report(told.rows, operation, [RuralMark(AGS[0], START)], as_of, ties=told.ties)

    assert esf.comparable({**ours, "known_at": None}) == esf.comparable(theirs)


@settings(max_examples=60, deadline=None)
@given(
    seed=SEEDS,
    facts=st.integers(10, 150),
    as_of=st.dates(date(2023, 6, 30), date(2025, 12, 31)),
    gone=st.sets(st.integers(0, PERSONS - 1), min_size=1, max_size=6),
)
def test_whoever_is_left_of_an_erased_persons_group_is_counted(
    seed: int, facts: int, as_of: date, gone: set[int]
) -> None:
    told = LinkedTold(seed)
    told.happen(facts)
    told.erase(*gone)
    ours = report(told.facts, as_of.isoformat())

    operation = Operation("kreis", OPERATION, date(2022, 1, 1), date(2027, 12, 31))
    marks = [RuralMark(AGS[0], START)]
    theirs = esf.esf_report(told.rows, operation, marks, as_of, ties=told.ties, gone=told.gone)

    assert esf.comparable({**ours, "known_at": None}) == esf.comparable(theirs)


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS, before=st.integers(0, 60), after=st.integers(0, 100), pair=st.sampled_from([(1, 2), (3, 4), (0, 9)]))
def test_a_link_that_was_taken_back_leaves_no_trace(seed: int, before: int, after: int, pair: tuple[int, int]) -> None:
    told = LinkedTold(seed, with_links=False)
    told.happen(before + after)
    linked_for_a_while: list[Contract] = [
        *told.facts[:before], linked(*pair), case_linked("c", 5), case_linked("c", 6),
        *told.facts[before:], case_unlinked("c", 6), unlinked(*pair), case_unlinked("c", 5),
    ]  # fmt: skip

    assert report(linked_for_a_while)["digest"] == report(told.facts)["digest"]


def test_what_is_linked_and_what_is_corrected_may_come_in_any_order() -> None:
    facts = [entered(1), entered(2, entry_date="2024-05-01")]
    moves = [linked(1, 2), corrected(1, entry_date="2024-09-01"), linked(2, 3), entered(3, entry_date="2024-07-01")]

    digests = {report([*facts, *random.Random(seed).sample(moves, 4)])["digest"] for seed in range(24)}

    assert len(digests) == 1
