"""Whatever happens to a partner and its offers, in whichever order: the tables say what the deciders know."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.contracts.referral import (
    OfferAssured,
    OfferListed,
    PartnerAssured,
    PartnerListed,
)
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract, Recorded
from services.referral.domain.offer import OFFER
from services.referral.domain.partner import PARTNER
from services.referral.projections import agreements as of_agreements
from services.referral.projections import assurances as of_assurances
from services.referral.projections import offers as of_offers
from services.referral.projections import partners as of_partners
from services.referral.projections.agreements import agreements
from services.referral.projections.assurances import assurances
from services.referral.projections.offers import offers
from services.referral.projections.partners import partners
from tests.intake.folded import recorded, rows
from tests.referral.directory.stories import DAY, LISTED, OFFER_LISTED, TODAY
from tests.referral.directory.test_every_command import OF_OFFER, OF_PARTNER, OVER, PLACE

PARTNER_COMMANDS = list(OF_PARTNER)
OFFER_COMMANDS = list(OF_OFFER)


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

    listed = rows(partners, told, of_partners.PARTNERS)
    delisted = rows(partners, told, of_partners.PARTNER_DELISTINGS)
    assert [row["name"] for row in listed.values()] == ([state.listed.name] if state.listed else [])
    assert [row["last_day"] for row in delisted.values()] == ([state.last_day] if state.last_day else [])
    for kept, table, endings in (
        (state.locations, of_partners.LOCATIONS, of_partners.LOCATION_DELISTINGS),
        (state.contacts, of_partners.CONTACTS, of_partners.CONTACT_DELISTINGS),
    ):
        assert set(rows(partners, told, table)) == set(kept)
        assert {key: row["last_day"] for key, row in rows(partners, told, endings).items()} == {
            key: each.last_day for key, each in kept.items() if each.last_day is not None
        }
    ended = rows(agreements, told, of_agreements.ENDS)
    assert set(rows(agreements, told, of_agreements.AGREEMENTS)) == set(state.agreements)
    assert set(ended) == {key for key, each in state.agreements.items() if each.last_day is not None}


@given(st.lists(st.sampled_from(OFFER_COMMANDS), max_size=25))
def test_the_tables_of_an_offer_agree_with_its_decider(commands: list[Any]) -> None:
    facts = happened(OFFER, commands)
    state, told = OFFER.fold(facts), recorded(facts)

    listed, stated = rows(offers, told, of_offers.OFFERS), rows(offers, told, of_offers.CAPACITIES)
    assert [row["cost"] for row in listed.values()] == ([state.listed.cost] if state.listed else [])
    assert len(rows(offers, told, of_offers.DELISTINGS)) == (state.last_day is not None)
    assert [row["capacity"] for row in stated.values()] == ([state.capacity.capacity] if state.capacity else [])
    assert len(rows(offers, told, of_offers.WEEKLY)) == len(state.weekly)
    assert len(rows(offers, told, of_offers.EXCEPTIONS)) == len(state.exceptions)


@given(st.permutations([LISTED, PLACE, *OVER[:1]]))
def test_history_in_any_order_stops_no_projection(facts: list[Contract]) -> None:
    assert rows(partners, recorded(facts), of_partners.PARTNERS)


def test_written_and_assured_are_kept_apart_and_every_time() -> None:
    said = PartnerAssured(partner_id=LISTED.partner_id, on=TODAY, provenance="visit")
    offer_said = OfferAssured(
        offer_id=OFFER_LISTED.offer_id, partner_id=LISTED.partner_id, on=TODAY - DAY, provenance="website"
    )
    told = recorded([LISTED, said, OFFER_LISTED, offer_said, LISTED])

    written = rows(assurances, told, of_assurances.LISTINGS)
    assured = rows(assurances, told, of_assurances.ASSURANCES)

    partner, offer = LISTED.partner_id, OFFER_LISTED.offer_id
    assert [row["about"] for row in written.values()] == [partner, offer, partner]
    assert [(row["about"], row["on_day"]) for row in assured.values()] == [(partner, TODAY), (offer, TODAY - DAY)]


def test_what_is_written_around_midnight_has_the_day_of_germany() -> None:
    (told,) = recorded([LISTED])
    late = Recorded(**{**{name: getattr(told, name) for name in told.__struct_fields__}, "time": LATE})

    (row,) = rows(assurances, [late], of_assurances.LISTINGS).values()

    assert str(row["on_day"]) == "2026-07-01"


LATE = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
assert {PartnerListed, OfferListed} <= set(assurances.reads)
