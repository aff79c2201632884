"""What is to be done next with a referral, and what else can be done: derived from where it stands, never stored.

One thing at a time is the next one, so that nobody has to think about the order: telling a partner whose consent ended
comes before everything else, then what the state asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from services.contracts.referral_states import ENDS, State
from services.referral.domain.book_commands import (
    AcceptReferral,
    CloseReferral,
    HandOverReferral,
    Move,
    RecordPersonArrived,
    ReportOutcome,
    WithdrawReferral,
)
from services.referral.domain.book_moves import FROM

# consent: ask the person; elsewhere: propose another partner in its place; answer: what the partner or person said.
Action: TypeAlias = Literal[
    "tell_partner",
    "consent",
    "hand_over",
    "answer",
    "arrival",
    "outcome",
    "elsewhere",
    "close",
    "withdraw",
    "reopen",
]

ASKED_FOR: Final[Mapping[State, Action]] = {
    "proposed": "consent",
    "consented": "hand_over",
    "handed_over": "answer",
    "accepted": "arrival",
    "missed": "arrival",
    "arrived": "outcome",
    "declined_by_partner": "elsewhere",
    "rerouted": "elsewhere",
}
# An action that one move stands for: both are possible in the same states.
STANDS_FOR: Final[Mapping[Action, type[Move]]] = {
    "hand_over": HandOverReferral,
    "answer": AcceptReferral,
    "arrival": RecordPersonArrived,
    "outcome": ReportOutcome,
    "withdraw": WithdrawReferral,
    "close": CloseReferral,
}
# What serves a person who had the processing restricted.
HER_RIGHT: Final[frozenset[Action]] = frozenset({"withdraw"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A referral as it stands on a day.

    ``followed``: another one goes on in its place already; ``restricted``: nobody works on the person's data.
    """

    state: State
    closed: bool = False
    has_case: bool = True
    to_tell: bool = False
    followed: bool = False
    restricted: bool = False


def next_step(now: Standing) -> Action | None:
    """The one thing to do; None once it is closed. Of somebody without a case nobody knows how it went on."""
    if now.to_tell:
        return "tell_partner"
    if now.closed or now.restricted:
        return None
    asked = ASKED_FOR.get(now.state, "close")
    if asked == "consent" and not now.has_case:
        return "hand_over"
    return "close" if asked == "elsewhere" and (now.followed or not now.has_case) else asked


def possible_steps(now: Standing) -> frozenset[Action]:
    """Everything that would be taken as it stands, whatever comes next."""
    told: frozenset[Action] = frozenset({"tell_partner"}) if now.to_tell else frozenset()
    if now.restricted:
        return (_able(now) & HER_RIGHT) | told
    return _able(now) | told


def _able(now: Standing) -> frozenset[Action]:
    if now.closed:
        return frozenset({"reopen"})
    reached: State = "proposed" if now.state == "consented" else now.state
    able: frozenset[Action] = frozenset(action for action, move in STANDS_FOR.items() if reached in FROM[move])
    if now.has_case and reached == "proposed":
        able |= {"consent"}
    if now.has_case and (reached in ENDS or reached == "missed") and not now.followed:
        able |= {"elsewhere"}
    return able
