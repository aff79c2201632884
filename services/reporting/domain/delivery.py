"""Was everything delivered? A source's log against what the journal holds of it, fact by fact, in their order."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from services.contracts.reporting import DeliveryFault, DeliveryFaultKind

MOST: Final = 20  # faults that are named


class Placed(NamedTuple):
    """A fact on one side: its position in the source's log, and SHA-256(0x00 || envelope)."""

    sequence: int
    leaf: bytes


@dataclass(slots=True)
class Side:
    """What one side has: a digest (hex) over its facts in their order, made on that side alone."""

    count: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def counted(self, facts: Iterable[Placed]) -> Iterator[Placed]:
        """The same facts, added up as they pass."""
        for one in facts:
            self.count += 1
            self._digest.update(one.sequence.to_bytes(8, "big") + one.leaf)
            yield one

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


@dataclass(slots=True)
class Comparison:
    """What differs; the first MOST faults by their position, and how many there are of each kind."""

    missing: int = 0
    doubled: int = 0
    changed: int = 0
    faults: list[DeliveryFault] = field(default_factory=list)

    def add(self, fault: DeliveryFaultKind, sequence: int) -> None:
        match fault:
            case "missing":
                self.missing += 1
            case "doubled":
                self.doubled += 1
            case "changed":
                self.changed += 1
        if len(self.faults) < MOST:
            self.faults.append(DeliveryFault(sequence=sequence, fault=fault))


def compared(stored: Iterable[Placed], received: Iterable[Placed]) -> Comparison:
    """Both sides ascend by position. What the journal has and the log has not counts as doubled: it is too much."""
    found = Comparison()
    ours = iter(received)
    here = next(ours, None)
    for one in stored:
        while here is not None and here.sequence < one.sequence:
            found.add("doubled", here.sequence)
            here = next(ours, None)
        if here is None or here.sequence > one.sequence:
            found.add("missing", one.sequence)
            continue
        if here.leaf != one.leaf:
            found.add("changed", one.sequence)
        here = next(ours, None)
    while here is not None:
        found.add("doubled", here.sequence)
        here = next(ours, None)
    return found
