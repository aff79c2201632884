"""What is to be done next with a referral: one thing in every state, and nothing that would be refused."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Final, get_args
from uuid import UUID

import pytest

from services.contracts.referral import Need, ReferralProposed
from services.contracts.referral_states import State
from services.kernel.deciders import RuleViolation
from services.referral.domain.book_commands import (
    AcceptReferral,
    CloseReferral,
    HandOverReferral,
    Move,
    RecordPersonArrived,
    ReopenReferral,
    ReportOutcome,
    WithdrawReferral,
)
from services.referral.domain.book_moves import expect_possible
from services.referral.domain.book_state import ReferralState
from services.referral.domain.next_step import Action, Standing, next_step, possible_steps
from services.referral.referral_wording import ACTIONS, NEXT

DAY: Final = date(2026, 3, 2)
ONE: Final = UUID(int=1)
SAID: Final = {"referral_id": ONE, "on": DAY, "today": DAY}
BY_US: Final = {**SAID, "provenance": "staff"}
MOVES: Final[dict[Action, Move]] = {
    "hand_over": HandOverReferral(**SAID, channel="phone"),
    "answer": AcceptReferral(**BY_US),
    "arrival": RecordPersonArrived(**BY_US),
    "outcome": ReportOutcome(**BY_US, outcome="solved"),
    "withdraw": WithdrawReferral(**SAID, grounds="other"),
    "close": CloseReferral(**SAID),
    "reopen": ReopenReferral(**SAID),
}
STANDINGS: Final = [
    Standing(state=state, closed=closed, has_case=case, to_tell=tell, followed=followed)
    for state, closed, case, tell, followed in product(get_args(State), *[(False, True)] * 4)
]


def referral(now: Standing) -> ReferralState:
    """As the book would have it: a consent is no step of the referral."""
    proposed = ReferralProposed(
        book_id=ONE,
        person_id=ONE,
        referral_id=ONE,
        operation="thinka",
        sozialraum="rieth",
        partner_id=ONE,
        partner_kind="verein",
        on=DAY,
        need=Need(),
    )
    reached: State = "proposed" if now.state == "consented" else now.state
    return ReferralState(proposed=proposed, reached=reached, closed=now.closed, since=DAY, floor=DAY)


def taken(move: Move, now: Standing) -> bool:
    try:
        expect_possible(move, referral(now), None)
    except RuleViolation:
        return False
    return True


def test_what_is_offered_is_what_the_book_would_take() -> None:
    offered = {now: possible_steps(now) & set(MOVES) for now in STANDINGS}

    assert offered == {now: {step for step, move in MOVES.items() if taken(move, now)} for now in STANDINGS}


def test_the_next_step_is_one_that_is_possible_and_there_is_none_only_once_it_is_closed() -> None:
    steps = {now: next_step(now) for now in STANDINGS}

    assert [now for now, step in steps.items() if step is not None and step not in possible_steps(now)] == []
    assert {now for now, step in steps.items() if step is None} == {
        now for now in STANDINGS if now.closed and not now.to_tell
    }


def test_telling_a_partner_of_a_consent_s_end_comes_before_everything_else() -> None:
    assert {now for now in STANDINGS if next_step(now) == "tell_partner"} == {now for now in STANDINGS if now.to_tell}


def test_without_a_case_nobody_asks_for_consent_or_another_partner() -> None:
    asked = [possible_steps(now) & {"consent", "elsewhere"} for now in STANDINGS if not now.has_case]

    assert not any(asked)


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("proposed", "consent"),
        ("consented", "hand_over"),
        ("handed_over", "answer"),
        ("accepted", "arrival"),
        ("missed", "arrival"),
        ("arrived", "outcome"),
        ("declined_by_partner", "elsewhere"),
        ("rerouted", "elsewhere"),
        ("declined_by_person", "close"),
        ("solved", "close"),
        ("withdrawn", "close"),
    ],
)
def test_the_path_from_the_proposal_to_the_end(state: State, step: Action) -> None:
    assert next_step(Standing(state=state)) == step


def test_nobody_looks_for_a_third_place_once_another_was_proposed() -> None:
    assert next_step(Standing(state="declined_by_partner", followed=True)) == "close"


def test_every_step_has_its_words_and_a_button() -> None:
    assert set(ACTIONS) == set(NEXT) == set(get_args(Action))
    assert all(NEXT[step] for now in STANDINGS if (step := next_step(now)) is not None)


@pytest.mark.parametrize("state", ["proposed", "consented", "handed_over", "accepted", "arrived"])
def test_of_somebody_on_whose_data_nobody_works_a_referral_is_only_taken_back(state: State) -> None:
    now = Standing(state=state, restricted=True)

    assert next_step(now) is None
    assert possible_steps(now) == possible_steps(Standing(state=state)) & {"withdraw"}
    assert next_step(replace(now, to_tell=True)) == "tell_partner"
    assert "tell_partner" in possible_steps(replace(now, to_tell=True))
