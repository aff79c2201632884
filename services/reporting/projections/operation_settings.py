"""How is an operation run, and what does its target group settle, from which position of districts' log on?

Read by the ESF report.
"""

from collections.abc import Iterable

from services.contracts.districts import OperationConfigured
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TABLE = Table("setting_versions", "operation", ("mode", "fixed_fields", "fixed_values", "fact"), key_type="text")


def keep_settings(recorded: Recorded[OperationConfigured]) -> Iterable[Put]:
    """Every fact carries all settings."""
    said = recorded.fact
    fields = [trait.field for trait in said.fixed_traits]
    values = [trait.value for trait in said.fixed_traits]
    return (Put(TABLE, said.operation, (said.mode, fields, values, recorded.id)),)


operation_settings = Projection(
    "operation_settings", version=1, tables=(TABLE,), reads=(OperationConfigured,), fold=keep_settings
)
