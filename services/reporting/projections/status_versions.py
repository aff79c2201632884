"""Which statuses after exit count, from which place of intake's log on? Read by the ESF report."""

from collections.abc import Iterable

from services.contracts.intake import StatusRecorded, StatusRetracted
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "status_versions",
    "status_id",
    ("participation", "kind", "date", "status", "in_education", "qualification", "improved", "fact"),
)


def keep_status(recorded: Recorded[StatusRecorded | StatusRetracted]) -> Iterable[Change]:
    """A status keeps its first place until it is taken back; recorded once more it has a further place."""
    happened = recorded.fact
    if isinstance(happened, StatusRetracted):
        return (Drop(TABLE, happened.status_id),)
    values = (
        happened.participation_id,
        happened.kind,
        happened.date,
        happened.status,
        happened.in_education,
        happened.qualification,
        happened.improved,
        recorded.id,
    )
    return (Put(TABLE, happened.status_id, values),)


status_versions = Projection(
    "status_versions", version=1, tables=(TABLE,), reads=(StatusRecorded, StatusRetracted), fold=keep_status
)
