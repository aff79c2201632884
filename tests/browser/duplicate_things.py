"""Two participants of the demo, to be compared."""

from typing import Any

from demo.files import files_of
from demo.profiles import DemoOperation
from services.kernel.ids import DistrictIds


def duplicate_things(ids: DistrictIds, operation: DemoOperation) -> dict[str, Any]:
    """Place in an address -> the person of one of the first two rows."""
    rows = next(file for file in files_of(operation) if file.kind == "participants").rows
    one, other = (ids.derive("person", operation.key, row["participant_no"]) for row in rows[:2])
    return {"one": one, "other": other}
