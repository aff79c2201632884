"""What counts in the directory on a day, what is due, and what somebody finds who looks for it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.referral.directory import Directory, LocationEntry, OfferEntry, PartnerEntry
from services.referral.domain.freshness import freshness
from services.referral.domain.terms import Days, Terms
from services.referral.freshness_queue import queue
from services.referral.offer_filter import Wished, wished_offers, wished_partners

DAY = timedelta(days=1)
TODAY = date(2026, 6, 30)
LISTED = TODAY - 300 * DAY


def a_partner(number: int, **more: Any) -> PartnerEntry:
    known: dict[str, Any] = {
        "partner_id": UUID(int=number),
        "name": f"Partner {number}",
        "kind": "verein",
        "takes_mail": False,
        "public": False,
        "details_id": None,
        "last_day": None,
        "assured_on": TODAY,
        "updated_on": TODAY,
        "listed_on": LISTED,
    }
    return PartnerEntry(**known | more)


def a_place(number: int, partner: int, **more: Any) -> LocationEntry:
    unknown = dict.fromkeys(("street", "postcode", "city", "sozialraum", "latitude", "longitude", "last_day"))
    known: dict[str, Any] = {
        "location_id": UUID(int=number),
        "partner_id": UUID(int=partner),
        "name": f"Ort {number}",
        "accessibility": (),
    }
    return LocationEntry(**unknown | known | more)


def an_offer(number: int, partner: int, **more: Any) -> OfferEntry:
    lists = ("topics", "handlungsfelder", "target_groups", "sozialraeume", "languages", "accessibility")
    unknown = dict.fromkeys(("details_id", "capacity", "capacity_on", "capacity_until", "last_day"))
    known: dict[str, Any] = {
        "offer_id": UUID(int=number),
        "partner_id": UUID(int=partner),
        "name": f"Angebot {number}",
        "cost": "free",
        "location_ids": (),
        "assured_on": TODAY,
        "updated_on": TODAY,
        "listed_on": LISTED,
    }
    return OfferEntry(**dict.fromkeys(lists, ()) | unknown | known | more)


def of(*entries: PartnerEntry | LocationEntry | OfferEntry) -> Directory:
    return Directory(
        {each.partner_id: each for each in entries if isinstance(each, PartnerEntry)},
        {each.location_id: each for each in entries if isinstance(each, LocationEntry)},
        {each.offer_id: each for each in entries if isinstance(each, OfferEntry)},
    )


# --- What counts ------------------------------------------------------------------


def test_the_last_day_still_counts() -> None:
    known = of(a_partner(1, last_day=TODAY), an_offer(2, 1))

    assert list(known.listed(TODAY).offers) == [UUID(int=2)]
    assert not known.listed(TODAY + DAY).partners


def test_what_a_delisted_partner_has_does_not_count() -> None:
    known = of(a_partner(1, last_day=TODAY - DAY), a_place(2, 1), an_offer(3, 1), a_partner(4), an_offer(5, 4))

    counting = known.listed(TODAY)

    assert (list(counting.partners), list(counting.locations), list(counting.offers)) == (
        [UUID(int=4)],
        [],
        [UUID(int=5)],
    )


def test_an_offer_is_found_at_places_that_there_are() -> None:
    places = (a_place(2, 1, last_day=TODAY - DAY), a_place(3, 1))
    known = of(a_partner(1), *places, an_offer(4, 1, location_ids=(UUID(int=2), UUID(int=3))))

    assert known.listed(TODAY).offers[UUID(int=4)].location_ids == (UUID(int=3),)
    assert known.listed(TODAY - DAY).offers[UUID(int=4)].location_ids == (UUID(int=2), UUID(int=3))


def test_a_stop_says_nothing_about_the_days_after_its_end() -> None:
    stopped = an_offer(2, 1, capacity="closed", capacity_on=TODAY - DAY, capacity_until=TODAY)
    known = of(a_partner(1), stopped, an_offer(3, 1, capacity="open", capacity_on=TODAY))

    def takes(day: date) -> list[str | None]:
        return [each.capacity for each in known.listed(day).offers.values()]

    assert takes(TODAY) == ["closed", "open"]
    assert takes(TODAY + DAY) == [None, "open"]


# --- What is due ------------------------------------------------------------------


def test_an_entry_is_due_so_many_days_after_its_last_assurance() -> None:
    assert not freshness(TODAY - 179 * DAY, LISTED, 180, TODAY).is_due
    assert freshness(TODAY - 180 * DAY, LISTED, 180, TODAY).days_over == 0
    assert freshness(None, LISTED, 180, TODAY).days_over == 120


def test_a_correction_puts_nothing_off() -> None:
    corrected = a_partner(1, assured_on=None, updated_on=TODAY)

    (stale,) = queue(of(corrected), Terms(), TODAY)

    assert (stale.about, stale.freshness.days_over) == (UUID(int=1), 300 - Days().assure_days)


def test_terms_are_those_of_the_kind_of_partner_for_its_offers_too() -> None:
    terms = Terms({"kirche": Days(assure_days=30), None: Days(assure_days=1000)})
    old = TODAY - 40 * DAY
    known = of(
        a_partner(1, kind="kirche", assured_on=old),
        an_offer(2, 1, assured_on=TODAY - 31 * DAY),
        a_partner(3, assured_on=old),
    )

    assert [each.about for each in queue(known, terms, TODAY)] == [UUID(int=1), UUID(int=2)]


@given(st.lists(st.tuples(st.integers(0, 700), st.booleans(), st.booleans()), max_size=12))
def test_the_queue_holds_exactly_what_is_due_longest_first(entries: list[tuple[int, bool, bool]]) -> None:
    known = of(
        *(
            a_partner(
                number,
                assured_on=TODAY - age * DAY if assured else None,
                listed_on=TODAY - age * DAY,
                last_day=TODAY - DAY if gone else None,
            )
            for number, (age, assured, gone) in enumerate(entries)
        )
    )

    found = queue(known, Terms(), TODAY)

    due = {number for number, (age, _, gone) in enumerate(entries) if age >= Days().assure_days and not gone}
    assert {each.about.int for each in found} == due
    assert [each.freshness.due for each in found] == sorted(each.freshness.due for each in found)


# --- What is found ----------------------------------------------------------------

TOWN = of(
    a_partner(1, name="Schuldnerberatung", kind="beratungsstelle"),
    a_place(2, 1, sozialraum="nord"),
    an_offer(3, 1, name="Sprechstunde", topics=("schulden",), sozialraeume=("nord",), languages=("de", "uk")),
    a_partner(4, name="Kirchgemeinde", kind="kirche"),
    an_offer(5, 4, name="Café", topics=("isolation",), target_groups=("alle",), languages=("de",)),
    an_offer(6, 4, name="Junge Mütter", target_groups=("alleinerziehende",), sozialraeume=("west",)),
)


@pytest.mark.parametrize(
    ("wished", "offers", "partners"),
    [
        (Wished(), [3, 5, 6], [1, 4]),
        (Wished(topic="schulden"), [3], [1]),
        (Wished(sozialraum="nord"), [3, 5], [1, 4]),
        (Wished(sozialraum="west"), [5, 6], [4]),
        (Wished(language="uk"), [3], [1]),
        (Wished(target_group="alleinerziehende"), [3, 5, 6], [1, 4]),
        (Wished(target_group="aeltere"), [3, 5], [1, 4]),
        (Wished(kind="kirche"), [5, 6], [4]),
        (Wished(words="café"), [5], [4]),
        (Wished(words="SCHULD"), [3], [1]),
        (Wished(topic="isolation", kind="beratungsstelle"), [], []),
    ],
    ids=str,
)
def test_what_is_looked_for_is_found(wished: Wished, offers: list[int], partners: list[int]) -> None:
    assert [each.offer_id.int for each in wished_offers(TOWN, wished)] == offers
    assert [each.partner_id.int for each in wished_partners(TOWN, wished)] == partners


def test_a_partner_without_an_offer_is_met_where_its_places_are() -> None:
    known = of(a_partner(1), a_place(2, 1, sozialraum="nord"))

    assert wished_partners(known, Wished(sozialraum="nord"))
    assert not wished_partners(known, Wished(sozialraum="west"))
    assert not wished_partners(replace(known), Wished(topic="schulden"))
