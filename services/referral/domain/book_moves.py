"""Which move is possible in which state: the table of the life cycle, and the order of its days.

=====================  ==================================================================================
move                   from
=====================  ==================================================================================
hand over              proposed; with data only under a consent in force
accept                 handed over, accepted (another appointment), missed (a new appointment)
decline, by partner    handed over, accepted, missed; declined by the partner (corrected)
decline, by person     proposed, handed over, accepted, missed; declined by the person (corrected)
reroute                handed over, accepted, missed, arrived
withdraw               proposed, handed over, accepted, missed, arrived
arrived                handed over, accepted, missed, arrived (another day)
missed                 handed over, accepted, missed (once more)
outcome                handed over, accepted, missed, arrived, an outcome (corrected)
close                  missed, any end
reopen                 closed: it is proposed again
=====================  ==================================================================================

In all others it is refused; an answer of the same content as before changes nothing, whatever the state.
"""

from collections.abc import Mapping
from typing import Final

from services.contracts.referral_states import ENDS, OUTCOMES, State
from services.kernel.facts import Contract
from services.referral.domain.book_commands import (
    AcceptReferral,
    CloseReferral,
    DeclineReferral,
    HandOverReferral,
    Move,
    OfReferral,
    RecordPersonArrived,
    RecordPersonMissed,
    ReopenReferral,
    ReportOutcome,
    RerouteReferral,
    WithdrawReferral,
)
from services.referral.domain.book_refusals import (
    AlreadyHandedOver,
    DayBeforeLastStep,
    DayInTheFuture,
    NoteNeedsCase,
    NotHandedOver,
    PersonArrivedAlready,
    ReferralIsClosed,
    ReferralIsOver,
    ReferralNotClosed,
    ReferralNotOver,
)
from services.referral.domain.book_state import ReferralState, corrects

WITH_PARTNER: Final[frozenset[State]] = frozenset({"handed_over", "accepted", "missed"})
AFTER_ARRIVAL: Final[frozenset[State]] = OUTCOMES | {"arrived"}

FROM: Final[Mapping[type[Move], frozenset[State]]] = {
    HandOverReferral: frozenset({"proposed"}),
    AcceptReferral: WITH_PARTNER,
    RerouteReferral: WITH_PARTNER | {"arrived"},
    WithdrawReferral: WITH_PARTNER | {"proposed", "arrived"},
    RecordPersonArrived: WITH_PARTNER | {"arrived"},
    RecordPersonMissed: WITH_PARTNER,
    ReportOutcome: WITH_PARTNER | AFTER_ARRIVAL,
    CloseReferral: ENDS | {"missed"},
}

NO_CONTENT: Final = frozenset({"provenance", "note_id", "share_id", "consent_id"})


def expect_possible(command: Move, referral: ReferralState, into: State | None) -> None:
    """Raises the refusals of state and of days; ``into``: the state that the move would reach, if any."""
    if isinstance(command, ReopenReferral):
        if not referral.closed:
            raise ReferralNotClosed
    elif referral.closed:
        raise ReferralIsClosed
    elif referral.reached not in _from(command):
        raise _impossible(command, referral)
    _expect_day(command, referral, into)
    if getattr(command, "note_id", None) is not None and referral.proposed.case_id is None:
        raise NoteNeedsCase


def says_the_same(fact: Contract, referral: ReferralState) -> bool:
    """Whether the last fact of this kind in this round said it already, whoever did; other words are more."""
    before = referral.said.get(type(fact))
    if before is None or _content(before) != _content(fact):
        return False
    return getattr(fact, "note_id", None) in {None, getattr(before, "note_id", None)}


def _content(fact: Contract) -> dict[str, object]:
    return {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in NO_CONTENT}


def _from(command: Move) -> frozenset[State]:
    if isinstance(command, DeclineReferral):
        return WITH_PARTNER | (
            {"declined_by_partner"} if command.by == "partner" else {"declined_by_person", "proposed"}
        )
    return FROM[type(command)]


def _impossible(command: Move, referral: ReferralState) -> Exception:
    """Why the state does not allow it, in the order in which somebody would understand it."""
    if isinstance(command, CloseReferral):
        return ReferralNotOver()
    if referral.is_over:
        return ReferralIsOver()
    if isinstance(command, HandOverReferral):
        return AlreadyHandedOver()
    if referral.reached == "proposed":
        return NotHandedOver()
    return PersonArrivedAlready()


def _expect_day(command: OfReferral, referral: ReferralState, into: State | None) -> None:
    expect_not_in_future(command)
    floor = referral.floor if into is not None and corrects(referral.reached, into) else referral.since
    if command.on < floor:
        raise DayBeforeLastStep


def expect_not_in_future(command: OfReferral) -> None:
    if command.on > command.today:
        raise DayInTheFuture
