"""Which case is a person's? Read by the search, which finds persons."""

from collections.abc import Iterable

from services.contracts.intake import CaseOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TABLE = Table("case_persons", "person", ("case_id",), versioned=False)


def keep(recorded: Recorded[CaseOpened]) -> Iterable[Put]:
    """Once and for ever; everything that changes is read from the case itself."""
    return [Put(TABLE, recorded.fact.person_id, (recorded.fact.case_id,))]


case_persons = Projection("case_persons", version=1, tables=(TABLE,), reads=(CaseOpened,), fold=keep)
