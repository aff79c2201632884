"""Whatever happens to a partner and its offers, in whichever order: the tables say what the deciders know."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.referral import OfferAssured, PartnerAssured
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract
from services.referral.domain.offer import OFFER
from services.referral.domain.partner import PARTNER
from services.referral.projections.agreements import AGREEMENTS, ENDS, agreements
from services.referral.projections.assurances import ASSURANCES, LISTINGS, assurances
from services.referral.projections.offers import CAPACITIES, DELISTINGS, EXCEPTIONS, OFFERS, WEEKLY, offers
from services.referral.projections.partners import (
    CONTACT_DELISTINGS,
    CONTACTS,
    LOCATION_DELISTINGS,
    LOCATIONS,
    PARTNER_DELISTINGS,
    PARTNERS,
    partners,
)
from tests.intake.folded import recorded, rows
from tests.referral.directory.stories import DAY, LISTED, OFFER_LISTED, TODAY
from tests.referral.directory.test_every_command import OF_OFFER, OF_PARTNER, OVER, PLACE

PARTNER_COMMANDS = [command for command, _ in OF_PARTNER]
OFFER_COMMANDS = [command for command, _ in OF_OFFER]
LATE = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)


def happened(decider: Decider[Any, Any], commands: Sequence[Any]) -> list[Contract]:
    """The facts of these commands one after another; what is refused leaves none."""
    facts: list[Contract] = []
    for command in commands:
        try:
            facts.extend(decider.decide(command, decider.fold(facts)))
        except RuleViolation:
            continue
    return facts


@given(st.lists(st.sampled_from(PARTNER_COMMANDS), max_size=25))
def test_the_tables_of_a_partner_agree_with_its_decider(commands: list[Any]) -> None:
    facts = happened(PARTNER, commands)
    state, told = PARTNER.fold(facts), recorded(facts)

    listed = rows(partners, told, PARTNERS)
    delisted = rows(partners, told, PARTNER_DELISTINGS)
    assert [row["name"] for row in listed.values()] == ([state.listed.name] if state.listed else [])
    assert [row["last_day"] for row in delisted.values()] == ([state.last_day] if state.last_day else [])
    for kept, table, endings in (
        (state.locations, LOCATIONS, LOCATION_DELISTINGS),
        (state.contacts, CONTACTS, CONTACT_DELISTINGS),
    ):
        assert set(rows(partners, told, table)) == set(kept)
        assert {key: row["last_day"] for key, row in rows(partners, told, endings).items()} == {
            key: each.last_day for key, each in kept.items() if each.last_day is not None
        }
    ended = rows(agreements, told, ENDS)
    assert set(rows(agreements, told, AGREEMENTS)) == set(state.agreements)
    assert set(ended) == {key for key, each in state.agreements.items() if each.last_day is not None}


@given(st.lists(st.sampled_from(OFFER_COMMANDS), max_size=25))
def test_the_tables_of_an_offer_agree_with_its_decider(commands: list[Any]) -> None:
    facts = happened(OFFER, commands)
    state, told = OFFER.fold(facts), recorded(facts)

    listed, stated = rows(offers, told, OFFERS), rows(offers, told, CAPACITIES)
    assert [row["cost"] for row in listed.values()] == ([state.listed.cost] if state.listed else [])
    assert len(rows(offers, told, DELISTINGS)) == (state.last_day is not None)
    assert [row["capacity"] for row in stated.values()] == ([state.capacity.capacity] if state.capacity else [])
    assert len(rows(offers, told, WEEKLY)) == len(state.weekly)
    assert len(rows(offers, told, EXCEPTIONS)) == len(state.exceptions)


@given(st.permutations([LISTED, PLACE, *OVER[:1]]))
def test_history_in_any_order_stops_no_projection(facts: list[Contract]) -> None:
    assert rows(partners, recorded(facts), PARTNERS)


def test_written_and_assured_are_kept_apart_and_every_time() -> None:
    said = PartnerAssured(partner_id=LISTED.partner_id, on=TODAY, provenance="visit")
    offer_said = OfferAssured(
        offer_id=OFFER_LISTED.offer_id, partner_id=LISTED.partner_id, on=TODAY - DAY, provenance="website"
    )
    told = recorded([LISTED, said, OFFER_LISTED, offer_said, LISTED])

    written = rows(assurances, told, LISTINGS)
    assured = rows(assurances, told, ASSURANCES)

    partner, offer = LISTED.partner_id, OFFER_LISTED.offer_id
    assert [row["about"] for row in written.values()] == [partner, offer, partner]
    assert [(row["about"], row["on_day"]) for row in assured.values()] == [(partner, TODAY), (offer, TODAY - DAY)]


def test_what_is_written_around_midnight_has_the_day_of_germany() -> None:
    (told,) = recorded([LISTED])
    late = replace(told, time=LATE)

    (row,) = rows(assurances, [late], LISTINGS).values()

    assert str(row["on_day"]) == "2026-07-01"
