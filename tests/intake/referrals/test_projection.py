"""Rows of referrals: each fact leaves a referral in one state, and no row needs another to be there first."""

from datetime import date

import pytest

from services.contracts.folds.partners import DELISTINGS, PARTNERS, partners
from services.contracts.referral import TermsSet
from services.intake.projections import referrals as of_referrals
from services.intake.projections.referrals import CLOSINGS, ENDED, REFERRALS, STANDINGS, STEPS, TERMS, TOLD
from services.kernel.facts import Contract
from tests.intake.folded import recorded, rows
from tests.kit import referrals as told_of
from tests.reporting.history import id_of

REFERRAL = id_of("referral", 1)
PROJECTION = of_referrals.referrals


def standing(*facts: Contract) -> object:
    return rows(PROJECTION, recorded(facts), STANDINGS)[REFERRAL]["state"]


@pytest.mark.parametrize(("fact", "state"), told_of.EVERY_MOVE, ids=lambda each: each if isinstance(each, str) else "")
def test_the_last_move_is_where_a_referral_stands_whatever_came_before(fact: Contract, state: str) -> None:
    assert standing(told_of.proposed(1, "2026-01-01"), fact) == state
    assert standing(fact) == state


def test_every_move_is_a_step_in_the_order_of_recording() -> None:
    facts = recorded(
        [told_of.proposed(1, "2026-01-01"), told_of.handed_over(1, "2026-01-02"), told_of.arrived(1, "2026-01-09")]
    )
    steps = rows(PROJECTION, facts, STEPS).values()

    assert [(step["place"], step["state"], step["provenance"]) for step in steps] == [
        (1, "proposed", None),
        (2, "handed_over", None),
        (3, "arrived", "partner_phone"),
    ]


def test_closed_is_a_mark_that_reopening_takes_away() -> None:
    over = [told_of.came_of_it(1, "2026-01-05"), told_of.closed(1, "2026-01-06")]

    assert rows(PROJECTION, recorded(over), CLOSINGS)[REFERRAL] == {"closed_on": date(2026, 1, 6)}
    assert standing(*over) == "solved"
    assert rows(PROJECTION, recorded([*over, told_of.reopened(1, "2026-01-07")]), CLOSINGS) == {}


def test_what_a_referral_is_about_is_not_kept() -> None:
    (row,) = rows(PROJECTION, recorded([told_of.proposed(1, "2026-01-01")]), REFERRALS).values()

    assert "schulden" not in str(row)


def test_a_consent_that_ended_names_who_is_to_be_told() -> None:
    facts = recorded([told_of.consent_ended(3, "2026-02-01", referrals=(1,)), told_of.told(1, 3, "2026-02-02")])

    (ended,) = rows(PROJECTION, facts, ENDED).values()
    (told,) = rows(PROJECTION, facts, TOLD).values()
    assert (ended["referrals"], ended["shared"]) == ([REFERRAL], ["family_name"])
    assert told == {"referral": REFERRAL, "consent": told_of.consent_of(3)}


def test_terms_are_kept_by_kind_of_partner_the_latest_wins() -> None:
    days = {"answer_days": 7, "arrival_days": 14, "outcome_days": 30, "assure_days": 90}
    said = [TermsSet(partner_kind=None, **days), TermsSet(partner_kind=None, **{**days, "answer_days": 9})]
    kept = rows(PROJECTION, recorded([*said, TermsSet(partner_kind="jobcenter", **days)]), TERMS)

    assert {kind: row["answer_days"] for kind, row in kept.items()} == {of_referrals.ALL_OTHERS: 9, "jobcenter": 7}


def test_a_partner_that_is_listed_again_is_back() -> None:
    gone = [told_of.listed(1, "Alt"), told_of.delisted(1, "2026-03-01")]
    back = recorded([*gone, told_of.listed(1, "Neu")])

    assert rows(partners, recorded(gone), DELISTINGS)[id_of("partner", 1)] == {"last_day": date(2026, 3, 1)}
    assert rows(partners, back, DELISTINGS) == {}
    assert rows(partners, back, PARTNERS)[id_of("partner", 1)]["name"] == "Neu"
