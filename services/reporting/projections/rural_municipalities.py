"""Which municipalities count as rural (EECO17), from which position of districts' log on? Read by the ESF report."""

from collections.abc import Iterable

from services.contracts.districts import MunicipalitiesMarked
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TABLE = Table("rural_municipalities", "ags", (), key_type="text")


def mark(recorded: Recorded[MunicipalitiesMarked]) -> Iterable[Put]:
    """Marks add up; marking again changes nothing that counts."""
    return [Put(TABLE, ags, ()) for ags in dict.fromkeys(recorded.fact.ags)]


rural_municipalities = Projection(
    "rural_municipalities", version=1, tables=(TABLE,), reads=(MunicipalitiesMarked,), fold=mark
)
