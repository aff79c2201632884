"""Which Sozialräume does the district have? Offers, referrals and events name one; districts' facts, by broker."""

from collections.abc import Iterable

from services.contracts.districts import SozialraumOpened
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Put, Table
from services.kernel.projection import Projection

SOZIALRAEUME = Table("sozialraeume", "sozialraum", ("opened",), key_type="text", versioned=False)


def keep(recorded: Recorded[SozialraumOpened]) -> Iterable[Put]:
    """A Sozialraum stays once it is open."""
    return [Put(SOZIALRAEUME, recorded.fact.sozialraum, (recorded.time,))]


sozialraeume = Projection("sozialraeume", version=1, tables=(SOZIALRAEUME,), reads=(SozialraumOpened,), fold=keep)
