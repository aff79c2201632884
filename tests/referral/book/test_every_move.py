"""Every command in every state of a referral: it happens, changes nothing, or is refused in German."""

from itertools import product
from typing import Any, get_args

import pytest

from services.contracts.referral_states import KEYS, OPEN, State, reached, state_of
from services.contracts.vocabularies import referral_states
from services.kernel.deciders import RuleViolation
from services.referral.domain.book import BOOK
from services.referral.domain.book_commands import (
    AcceptReferral,
    CloseReferral,
    DeclineReferral,
    HandOverReferral,
    Move,
    RecordPersonArrived,
    RecordPersonMissed,
    ReopenReferral,
    ReportOutcome,
    RerouteReferral,
    TellPartner,
    WithdrawReferral,
)
from services.referral.domain.book_refusals import (
    AlreadyHandedOver,
    ConsentMissing,
    NotHandedOver,
    NothingToTell,
    PersonArrivedAlready,
    ReferralIsClosed,
    ReferralIsOver,
    ReferralNotClosed,
    ReferralNotOver,
    UnknownReferral,
)
from tests.referral.book.stories import CONSENT, FIELDS, REFERRAL, STATES, TODAY

AT: dict[str, Any] = {"referral_id": REFERRAL, "on": TODAY, "today": TODAY}
SAID: dict[str, Any] = {**AT, "provenance": "partner_phone"}
COMMANDS: dict[str, Move] = {
    "hand over": HandOverReferral(**AT, channel="in_person"),
    "share": HandOverReferral(**AT, channel="in_person", fields=FIELDS),
    "accept": AcceptReferral(**SAID),
    "partner says no": DeclineReferral(**SAID, by="partner", grounds="no_capacity"),
    "person says no": DeclineReferral(**SAID, by="person", grounds="not_wanted"),
    "reroute": RerouteReferral(**SAID),
    "arrived": RecordPersonArrived(**SAID),
    "missed": RecordPersonMissed(**SAID),
    "outcome": ReportOutcome(**SAID, outcome="solved"),
    "withdraw": WithdrawReferral(**AT, grounds="other"),
    "close": CloseReferral(**AT),
    "reopen": ReopenReferral(**AT),
    "tell": TellPartner(**AT, consent_id=CONSENT),
}
REFUSALS: dict[str, type[RuleViolation]] = {
    "U": UnknownReferral,
    "C": ReferralIsClosed,
    "O": ReferralIsOver,
    "N": NotHandedOver,
    "A": AlreadyHandedOver,
    "P": PersonArrivedAlready,
    "R": ReferralNotOver,
    "K": ReferralNotClosed,
    "M": ConsentMissing,
    "T": NothingToTell,
}
# One column a command, in the order above: + it happens, . nothing new, a letter: refused.
EXPECTED = {
    "unknown": "U U U U U U U U U U U U U",
    "proposed": "+ M N N + N N N N + R K T",
    "consented": "+ + N N + N N N N + R K T",
    "handed_over": "A A + + + + + + + + R K T",
    "accepted": "A A + + + + + + + + R K T",
    "missed": "A A + + + + + + + + + K T",
    "arrived": "A A P P P + + P + + R K T",
    "declined_by_partner": "O O O + O O O O O O + K T",
    "declined_by_person": "O O O O + O O O O O + K T",
    "rerouted": "O O O O O O O O O O + K T",
    "withdrawn": "O O O O O O O O O O + K T",
    "solved": "O O O O O O O O + O + K T",
    "partly_solved": "O O O O O O O O + O + K T",
    "not_solved": "O O O O O O O O + O + K T",
    "contact_lost": "O O O O O O O O + O + K T",
    "back_to_us": "O O O O O O O O + O + K T",
    "closed": "C C C C C C C C C C . + T",
    "reopened": "+ M N N + N N N N + R K T",
}


def test_the_table_knows_every_command_and_every_state() -> None:
    assert {type(command) for command in COMMANDS.values()} == _moves(Move)
    assert set(get_args(State)) | {"unknown", "closed", "reopened"} == EXPECTED.keys() == STATES.keys()
    assert all(len(row.split()) == len(COMMANDS) for row in EXPECTED.values())


def _moves(of: Any) -> set[type]:
    return {each for part in get_args(of) for each in (_moves(part) or {part})}


@pytest.mark.parametrize(("state", "asked"), list(product(STATES, COMMANDS)))
def test_every_command_in_every_state_has_its_answer(state: str, asked: str) -> None:
    expected = EXPECTED[state].split()[list(COMMANDS).index(asked)]
    command, book = COMMANDS[asked], BOOK.fold(STATES[state])

    if expected in REFUSALS:
        with pytest.raises(REFUSALS[expected]) as refused:
            BOOK.decide(command, book)
        assert type(refused.value) is REFUSALS[expected]
        return
    facts = BOOK.decide(command, book)
    assert bool(facts) is (expected == "+")
    assert not BOOK.decide(command, BOOK.fold(facts, book)), "said once more, it changed something"


@pytest.mark.parametrize("state", [name for name in STATES if name in KEYS])
def test_each_history_ends_in_its_state_for_the_book_and_for_every_reader(state: str) -> None:
    book = BOOK.fold(STATES[state])

    assert book.state_on(REFERRAL, TODAY) == state_of(STATES[state], TODAY) == state
    assert book.referrals[REFERRAL].is_open is (state in OPEN)


def test_closing_keeps_the_state_and_reopening_begins_anew() -> None:
    closed, reopened = BOOK.fold(STATES["closed"]), BOOK.fold(STATES["reopened"])

    assert (closed.state_on(REFERRAL, TODAY), closed.referrals[REFERRAL].is_open) == ("solved", False)
    assert (reopened.state_on(REFERRAL, TODAY), reopened.referrals[REFERRAL].is_open) == ("proposed", True)
    assert [reached(fact) for fact in STATES["reopened"]][-3:] == ["solved", None, "proposed"]


def test_every_state_has_a_key_of_the_vocabulary_and_every_key_a_state() -> None:
    assert set(KEYS) == set(get_args(State))
    assert set(KEYS.values()) == set(referral_states())
