"""From which figure on does a district want to be warned, from which position of reporting's own log on?

Read by the checks before a submission.
"""

from collections.abc import Iterable

from services.contracts.reporting import CheckConfigured
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TABLE = Table("check_setting_versions", "check_key", ("threshold", "active", "fact"), key_type="text")


def keep(recorded: Recorded[CheckConfigured]) -> Iterable[Put]:
    """The last setting of each rule."""
    said = recorded.fact
    return (Put(TABLE, said.check, (said.threshold, said.active, recorded.id)),)


check_settings = Projection("check_settings", version=1, tables=(TABLE,), reads=(CheckConfigured,), fold=keep)
