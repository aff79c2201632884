"""Which operations are there, and from when to when do they run? Districts' facts, by broker."""

from collections.abc import Iterable

from services.contracts.districts import OperationOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

OPERATIONS = Table("operations", "operation", ("name", "starts", "ends"), key_type="text", versioned=False)


def keep(recorded: Recorded[OperationOpened]) -> Iterable[Put]:
    """The period includes both ends."""
    fact = recorded.fact
    return [Put(OPERATIONS, fact.operation, (fact.name, fact.start, fact.end))]


operations = Projection("operations", version=1, tables=(OPERATIONS,), reads=(OperationOpened,), fold=keep)
