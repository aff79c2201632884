"""How long the district waits, and for what."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.contracts.referral import TermsSet
from services.contracts.referral_states import KEYS, State
from services.contracts.referral_waiting import WaitingTerms, waiting
from services.referral.domain.terms import TERMS, Days, DaysOutOfRange, KindNotKnown, SetTerms, Terms
from tests.kit.spec import specify

given = specify(TERMS)

DAYS = Days(answer_days=7, arrival_days=10, outcome_days=60, assure_days=90)
SET = SetTerms(partner_kind="jobcenter", days=DAYS)
FACT = TermsSet(partner_kind="jobcenter", answer_days=7, arrival_days=10, outcome_days=60, assure_days=90)


def test_terms_are_set_once_and_the_latest_count() -> None:
    given().when(SET).then(FACT)
    longer = replace(SET, days=replace(DAYS, answer_days=8))
    (later,) = TERMS.decide(longer, TERMS.fold([FACT]))
    assert TERMS.fold([FACT, later]).of("jobcenter").answer_days == 8
    assert TERMS.decide(SET, TERMS.fold([FACT, later])) == [FACT]


def test_a_kind_without_terms_of_its_own_has_those_for_all_and_else_the_defaults() -> None:
    for_all = TERMS.fold([TermsSet(answer_days=3, arrival_days=3, outcome_days=3, assure_days=3), FACT])
    assert (for_all.of("jobcenter"), for_all.of("verein").answer_days) == (DAYS, 3)
    assert Terms().of("verein") == Days(answer_days=14, arrival_days=28, outcome_days=90, assure_days=180)


def test_unknown_kinds_and_impossible_days_are_refused() -> None:
    given().when(replace(SET, partner_kind="zoo")).then_refused(KindNotKnown, field="partner_kind")


@pytest.mark.parametrize(
    ("name", "days"), [("answer_days", 0), ("arrival_days", 366), ("outcome_days", 731), ("assure_days", 1096)]
)
def test_a_term_has_its_limits(name: str, days: int) -> None:
    broken: dict[str, Any] = {name: days}
    given().when(replace(SET, days=replace(DAYS, **broken))).then_refused(DaysOutOfRange, field=name)


@pytest.mark.parametrize(
    ("state", "waits_for", "due"),
    [
        ("handed_over", "answer", date(2026, 6, 15)),
        ("accepted", "arrival", date(2026, 6, 29)),
        ("missed", "arrival", date(2026, 6, 29)),
        ("arrived", "outcome", date(2026, 8, 30)),
    ],
)
def test_what_is_under_way_waits_for_the_next_step(state: State, waits_for: str, due: date) -> None:
    found = waiting(state, date(2026, 6, 1), None, WaitingTerms())
    assert found is not None
    assert (found.waits_for, found.due) == (waits_for, due)


def test_the_day_of_an_appointment_takes_the_place_of_the_term() -> None:
    found = waiting("accepted", date(2026, 6, 1), date(2026, 6, 4), WaitingTerms())
    assert found is not None
    assert found.due == date(2026, 6, 4)


@pytest.mark.parametrize("state", sorted(KEYS.keys() - {"handed_over", "accepted", "missed", "arrived"}))
def test_nothing_else_waits_for_a_partner(state: State) -> None:
    assert waiting(state, date(2026, 6, 1), None, WaitingTerms()) is None
