"""Which facts answer the questions of an audit that no figure is made of, from which position of their log on?

Read by samples. One row a thing: a notice, a consent, a link of a participation to a case, a document, a plan, a
payment, a target, a proof. Where a figure's own table keeps the facts, they are not repeated here.
"""

from collections.abc import Iterable
from typing import TypeAlias
from uuid import UUID

from services.contracts.districts import (
    DocumentRegistered,
    EntryWithdrawn,
    FundingPlanned,
    PaymentRecorded,
    TargetAgreed,
)
from services.contracts.events import ProofAttached, ProofRemoved
from services.contracts.intake import (
    ConsentGiven,
    NoticeReceived,
    ParticipationLinked,
    ParticipationUnlinked,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "audit_evidence",
    "evidence",
    ("source", "what", "operation", "person", "case_id", "participation", "kind", "on_day", "number", "of_id", "fact"),
)

OfPerson: TypeAlias = NoticeReceived | ConsentGiven | ParticipationLinked
OfOperation: TypeAlias = DocumentRegistered | FundingPlanned | PaymentRecorded | TargetAgreed
Ended: TypeAlias = ParticipationUnlinked | EntryWithdrawn | ProofRemoved
Fact: TypeAlias = OfPerson | OfOperation | ProofAttached | Ended


def keep_version(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A thing as it was recorded last; none once it was taken back. A consent that was withdrawn had been given."""
    fact = recorded.fact
    match fact:
        case ParticipationUnlinked():
            yield Drop(TABLE, fact.participation_id)
        case EntryWithdrawn():
            yield Drop(TABLE, fact.entry_id)
        case ProofRemoved():
            yield Drop(TABLE, fact.proof_id)
        case NoticeReceived() | ConsentGiven() | ParticipationLinked():
            key, said = _of_person(fact, recorded.id)
            yield Put(TABLE, key, (recorded.source, *said, recorded.id))
        case ProofAttached():
            said = ("proof", None, None, None, None, fact.kind, fact.on, None, fact.of_id)
            yield Put(TABLE, fact.proof_id, (recorded.source, *said, recorded.id))
        case _:
            key, said = _of_operation(fact)
            yield Put(TABLE, key, (recorded.source, *said, recorded.id))


def _of_person(fact: OfPerson, fact_id: UUID) -> tuple[UUID, tuple[object, ...]]:
    """Key, and (what, operation, person, case, participation, kind, day, number, of)."""
    match fact:
        case NoticeReceived():
            return fact_id, ("notice", None, fact.person_id, fact.case_id, None, fact.form, fact.on, None, None)
        case ConsentGiven():
            said = ("consent", None, fact.person_id, fact.case_id, None, fact.purpose, fact.on, None, None)
            return fact.consent_id, said
        case ParticipationLinked():
            edge = (fact.operation, fact.person_id, fact.case_id, fact.participation_id)
            return fact.participation_id, ("link", *edge, None, None, None, None)


def _of_operation(fact: OfOperation) -> tuple[UUID, tuple[object, ...]]:
    """The same; ``number``: cents of the own share, cents paid, or the target's value."""
    nobody = (fact.operation, None, None, None)
    match fact:
        case DocumentRegistered():
            return fact.document_id, ("document", *nobody, fact.kind, fact.on, None, None)
        case FundingPlanned():
            own = sum(each.cents for each in fact.shares if each.source == "own")
            return fact.plan_id, ("plan", *nobody, None, fact.first_day, own, None)
        case PaymentRecorded():
            return fact.payment_id, ("payment", *nobody, fact.source, fact.on, fact.cents, None)
        case TargetAgreed():
            kind = fact.indicator if fact.of == "indicator" else None
            return fact.target_id, ("target", *nobody, kind, fact.by, fact.value, None)


audit_evidence = Projection(
    "audit_evidence",
    version=1,
    tables=(TABLE,),
    reads=(
        *(NoticeReceived, ConsentGiven, ParticipationLinked, ParticipationUnlinked),
        *(DocumentRegistered, FundingPlanned, PaymentRecorded, TargetAgreed, EntryWithdrawn),
        *(ProofAttached, ProofRemoved),
    ),
    fold=keep_version,
)
