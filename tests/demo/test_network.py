"""The partners of the demo and the referrals to them hang together, and nothing in them is a real person's."""

import pytest

from demo.casework import Casework, Consented
from demo.districts import DISTRICTS
from demo.profiles import DemoDistrict
from demo.referred import CameOfIt, HandedOver, Referred
from services.contracts.hours_text import read_hours
from services.contracts.vocabularies import (
    handlungsfelder,
    partner_kinds,
    referable_fields,
    target_groups,
    topics,
)
from services.referral.default_survey import default_statements
from services.referral.domain.edge import STRENGTHS
from tests.demo.test_stories import every_district

REFERRALS = [
    pytest.param(district, casework, told, id=f"{district.key}-{told.story}")
    for district in DISTRICTS
    for casework in district.casework
    for told in casework.referrals
]
every_referral = pytest.mark.parametrize(("district", "casework", "told"), REFERRALS)


@every_district
def test_partners_and_offers_use_the_vocabularies_and_places_of_the_district(district: DemoDistrict) -> None:
    places = {site.sozialraum for site in district.directory.sites}
    names = [partner.name for partner in district.network]

    assert len(set(names)) == len(names) >= 4
    for partner in district.network:
        assert partner.kind in partner_kinds()
        assert partner.place.sozialraum in {None, *places}
        assert 50 < partner.place.at[0] < 52
        assert 9.8 < partner.place.at[1] < 12.7
        assert partner.offers
        for offer in partner.offers:
            assert offer.topics
            assert set(offer.topics) <= set(topics())
            assert set(offer.handlungsfelder) <= set(handlungsfelder())
            assert set(offer.target_groups) <= set(target_groups())
            assert set(offer.sozialraeume) <= places
            assert len([read_hours(text) for text in offer.hours]) == len(set(offer.hours))


def test_no_address_or_number_of_the_demo_reaches_anybody() -> None:
    for district in DISTRICTS:
        for partner in district.network:
            assert partner.email is None or partner.email.endswith(".example")
            assert " 000" in partner.phone


def test_entries_were_assured_lately_and_long_ago_and_agreements_run_out() -> None:
    for district in DISTRICTS:
        days = [partner.assured for partner in district.network if partner.assured is not None]
        assert min(days) < -180 < -90 < max(days), district.key
    until = [each.agreement.until for one in DISTRICTS for each in one.network if each.agreement is not None]
    assert [day for day in until if day is not None and day < 60]
    assert None in until


def test_every_capacity_is_told_of_some_offer() -> None:
    told = {offer.capacity for district in DISTRICTS for partner in district.network for offer in partner.offers}

    assert told == {"open", "waiting_list", "closed"}


@every_referral
def test_a_referral_names_a_case_partner_and_offer_that_there_are(
    district: DemoDistrict, casework: Casework, told: Referred
) -> None:
    offers = {partner.name: {offer.name for offer in partner.offers} for partner in district.network}
    staff_of = {case.code_word: case.staff for case in casework.cases}

    assert told.offer in {None, *offers[told.partner]}
    assert set(told.topics) <= set(topics())
    if told.code_word is None:
        assert told.sozialraum in {site.sozialraum for site in district.directory.sites}
    else:
        assert staff_of[told.code_word] == told.staff


@pytest.mark.parametrize("district", DISTRICTS, ids=lambda district: district.key)
def test_steps_of_a_referral_are_told_in_order_and_none_lies_ahead(district: DemoDistrict) -> None:
    for told in (told for casework in district.casework for told in casework.referrals):
        days = [told.day, *(step.day for step in told.steps), 0]
        assert days == sorted(days), told.story


@every_referral
def test_what_goes_along_is_what_a_consent_names(district: DemoDistrict, casework: Casework, told: Referred) -> None:
    cases = {case.code_word: case for case in casework.cases}
    for step in told.steps:
        if not isinstance(step, HandedOver) or not step.texts:
            continue
        assert told.code_word is not None
        assert step.texts.keys() <= referable_fields().keys()
        given = [each for each in cases[told.code_word].steps if isinstance(each, Consented)]
        assert any(
            each.partner == told.partner and each.day <= step.day and step.texts.keys() <= set(each.fields)
            for each in given
        ), district.key


TIES = [district for district in DISTRICTS if district.cooperation.ties]


def test_partners_of_two_districts_work_together_for_three_years() -> None:
    assert {district.key for district in TIES} == {"erfurt", "ilm-kreis"}
    for district in TIES:
        days = [tie.day for tie in district.cooperation.ties]
        assert days == sorted(days), district.key
        assert days[0] < -1000 < -100 < days[-1] < 0


@pytest.mark.parametrize("district", TIES, ids=lambda district: district.key)
def test_ties_and_replies_name_partners_of_the_district(district: DemoDistrict) -> None:
    names = {partner.name for partner in district.network}

    for tie in district.cooperation.ties:
        assert tie.one != tie.other
        assert {tie.one, tie.other} <= names
        assert tie.strength in {None, *STRENGTHS}
    pairs = {(tie.one, tie.other) for tie in district.cooperation.ties}
    assert not pairs & {(other, one) for one, other in pairs}
    for survey in district.cooperation.surveys:
        assert survey.replies.keys() <= names


@pytest.mark.parametrize("district", TIES, ids=lambda district: district.key)
def test_replies_lie_in_the_days_of_the_survey_and_value_each_statement(district: DemoDistrict) -> None:
    for survey in district.cooperation.surveys:
        end = survey.last if survey.closed is None else survey.closed
        for replies in survey.replies.values():
            assert survey.first <= replies.day <= min(end, 0)
            assert len(replies.values()) == len(default_statements())
            assert set(replies.values().values()) <= {None, 1, 2, 3, 4, 5}


def test_referrals_end_well_and_badly() -> None:
    told = {
        step.outcome
        for district in DISTRICTS
        for casework in district.casework
        for referred in casework.referrals
        for step in referred.steps
        if isinstance(step, CameOfIt)
    }

    assert {"solved", "partly_solved", "contact_lost", "back_to_us"} <= told
