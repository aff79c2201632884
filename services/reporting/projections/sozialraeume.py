"""Which Sozialraeume does the district name? Read by forms and by breakdowns."""

from collections.abc import Iterable

from services.contracts.districts import SozialraumOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

TABLE = Table("sozialraeume", "sozialraum", (), key_type="text")


def name_it(recorded: Recorded[SozialraumOpened]) -> Iterable[Put]:
    """A Sozialraum stays once it was opened."""
    return (Put(TABLE, recorded.fact.sozialraum, ()),)


sozialraeume = Projection("sozialraeume", version=1, tables=(TABLE,), reads=(SozialraumOpened,), fold=name_it)
