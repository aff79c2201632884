"""What was handed in, when was the last ESF payment, what is held? Read before a record is erased (domain/keeping.py).

Facts of districts and reporting, by broker. A submission counts as handed in from the moment it was made: what became
of it later does not undo that somebody may have relied on it.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias, assert_never

from services.contracts.districts import EntryWithdrawn, HoldLifted, HoldPlaced, PaymentRecorded
from services.contracts.reporting import SubmissionCreated
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

PAYMENTS: Final = Table("esf_last_payments", "payment", ("operation", "on_day"), versioned=False)
HOLDS: Final = Table("operation_holds", "hold", ("operation", "placed", "effect"), versioned=False)
HOLD_ENDS: Final = Table("operation_hold_ends", "hold", ("lifted",), versioned=False)
SUBMISSIONS: Final = Table("operation_submissions", "submission", ("operation", "as_of", "known"), versioned=False)
Fact: TypeAlias = PaymentRecorded | HoldPlaced | HoldLifted | EntryWithdrawn | SubmissionCreated


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """What an entry is that was withdrawn is not said: another's id is no hold, and drops nothing."""
    fact = recorded.fact
    match fact:
        case SubmissionCreated():
            known = next((each.position for each in fact.positions if each.source == "intake"), 0)
            return [Put(SUBMISSIONS, fact.submission_id, (fact.operation, fact.as_of, known))]
        case PaymentRecorded():
            return [_paid(fact)]
        case HoldPlaced():
            return [Put(HOLDS, fact.hold_id, (fact.operation, fact.on, fact.effect))]
        case HoldLifted():
            return [Put(HOLD_ENDS, fact.hold_id, (fact.on,))]
        case EntryWithdrawn():
            return [Drop(HOLDS, fact.entry_id), Drop(HOLD_ENDS, fact.entry_id)]
        case _:
            assert_never(fact)


def _paid(fact: PaymentRecorded) -> Change:
    """A payment that was corrected to another kind or to nothing begins no period any more."""
    if fact.source == "esf" and fact.last and fact.cents:
        return Put(PAYMENTS, fact.payment_id, (fact.operation, fact.on))
    return Drop(PAYMENTS, fact.payment_id)


keeping = Projection(
    "submissions",
    version=1,
    tables=(PAYMENTS, HOLDS, HOLD_ENDS, SUBMISSIONS),
    reads=(PaymentRecorded, HoldPlaced, HoldLifted, EntryWithdrawn, SubmissionCreated),
    fold=keep,
)
