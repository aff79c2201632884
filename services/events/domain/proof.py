"""A file that proves something: attached, and removed where it was a mistake. Its bytes lie in the vault."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeAlias, assert_never
from uuid import UUID

from services.contracts.events import ProofAttached, ProofRemoved
from services.contracts.events.words import ProofKind, ProofOf
from services.events.domain.days import expect_not_in_future
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachProof:
    """``digest``: SHA-256 in hexadecimal of the ``size`` bytes; ``file_id``: where the vault keeps them."""

    proof_id: UUID
    of: ProofOf
    of_id: UUID
    kind: ProofKind
    media_type: str
    size: int
    digest: str
    on: date
    today: date
    file_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveProof:
    """It was attached by mistake."""


Command: TypeAlias = AttachProof | RemoveProof


@dataclass(frozen=True, slots=True)
class Proof:
    """``attached`` None: there is no such file."""

    attached: ProofAttached | None = None
    is_removed: bool = False


class UnknownProof(RuleViolation):
    title = "Diesen Nachweis gibt es nicht."
    field = "proof_id"


class AttachedOtherwise(RuleViolation):
    title = "Dieser Nachweis liegt schon vor, mit anderen Angaben."
    field = "proof_id"


def attach(command: AttachProof, proof: Proof) -> Sequence[Contract]:
    expect_not_in_future(command.on, command.today)
    attached = ProofAttached(
        proof_id=command.proof_id,
        of=command.of,
        of_id=command.of_id,
        kind=command.kind,
        media_type=command.media_type,
        size=command.size,
        digest=command.digest,
        on=command.on,
        file_id=command.file_id,
    )
    if proof.attached is None:
        return [attached]
    if proof.attached != attached or proof.is_removed:
        raise AttachedOtherwise
    return []


def remove(_command: RemoveProof, proof: Proof) -> Sequence[Contract]:
    if proof.attached is None:
        raise UnknownProof
    return [] if proof.is_removed else [ProofRemoved(proof_id=proof.attached.proof_id)]


def decide(command: Command, proof: Proof) -> Sequence[Contract]:
    match command:
        case AttachProof():
            return attach(command, proof)
        case RemoveProof():
            return remove(command, proof)
        case _:
            assert_never(command)


def evolve(proof: Proof, fact: Contract) -> Proof:
    match fact:
        case ProofAttached():
            return replace(proof, attached=fact)
        case ProofRemoved():
            return replace(proof, is_removed=True)
        case _:
            return proof


PROOF: Final = Decider(initial=Proof(), decide=decide, evolve=evolve)
