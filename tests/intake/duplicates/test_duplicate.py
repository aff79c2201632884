"""Two records of one person: what may be said of a pair, and what stays of it."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from services.contracts.intake import (
    ParticipationLinked,
    ParticipationUnlinked,
    PersonsLinked,
    PersonsToldApart,
    PersonsUnlinked,
)
from services.intake.domain import duplicate as rules
from services.intake.domain.component import components
from services.intake.domain.duplicate import (
    DUPLICATE,
    Command,
    LinkPersons,
    Pair,
    TellPersonsApart,
    UnlinkPersons,
    link_id_of,
    pair_of,
)
from services.intake.domain.refusals import PersonErased, Refusal
from services.intake.domain.restriction import ProcessingIsRestricted
from services.kernel.facts import Contract
from tests.intake.memory import IDS
from tests.kit.spec import specify

given = specify(DUPLICATE)

LINK_ID: Final = UUID(int=70)
PAIR: Final = (UUID(int=1), UUID(int=2))
OF_PAIR: Final[dict[str, Any]] = {"link_id": LINK_ID, "persons": PAIR}
LINK: Final = LinkPersons(**OF_PAIR, grounds="identity_checked")
UNLINK: Final = UnlinkPersons(link_id=LINK_ID)
TELL_APART: Final = TellPersonsApart(**OF_PAIR)
LINKED: Final = PersonsLinked(**OF_PAIR, grounds="identity_checked")
UNLINKED: Final = PersonsUnlinked(**OF_PAIR)
APART: Final = PersonsToldApart(**OF_PAIR)


def test_a_pair_is_linked_once() -> None:
    given().when(LINK).then(LINKED)
    given(LINKED).when(LINK).then_nothing()


def test_a_wrong_link_is_taken_away_once() -> None:
    given(LINKED).when(UNLINK).then(UNLINKED)
    given(LINKED, UNLINKED).when(UNLINK).then_nothing()


def test_what_was_never_linked_cannot_be_unlinked() -> None:
    given().when(UNLINK).then_refused(rules.NeverLinked, field="link")
    given(APART).when(UNLINK).then_refused(rules.NeverLinked)


@pytest.mark.parametrize("history", [(APART,), (LINKED, UNLINKED)])
def test_by_hand_a_settled_pair_may_be_linked_again(history: tuple[Contract, ...]) -> None:
    given(*history).when(LINK).then(LINKED)


def test_a_pair_is_told_apart_once_and_an_unlinked_one_was_already() -> None:
    given().when(TELL_APART).then(APART)
    given(APART).when(TELL_APART).then_nothing()
    given(LINKED, UNLINKED).when(TELL_APART).then_nothing()


def test_who_is_linked_is_unlinked_before_being_told_apart() -> None:
    given(LINKED).when(TELL_APART).then_refused(rules.StillLinked, field="other")
    given(APART, LINKED).when(TELL_APART).then_refused(rules.StillLinked)


@pytest.mark.parametrize("command", [LINK, TELL_APART])
def test_a_person_makes_no_pair_with_herself(command: LinkPersons | TellPersonsApart) -> None:
    given().when(replace(command, persons=(PAIR[0], PAIR[0]))).then_refused(rules.LinkedWithItself, field="other")


@pytest.mark.parametrize("command", [LINK, TELL_APART])
def test_both_have_to_be_on_record(command: LinkPersons | TellPersonsApart) -> None:
    given().when(replace(command, known=False)).then_refused(rules.UnknownPersons, field="other")


def test_an_erased_person_stays_as_she_was() -> None:
    given().when(replace(LINK, erased=True)).then_refused(PersonErased, field="other")
    given(LINKED).when(UNLINK).then(UNLINKED)  # what was wrong may still be put right


def test_nobody_works_on_restricted_data() -> None:
    given().when(replace(LINK, restricted=True)).then_refused(ProcessingIsRestricted, field="other")


def test_a_pair_has_no_direction() -> None:
    one, other = PAIR

    assert pair_of(one, other) == pair_of(other, one) == PAIR
    assert link_id_of(IDS, PAIR) != link_id_of(IDS, (one, UUID(int=3)))


# --- Whatever happens to the pairs -----------------------------------------------

PEOPLE: Final = tuple(UUID(int=number) for number in range(1, 6))
CASE_EDGES: Final = tuple(
    ParticipationLinked(
        case_id=UUID(int=90 + number),
        person_id=PEOPLE[number],
        participation_id=UUID(int=80 + number),
        participant_id=PEOPLE[number + 1],
        operation="thinka",
    )
    for number in range(2)
)
pairs = st.lists(st.sampled_from(PEOPLE), min_size=2, max_size=2, unique=True).map(lambda two: pair_of(two[0], two[1]))
commands = st.lists(st.tuples(pairs, st.sampled_from(("link", "unlink", "apart"))), max_size=40)


def command_of(pair: Pair, kind: str) -> Command:
    of_pair: dict[str, Any] = {"link_id": link_id_of(IDS, pair), "persons": pair}
    if kind == "link":
        return LinkPersons(**of_pair, grounds="same_record")
    return UnlinkPersons(link_id=of_pair["link_id"]) if kind == "unlink" else TellPersonsApart(**of_pair)


def happened(asked: list[tuple[Pair, str]]) -> list[Contract]:
    """The facts of all pairs in the order of the commands; what was refused leaves none."""
    facts: list[Contract] = []
    for pair, kind in asked:
        of_pair = [fact for fact in facts if getattr(fact, "persons", None) == pair]
        try:
            facts.extend(DUPLICATE.decide(command_of(pair, kind), DUPLICATE.fold(of_pair)))
        except Refusal:
            continue
    return facts


def active(facts: list[Contract]) -> set[Pair]:
    """The edges that stand after these facts, told as an outsider would: link adds, unlink takes away."""
    standing: dict[UUID, Pair] = {}
    for fact in facts:
        if isinstance(fact, PersonsLinked):
            standing[fact.link_id] = fact.persons
        elif isinstance(fact, ParticipationLinked):
            standing[fact.participation_id] = (fact.person_id, fact.participant_id)
        elif isinstance(fact, PersonsUnlinked):
            del standing[fact.link_id]
        elif isinstance(fact, ParticipationUnlinked):
            del standing[fact.participation_id]
    return set(standing.values())


@for_all(commands)
def test_once_all_is_unlinked_everybody_is_who_she_was(asked: list[tuple[Pair, str]]) -> None:
    undone = [(pair, "unlink") for pair, _ in asked]

    facts = [*CASE_EDGES, *happened([*asked, *undone])]

    assert components(active(facts)) == components(active(list(CASE_EDGES)))


@for_all(commands)
def test_what_stands_is_what_was_asked_last_of_each_pair(asked: list[tuple[Pair, str]]) -> None:
    linked: set[Pair] = set()
    for pair, kind in asked:
        if kind == "link":
            linked.add(pair)
        elif kind == "unlink":
            linked.discard(pair)

    assert active(happened(asked)) == linked


@for_all(commands, st.randoms())
def test_who_is_one_does_not_depend_on_the_order_of_the_edges(asked: list[tuple[Pair, str]], chance: object) -> None:
    edges = sorted(active(happened(asked)))
    shuffled = [edge[::-1] if chance.random() < 0.5 else edge for edge in edges]  # type: ignore[attr-defined]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    found = components(shuffled)

    assert found == components(edges)
    assert all(edge[0] in found[edge[1]] for edge in edges)
