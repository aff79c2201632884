"""Of whom are data kept and not worked on? Read by imports, by case from the log."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from services.contracts.intake import ProcessingRestricted, RestrictionLifted
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE: Final = Table("restrictions", "subject", ("person", "grounds", "starts"), versioned=False)
Fact: TypeAlias = ProcessingRestricted | RestrictionLifted


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    fact = recorded.fact
    subject = fact.case_id or fact.person_id
    if isinstance(fact, RestrictionLifted):
        return [Drop(TABLE, subject)]
    return [Put(TABLE, subject, (fact.person_id, fact.grounds, fact.on))]


restrictions = Projection(
    "restrictions", version=1, tables=(TABLE,), reads=(ProcessingRestricted, RestrictionLifted), fold=keep
)
