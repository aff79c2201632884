"""Under which priority and category of region is an operation reported, from which position of districts' log on?

Read by the tables for the Commission and by the roll-up.
"""

from collections.abc import Iterable

from services.contracts.districts import OperationClassified
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TABLE = Table("operation_class_versions", "operation", ("priority", "category_of_region", "fact"), key_type="text")


def keep(recorded: Recorded[OperationClassified]) -> Iterable[Put]:
    """The last classification of each operation."""
    said = recorded.fact
    return (Put(TABLE, said.operation, (said.priority, said.category_of_region, recorded.id)),)


operation_classes = Projection("operation_classes", version=1, tables=(TABLE,), reads=(OperationClassified,), fold=keep)
