"""What a referral waits for and until when: one rule for referral's overdue list and intake's worklist.

The district's terms say how many days it waits for a kind of partner (fact ``TermsSet``); without any, the defaults.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from services.contracts.referral_states import State

WaitsFor: TypeAlias = Literal["answer", "arrival", "outcome"]

WORDS: Final[dict[WaitsFor, str]] = {
    "answer": "Antwort des Partners",
    "arrival": "erstes Treffen beim Partner",
    "outcome": "Ergebnis",
}


@dataclass(frozen=True, slots=True)
class WaitingTerms:
    """Days to wait, each from the step before."""

    answer_days: int = 14
    arrival_days: int = 28
    outcome_days: int = 90


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody has to say something by the end of the day ``due``; it is overdue on the next."""

    waits_for: WaitsFor
    due: date


def waiting(state: State, since: date, appointment_on: date | None, terms: WaitingTerms) -> Waiting | None:
    """What a referral in this state waits for; None where it is over, or where nothing has gone to the partner yet.

    A day that the partner named replaces the term until the first meeting. Whoever was missed may still come.
    """
    match state:
        case "handed_over":
            return Waiting("answer", since + timedelta(days=terms.answer_days))
        case "accepted":
            return Waiting("arrival", appointment_on or since + timedelta(days=terms.arrival_days))
        case "missed":
            return Waiting("arrival", since + timedelta(days=terms.arrival_days))
        case "arrived":
            return Waiting("outcome", since + timedelta(days=terms.outcome_days))
        case _:
            return None
