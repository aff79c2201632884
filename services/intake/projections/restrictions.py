"""Of whom are data kept and not worked on? Read by every command about a person, and by lists."""

from collections.abc import Iterable
from typing import Final

from services.contracts.folds.restrictions import RESTRICTIONS, Restriction, restriction
from services.contracts.intake import ProcessingRestricted, RestrictionLifted
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change
from services.kernel.projection import Projection


def keep(recorded: Recorded[Restriction]) -> Iterable[Change]:
    return [restriction(recorded.fact)]


restrictions: Final = Projection(
    "restrictions", version=1, tables=(RESTRICTIONS,), reads=(ProcessingRestricted, RestrictionLifted), fold=keep
)
