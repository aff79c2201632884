"""What was decided, by whom, under which number? Read by the register of resolutions, by meetings and by measures."""

from collections.abc import Iterable
from typing import Final

from services.contracts.events import ResolutionPassed
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Put, Table
from services.kernel.projection import Projection

RESOLUTIONS: Final = Table(
    "resolutions",
    "resolution",
    ("body", "number", "on_day", "majority", "meeting", "group_id", "wording"),
    versioned=False,
)


def keep(recorded: Recorded[ResolutionPassed]) -> Iterable[Change]:
    """Passed again, it was corrected."""
    fact = recorded.fact
    passed = (fact.body, fact.number, fact.on, fact.majority, fact.meeting_id, fact.group_id, fact.wording_id)
    return [Put(RESOLUTIONS, fact.resolution_id, passed)]


resolutions = Projection("resolutions", version=1, tables=(RESOLUTIONS,), reads=(ResolutionPassed,), fold=keep)
