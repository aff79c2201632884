"""Which participations cannot be counted yet, and what is missing? Read by the Koordination as a list of work.

A row says that a value is missing, never a value; who it is about stands in the vault.
"""

from collections.abc import Iterable, Iterator

from services.contracts.intake import (
    EntryTraits,
    Participation,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "incomplete_participations",
    "participation",
    ("person", "operation", "sozialraum", "state", "entry_date", "missing"),
    versioned=False,
)


def keep(recorded: Recorded[Participation]) -> Iterable[Change]:
    """Cancelled ones ask for nothing any more, and what was erased can never be asked for."""
    fact = recorded.fact
    missing = list(missing_values(fact))
    if not missing or fact.state == "cancelled":
        return [Drop(TABLE, fact.participation_id)]
    row = (fact.person_id, fact.operation, fact.sozialraum, fact.state, fact.entry_date, missing)
    return [Put(TABLE, fact.participation_id, row)]


def missing_values(fact: Participation) -> Iterator[str]:
    """Columns that Article 17(5) of Regulation (EU) 2021/1057 asks for and that are unknown."""
    if not isinstance(fact.traits, EntryTraits):
        return
    if fact.gender is None:
        yield "gender"
    if fact.traits.birth_date is None:
        yield "birth_date"
    if fact.employment is None:
        yield "employment"
    if fact.employment == "unemployed" and fact.unemployed_since is None:
        yield "unemployed_since"
    if fact.isced is None:
        yield "isced"


incomplete_participations = Projection(
    "incomplete_participations",
    version=1,
    tables=(TABLE,),
    reads=(ParticipationEntered, ParticipationCorrected, ParticipationSubmitted, ParticipationCancelled),
    fold=keep,
)
