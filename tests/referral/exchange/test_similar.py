"""Doppelstruktur among offers: same people, same place, same subject."""

from dataclasses import replace
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.vocabularies import handlungsfelder, target_groups, topics
from services.referral.domain.similar import similar
from services.referral.exchange.register import Offer
from tests.referral.exchange.registers import keys
from tests.referral.exchange.things import DEBTS

FEW = ("schulden", "mietschulden", "sucht")
offers = st.builds(
    Offer,
    offer_id=st.uuids(),
    name=st.just("Angebot"),
    topics=keys(FEW),
    handlungsfelder=keys(list(handlungsfelder())[:2]),
    target_groups=keys(["alle", *list(target_groups())[:3]]),
    sozialraeume=keys(["nord", "ost", "west"]),
)
OTHER = replace(DEBTS, offer_id=uuid4())


@given(offers, offers)
def test_who_is_similar_is_so_both_ways_for_the_same_reasons(one: Offer, other: Offer) -> None:
    assert [each.grounds for each in similar(one, [other])] == [each.grounds for each in similar(other, [one])]


@given(offers)
def test_an_offer_is_never_similar_to_itself(offer: Offer) -> None:
    assert similar(offer, [offer]) == []


@given(offers, offers)
def test_without_a_common_area_nothing_is_similar(one: Offer, other: Offer) -> None:
    here, there = replace(one, sozialraeume=("nord",)), replace(other, sozialraeume=("ost", "west"))

    assert similar(here, [there]) == []


def test_it_says_why_in_words() -> None:
    (found,) = similar(DEBTS, [OTHER])

    assert found.grounds == (
        f"Gleiches Thema: {topics()['mietschulden']}, {topics()['schulden']}.",
        f"Gleiche Zielgruppe: {target_groups()['familien']}, {target_groups()['verschuldete']}.",
        "Gleicher Sozialraum: arnstadt.",
    )


def test_the_one_with_most_in_common_comes_first() -> None:
    less = replace(OTHER, offer_id=uuid4(), topics=("schulden",))

    assert [each.offer_id for each in similar(DEBTS, [less, OTHER])] == [OTHER.offer_id, less.offer_id]


def test_a_handlungsfeld_is_enough_only_where_no_topic_is_named() -> None:
    of_field = replace(OTHER, topics=())
    of_other_topic = replace(OTHER, topics=("sucht",))

    assert len(similar(DEBTS, [of_field])) == 1
    assert similar(DEBTS, [of_other_topic]) == []


def test_who_is_there_for_everybody_is_there_for_families_too() -> None:
    assert len(similar(DEBTS, [replace(OTHER, target_groups=("alle",))])) == 1
    assert similar(DEBTS, [replace(OTHER, target_groups=("aeltere",))]) == []
