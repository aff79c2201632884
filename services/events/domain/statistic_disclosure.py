"""From how many on the district shows its own figures of a Sozialraum."""

from collections.abc import Sequence
from typing import Final

import msgspec

from services.contracts.events import SmallestShownSet
from services.kernel.deciders import Decider, RuleViolation
from services.kernel.facts import Contract

LEAST: Final = 2
MOST: Final = 100


class ThresholdOutOfRange(RuleViolation):
    title = f"Die Schwelle liegt zwischen {LEAST} und {MOST}."
    field = "smallest"


class SetSmallestShown(msgspec.Struct, frozen=True, kw_only=True):
    """Fewer than ``smallest`` people are not told of."""

    smallest: int


def decide(command: SetSmallestShown, known: SmallestShownSet | None) -> Sequence[Contract]:
    if not LEAST <= command.smallest <= MOST:
        raise ThresholdOutOfRange
    said = SmallestShownSet(smallest=command.smallest)
    return () if said == known else (said,)


def evolve(known: SmallestShownSet | None, fact: Contract) -> SmallestShownSet | None:
    return fact if isinstance(fact, SmallestShownSet) else known


DISCLOSURE: Final[Decider[SetSmallestShown, SmallestShownSet | None]] = Decider(
    initial=None, decide=decide, evolve=evolve
)
