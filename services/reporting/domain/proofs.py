"""What is noted of proofs: checkpoints, bundles handed out, deliveries reconciled. One stream each a district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from services.contracts.reporting import BundleExported, CheckpointSigned, DeliveryReconciled
from services.kernel.deciders import Decider
from services.kernel.facts import Contract

CHECKPOINTS: Final = "checkpoints"
BUNDLES: Final = "bundles"
DELIVERIES: Final = "deliveries"


@dataclass(frozen=True, slots=True)
class CheckpointDays:
    """``last``: the day that the last checkpoint was signed on."""

    last: date | None = None


@dataclass(frozen=True, slots=True)
class SignCheckpoint:
    """Note today's checkpoint; a day that has one keeps it."""

    signed: CheckpointSigned


def decide_checkpoint(command: SignCheckpoint, days: CheckpointDays) -> Sequence[Contract]:
    if days.last is not None and command.signed.day <= days.last:
        return []
    return [command.signed]


def evolve_checkpoint(days: CheckpointDays, fact: Contract) -> CheckpointDays:
    return CheckpointDays(fact.day) if isinstance(fact, CheckpointSigned) else days


CHECKPOINT_DAYS: Final = Decider(initial=CheckpointDays(), decide=decide_checkpoint, evolve=evolve_checkpoint)

# --- What was done, noted as it was: nothing can forbid it afterwards ----------


@dataclass(frozen=True, slots=True)
class NoteBundle:
    """A bundle was handed out."""

    exported: BundleExported


@dataclass(frozen=True, slots=True)
class NoteDelivery:
    """Deliveries were reconciled."""

    reconciled: DeliveryReconciled


Noted: TypeAlias = NoteBundle | NoteDelivery


def decide_noted(command: Noted, _nothing: None) -> Sequence[Contract]:
    return [command.exported if isinstance(command, NoteBundle) else command.reconciled]


def evolve_noted(_nothing: None, _fact: Contract) -> None:
    return None


NOTED: Final = Decider(initial=None, decide=decide_noted, evolve=evolve_noted)
