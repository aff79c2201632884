"""Which offers fit a need, in which order and for which grounds."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.domain.matching import CAPACITIES, WEIGHTS, Candidate, Past, Wish, rank

DAY = date(2026, 6, 1)
WISH = Wish(topics=frozenset({"schulden", "mietschulden"}), sozialraum="rieth")
OFFER = Candidate(
    offer_id=UUID(int=1),
    partner_id=UUID(int=9),
    name="Schuldnerberatung",
    partner_name="Caritas",
    topics=("schulden",),
    target_groups=("alle",),
    sozialraeume=("rieth",),
    capacity="open",
    confirmed_on=DAY,
    assure_days=180,
)
OTHER = replace(OFFER, offer_id=UUID(int=2), name="Zweite Beratung")

TOPICS = ("schulden", "mietschulden", "arbeit", "migration")
some_topics = st.frozensets(st.sampled_from(TOPICS))
offers = st.builds(
    lambda number, **more: replace(OFFER, offer_id=UUID(int=number), name=f"Angebot {number}", **more),
    st.integers(1, 99),
    topics=some_topics,
    handlungsfelder=st.frozensets(st.sampled_from(["konsum_schulden", "arbeit"])),
    sozialraeume=st.frozensets(st.sampled_from(["rieth", "nord"])),
    languages=st.frozensets(st.sampled_from(["de", "ar"])),
    target_groups=st.frozensets(st.sampled_from(["alle", "alleinerziehende"])),
    capacity=st.sampled_from(list(CAPACITIES)),
    confirmed_on=st.integers(0, 400).map(lambda days: DAY - timedelta(days=days)),
)
pasts = st.integers(0, 20).flatmap(
    lambda ended: st.integers(0, ended).flatmap(
        lambda solved: st.integers(0, ended - solved).map(lambda partly: Past(ended, solved, partly))
    )
)


def order(*candidates: Candidate, wish: Wish = WISH, past: dict[UUID, Past] | None = None) -> list[str]:
    return [each.offer.name for each in rank(candidates, wish, past or {}, DAY)]


def points(offer: Candidate, wish: Wish = WISH, past: Past | None = None) -> Fraction:
    (match,) = rank([offer], wish, {} if past is None else {offer.offer_id: past}, DAY)
    return match.points


@given(some_topics.filter(bool), st.sampled_from(TOPICS), offers)
def test_one_more_topic_that_is_wished_never_ranks_an_offer_lower(
    wished: frozenset[str], more: str, offer: Candidate
) -> None:
    wish, named = replace(WISH, topics=wished), replace(offer, topics=frozenset({*offer.topics, "schulden"}))
    richer = replace(named, topics={*named.topics, more})
    before = [each.points for each in rank([named], wish, {}, DAY)]
    after = [each.points for each in rank([richer], wish, {}, DAY)]
    assert after >= before
    if before and more in wished - set(named.topics):
        assert after > before


@given(offers, pasts)
def test_better_capacity_fresher_entries_and_better_outcomes_never_rank_lower(offer: Candidate, past: Past) -> None:
    wish = replace(WISH, topics=frozenset())
    assert points(replace(offer, capacity="open"), wish, past) >= points(offer, wish, past)
    assert points(replace(offer, confirmed_on=DAY), wish, past) >= points(offer, wish, past)
    assert points(offer, wish, replace(past, solved=past.solved + 1, ended=past.ended + 1)) >= points(offer, wish, past)
    assert points(offer, wish, replace(past, ended=past.ended + 1)) <= points(offer, wish, past)


@given(st.lists(offers, unique_by=lambda each: each.offer_id), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_the_order_of_the_directory(found: list[Candidate], chance: object) -> None:
    shuffled = sorted(found, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert rank(found, WISH, {}, DAY) == rank(shuffled, WISH, {}, DAY)


@given(st.lists(offers, unique_by=lambda each: each.offer_id))
def test_all_that_fit_are_listed_once_and_those_that_take_nobody_come_last(found: list[Candidate]) -> None:
    listed = rank(found, replace(WISH, topics=frozenset()), {}, DAY)
    assert sorted(each.offer.offer_id for each in listed) == sorted(each.offer_id for each in found)
    assert [each.takes_nobody for each in listed] == sorted(each.takes_nobody for each in listed)


@given(offers, pasts)
def test_points_stay_between_nothing_and_the_sum_of_the_weights(offer: Candidate, past: Past) -> None:
    for each in rank([offer], replace(WISH, language="ar"), {offer.offer_id: past}, DAY):
        assert 0 <= each.points <= sum(WEIGHTS.values())


def test_what_is_for_none_of_the_topics_is_not_listed() -> None:
    assert order(replace(OFFER, topics=("migration",))) == []
    assert order(replace(OFFER, topics=("migration",)), wish=replace(WISH, topics=frozenset())) == [OFFER.name]


def test_an_offer_that_names_only_its_field_counts_half() -> None:
    by_field = replace(OTHER, topics=(), handlungsfelder=("konsum_schulden",))
    assert order(by_field, replace(OFFER, topics=("schulden", "mietschulden"))) == [OFFER.name, OTHER.name]
    assert points(by_field) == points(OFFER)  # two halves of two topics, one of two


@pytest.mark.parametrize(
    "worse",
    [
        {"sozialraeume": ("nord",)},
        {"sozialraeume": ()},
        {"capacity": "waiting_list"},
        {"capacity": None},
        {"confirmed_on": DAY - timedelta(days=181)},
        {"target_groups": ("senioren",)},
    ],
)
def test_all_else_equal_the_better_one_comes_first(worse: dict[str, object]) -> None:
    assert order(replace(OFFER, name="Zuletzt"), replace(OTHER, name="Anfang", **worse)) == ["Zuletzt", "Anfang"]  # type: ignore[arg-type]


def test_a_language_that_is_needed_counts() -> None:
    arabic = replace(OTHER, languages=("de", "ar"))
    assert order(OFFER, arabic) == [OFFER.name, OTHER.name]
    assert order(OFFER, arabic, wish=replace(WISH, language="ar")) == [OTHER.name, OFFER.name]


def test_an_offer_that_takes_nobody_comes_after_one_that_hardly_fits() -> None:
    hardly = replace(OTHER, sozialraeume=("nord",), capacity="waiting_list", confirmed_on=DAY - timedelta(days=999))
    assert order(replace(OFFER, topics=tuple(WISH.topics), capacity="closed"), hardly) == [OTHER.name, OFFER.name]


def test_one_failure_weighs_little_and_many_weigh_more() -> None:
    once, often = Past(1, 0, 0), Past(20, 0, 0)
    assert Past().share == Fraction(1, 2)
    assert (once.share, often.share) == (Fraction(2, 5), Fraction(1, 12))
    assert Past(2, 0, 2).share == Past(2, 1, 0).share


def test_ties_stand_in_the_order_of_names() -> None:
    assert order(OTHER, OFFER, replace(OFFER, offer_id=UUID(int=3), name="allererste")) == [
        "allererste",
        "Schuldnerberatung",
        "Zweite Beratung",
    ]


def test_the_grounds_are_told_in_words() -> None:
    old = replace(
        OFFER,
        topics=("schulden", "mietschulden", "arbeit"),
        capacity="waiting_list",
        capacity_until=date(2026, 9, 1),
        confirmed_on=date(2025, 1, 31),
        languages=("de", "ar"),
    )
    (match,) = rank([old], replace(WISH, language="ar"), {old.offer_id: Past(4, 2, 1)}, DAY)
    assert match.grounds == (
        "passt zu: Mietschulden; Ver-/Überschuldung, Schulden",
        "es gibt eine Warteliste, voraussichtlich bis 01.09.2026",
        "im Sozialraum rieth",
        "auf Arabisch",
        "Eintrag seit dem 31.01.2025 nicht bestätigt: bitte vorher anrufen",
        "hat in 3 von 4 früheren Vermittlungen geholfen",
    )


def test_of_few_referrals_nothing_is_told() -> None:
    (match,) = rank([OFFER], WISH, {OFFER.offer_id: Past(2, 2, 0)}, DAY)
    assert not any("früheren" in ground for ground in match.grounds)
