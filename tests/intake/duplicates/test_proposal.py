"""Who might stand twice: what speaks for it, what is never proposed, and that many records are no trouble."""

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.duplicate import pair_of
from services.intake.domain.proposal import Candidate, Reason, proposals

BORN: Final = date(1990, 5, 5)
ONE, OTHER, THIRD = (UUID(int=number) for number in (1, 2, 3))


def candidate(person: UUID, **more: Any) -> Candidate:
    return Candidate(person=person, **{"birth_date": BORN, "gender": "female", **more})


def reasons(one: dict[str, Any], other: dict[str, Any]) -> tuple[Reason, ...]:
    (found,) = proposals([candidate(ONE, **one), candidate(OTHER, **other)], [], [])
    assert found.persons == (ONE, OTHER)
    return found.reasons


def test_born_on_one_day_and_of_one_gender_is_a_reason_to_look() -> None:
    assert reasons({}, {}) == ("same_birth",)


@pytest.mark.parametrize("other", [{"birth_date": date(1990, 5, 6)}, {"gender": "male"}, {"birth_date": None}])
def test_whoever_differs_in_that_is_nobodys_double(other: dict[str, Any]) -> None:
    assert not proposals([candidate(ONE), candidate(OTHER, **other)], [], [])


def test_what_nobody_knows_agrees_with_nothing() -> None:
    unknown = {"birth_date": None, "gender": None}
    assert not proposals([candidate(ONE, **unknown), candidate(OTHER, **unknown)], [], [])


def test_a_first_of_january_says_little() -> None:
    new_year = {"birth_date": date(1990, 1, 1)}
    sure = proposals([candidate(ONE), candidate(OTHER)], [], [])[0]
    guess = proposals([candidate(ONE, **new_year), candidate(OTHER, **new_year)], [], [])[0]

    assert guess.reasons == ("same_new_year",)
    assert guess.points < sure.points


def test_the_same_name_in_two_cases_is_enough_and_is_not_told() -> None:
    called = {"birth_date": None, "gender": None, "name": "erika mustermann"}
    (found,) = proposals([candidate(ONE, **called), candidate(OTHER, **called)], [], [])

    assert found.reasons == ("same_name",)
    assert "erika" not in repr(found)


def test_more_reasons_stand_further_up() -> None:
    where = {"residence_ags": "16051000", "citizenship": "third_country"}
    found = proposals([candidate(ONE, **where), candidate(OTHER), candidate(THIRD, **where)], [], [])

    assert [each.persons for each in found] == [(ONE, THIRD), (ONE, OTHER), (OTHER, THIRD)]
    assert found[0].reasons == ("same_birth", "same_residence", "same_citizenship")


def test_most_people_are_german_and_a_refused_answer_is_none() -> None:
    assert reasons({"citizenship": "german"}, {"citizenship": "german"}) == ("same_birth",)
    assert reasons({"citizenship": "refused"}, {"citizenship": "refused"}) == ("same_birth",)


@pytest.mark.parametrize(("came", "told"), [(date(2024, 3, 1), True), (date(2024, 2, 29), False)])
def test_who_came_when_the_other_had_left_may_have_come_back(came: date, told: bool) -> None:  # noqa: FBT001
    first = {"entry_date": date(2023, 1, 1), "exit_date": date(2024, 3, 1)}

    assert ("one_after_the_other" in reasons(first, {"entry_date": came})) is told
    assert ("one_after_the_other" in reasons({"entry_date": came}, first)) is told


def test_who_is_one_already_is_not_proposed_over_however_many_edges() -> None:
    over = [(ONE, THIRD), (OTHER, THIRD)]
    assert not proposals([candidate(ONE), candidate(OTHER)], over, [])


def test_what_was_settled_of_one_record_is_settled_of_all_that_are_her() -> None:
    assert not proposals([candidate(ONE), candidate(OTHER)], [], [(ONE, OTHER)])
    assert not proposals([candidate(ONE), candidate(OTHER)], [(OTHER, THIRD)], [(ONE, THIRD)])


def test_two_records_of_one_person_are_proposed_once() -> None:
    found = proposals([candidate(ONE), candidate(OTHER), candidate(THIRD)], [(OTHER, THIRD)], [])

    assert [each.persons for each in found] == [(ONE, OTHER)]


people = st.lists(
    st.builds(
        Candidate,
        person=st.integers(1, 12).map(lambda number: UUID(int=number)),
        birth_date=st.none() | st.sampled_from([date(1990, 1, 1), BORN]),
        gender=st.none() | st.sampled_from(["female", "male"]),
        name=st.none() | st.sampled_from(["a b", "c d"]),
    ),
    max_size=12,
    unique_by=lambda each: each.person,
)
edges = st.lists(st.tuples(*[st.integers(1, 12).map(lambda number: UUID(int=number))] * 2), max_size=6)


@given(people, edges, edges)
def test_blocks_find_what_comparing_everybody_with_everybody_finds(
    records: list[Candidate], joined: list[tuple[UUID, UUID]], settled: list[tuple[UUID, UUID]]
) -> None:
    together = {each.person: {each.person} for each in records} | {one: {one} for pair in joined for one in pair}
    for one, other in joined:
        whole = together[one] | together[other]
        together.update(dict.fromkeys(whole, whole))

    def is_open(one: UUID, other: UUID) -> bool:
        if other in together[one]:
            return False
        said = {pair_of(*pair) for pair in settled}
        return not any(pair_of(a, b) in said for a in together[one] for b in together[other])

    expected = {
        frozenset({frozenset(together[one.person]), frozenset(together[other.person])})
        for one in records
        for other in records
        if is_open(one.person, other.person)
        and (
            (one.name is not None and one.name == other.name)
            or (
                None not in {one.birth_date, one.gender}
                and (one.birth_date, one.gender) == (other.birth_date, other.gender)
            )
        )
    }

    found = proposals(records, joined, settled)

    assert {frozenset(frozenset(together[each]) for each in proposal.persons) for proposal in found} == expected
    assert len(found) == len(expected)


def test_twenty_thousand_records_are_compared_by_their_blocks() -> None:
    many = [
        candidate(UUID(int=number), birth_date=BORN + timedelta(days=number * 7919 % 15_000))
        for number in range(1, 20_001)
    ]

    found = proposals(many, [], [])

    assert len(found) == 5_000  # every day of the first third is hit twice: no pair is lost, none is made up
