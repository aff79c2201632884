"""Gaps and overlaps: rules cell by cell, small numbers that nobody finds, and the report on the real database."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.settings import Settings
from services.reporting.activity import PeriodEndsBeforeItStarts
from services.reporting.domain.gaps import ENOUGH, Cell, Offer, Sought, Verdict, cells, told
from services.reporting.gaps import GapsQuestion
from services.reporting.gaps_tables import gaps_csv, gaps_tables
from services.reporting.rebuild import rebuild
from tests.kit import referrals as facts
from tests.reporting.conftest import Side
from tests.reporting.facts import contacted
from tests.reporting.history import Source

NORD, DEBT = "nord", "schulden"
PLACES = st.sampled_from(["nord", "sued", "west"])
TOPICS = st.sampled_from(["schulden", "wohnen"])


def offer(name: str = "A", **more: Any) -> Offer:
    values: dict[str, Any] = {"topics": {DEBT}, "sozialraeume": {NORD}, "target_groups": (), "takes": True, **more}
    sets = {key: frozenset(values.pop(key)) for key in ("topics", "sozialraeume", "target_groups")}
    return Offer(name=name, **sets, **values)


def cell(contacts: int, *offers: Offer) -> Cell:
    (found,) = cells({(NORD, DEBT): Sought(contacts, 0)}, offers, [NORD])
    return found


@pytest.mark.parametrize(
    ("contacts", "offers", "verdict"),
    [
        (ENOUGH, [], "gap"),
        (ENOUGH, [offer(takes=False)], "full"),
        (ENOUGH, [offer()], "covered"),
        (ENOUGH - 1, [offer(takes=False)], "covered"),
        (ENOUGH, [offer("A"), offer("B")], "overlap"),
        (0, [offer("A"), offer("B", sozialraeume=())], "overlap"),
        (ENOUGH, [offer("A", target_groups={"familien"}), offer("B", target_groups={"senioren"})], "covered"),
        (ENOUGH, [offer("A", target_groups={"familien"}), offer("B")], "overlap"),
        (ENOUGH, [offer("A", takes=False), offer("B", takes=False)], "full"),
    ],
)
def test_a_cell_is_judged_by_what_came_up_and_what_is_offered(
    contacts: int, offers: list[Offer], verdict: Verdict
) -> None:
    assert cell(contacts, *offers).verdict == verdict


def test_an_overlap_names_the_offers_that_are_alike() -> None:
    alone = offer("C", target_groups={"senioren"})
    young = [offer(name, target_groups={"jugendliche"}) for name in "AB"]

    assert cell(5, alone, *young).alike == ("A", "B")


def test_what_came_up_seldom_and_is_not_offered_is_not_there() -> None:
    assert cells({(NORD, DEBT): Sought(ENOUGH - 1, 1)}, [], [NORD, "sued"]) == []


@given(st.dictionaries(PLACES, st.integers(0, 6), min_size=1))
def test_no_small_number_can_be_found_by_subtraction(numbers: dict[str, int]) -> None:
    shown = told(numbers)
    hidden = numbers.keys() - shown.keys()

    assert all(number >= ENOUGH for number in shown.values())
    if len(hidden) == 1:
        (lone,) = hidden
        assert numbers[lone] == 0 or len(numbers) == 1


@given(
    st.dictionaries(st.tuples(PLACES, TOPICS), st.builds(Sought, st.integers(0, 6), st.just(0))),
    st.lists(
        st.builds(
            offer,
            st.sampled_from("ABC"),
            topics=st.sets(TOPICS),
            sozialraeume=st.sets(PLACES),
            takes=st.booleans(),
        ),
        max_size=4,
    ),
)
def test_every_gap_is_told_and_only_gaps(sought: dict[tuple[str, str], Sought], offers: list[Offer]) -> None:
    told_as_gap = {(each.sozialraum, each.topic) for each in cells(sought, offers, []) if each.verdict == "gap"}
    expected = set()
    for (place, topic), of in sought.items():
        there = [
            each for each in offers if topic in each.topics and (not each.sozialraeume or place in each.sozialraeume)
        ]
        if of.contacts >= 3 and not there:
            expected.add((place, topic))

    assert told_as_gap == expected


# --- On the real database ----------------------------------------------------------


def asked(side: Side, start: str = "2025-01-01", end: str = "2025-12-31") -> dict[str, Any]:
    return side.reports.gaps(side.district, GapsQuestion(facts.day(start), facts.day(end)))


def verdicts(side: Side) -> dict[tuple[str, str], str]:
    return {(each["sozialraum"], each["topic"]): each["verdict"] for each in asked(side)["cells"]}


@pytest.fixture
def directory(side: Side) -> Source:
    met = [contacted(each, "2025-03-01", case=each, topics=("schulden", "wohnen")) for each in range(1, 5)]
    met += [contacted(9, "2024-03-01", topics=("sucht",))]
    side.take(Source("intake", side.district).record_all(met))
    return Source("referral", side.district)


@pytest.mark.server
def test_contacts_of_the_period_stand_against_the_offers_of_its_last_day(side: Side, directory: Source) -> None:
    side.take(directory.record_all([facts.listed(), facts.offered(1, topics=("schulden",), sozialraeume=("nord",))]))

    found = {each["topic"]: each for each in asked(side)["cells"]}

    assert found.keys() == {"schulden", "wohnen"}
    assert (found["wohnen"]["verdict"], found["wohnen"]["contacts"], found["wohnen"]["cases"]) == ("gap", 4, 4)
    assert (found["schulden"]["verdict"], found["schulden"]["offers"], found["schulden"]["taking"]) == ("covered", 1, 1)


@pytest.mark.server
def test_capacity_and_the_end_of_an_offer_or_of_its_partner_count(side: Side, directory: Source) -> None:
    def after(*said: Any) -> str:
        side.take(directory.record_all(said))
        return verdicts(side)[("nord", "schulden")]

    assert after(facts.listed(), facts.offered(1)) == "covered"
    assert after(facts.takes(1, "closed", "2025-05-01")) == "full"
    assert after(facts.takes(1, "open", "2026-05-01")) == "full"
    assert after(facts.takes(1, "open", "2025-05-02")) == "covered"
    assert after(facts.offered(2)) == "overlap"
    assert after(facts.no_longer_offered(2, "2025-06-01")) == "covered"
    assert after(facts.offered(2)) == "overlap"
    assert after(facts.delisted(1, "2025-07-01")) == "gap"
    assert after(facts.listed()) == "overlap"


@pytest.mark.server
def test_waiting_is_told_where_enough_people_waited(side: Side, directory: Source) -> None:
    for number, days in ((1, 1), (2, 5), (3, 9)):
        life = [facts.proposed(number, "2025-02-01", number), facts.handed_over(number, "2025-02-01", number)]
        side.take(directory.record_all([*life, facts.accepted(number, f"2025-02-{1 + days:02}", number)]))
    side.take(
        directory.record_all(
            [facts.arrived(1, "2025-02-20", 1), facts.proposed(4, "2025-02-01", 4, partner_kind="kita")]
        )
    )

    assert asked(side)["waiting"] == [
        {"partner_kind": "beratungsstelle", "referrals": 3, "days_to_answer": 5, "days_to_arrival": None},
        {"partner_kind": "kita", "referrals": None, "days_to_answer": None, "days_to_arrival": None},
    ]


@pytest.mark.server
def test_live_and_rebuilt_are_the_same(side: Side, directory: Source, settings: Settings) -> None:
    said = [facts.listed(), facts.offered(1), facts.takes(1, "closed", "2025-05-01"), facts.delisted(1, "2026-01-01")]
    side.take(directory.record_all(said))
    before = asked(side)

    (rebuilt,) = rebuild(settings, side.district)

    assert (rebuilt.differs, asked(side)) == ((), before)


@pytest.mark.server
def test_the_forms_say_few_where_few_were_counted(side: Side, directory: Source) -> None:
    side.take(directory.record_all([facts.listed(), facts.offered(1, topics=("sucht",), sozialraeume=("nord",))]))
    document = asked(side, "2024-01-01", "2024-12-31")

    assert [gaps_tables(document).table("cells").rows[0][place] for place in (0, 2)] == ["nord", "weniger als 3"]
    assert "weniger als 3;1;1;Angebot vorhanden;" in gaps_csv(document).decode()


@pytest.mark.server
def test_a_period_that_ends_before_it_starts_is_refused(side: Side) -> None:
    with pytest.raises(PeriodEndsBeforeItStarts):
        asked(side, "2025-02-01", "2025-01-31")
