"""What does intake know of each participation, and since when does a value lack? Read by lists of work and checks.

A row says that a value is unknown, never a special category; who it is about stands in the vault. Versions tell since
when a value has been missing.
"""

from collections.abc import Iterable
from typing import Final

from services.contracts.intake import (
    EntryTraits,
    KeyDestroyed,
    Participation,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Erase, Put, Table
from services.kernel.projection import Projection

TABLE = Table(
    "participation_records",
    "participation",
    ("person", "operation", "sozialraum", "state", "entry_date", "exit_date", "employment", "unknown"),
    blank=(("unknown", "{}"),),  # an empty array
)
# What Article 17(5) of Regulation (EU) 2021/1057 may ask for.
ASKED: Final = ("gender", "birth_date", "employment", "unemployed_since", "isced")


def keep(recorded: Recorded[Participation | KeyDestroyed]) -> Iterable[Change]:
    """Cancelled ones ask for nothing any more and overlap with nothing."""
    fact = recorded.fact
    if isinstance(fact, KeyDestroyed):
        return [Erase(TABLE, "person", person) for person in fact.records]
    if fact.state == "cancelled":
        return [Drop(TABLE, fact.participation_id)]
    head = (fact.person_id, fact.operation, fact.sozialraum, fact.state, fact.entry_date, fact.exit_date)
    return [Put(TABLE, fact.participation_id, (*head, fact.employment, _unknown(fact)))]


def _unknown(fact: Participation) -> list[str]:
    """What was erased can never be asked for."""
    if not isinstance(fact.traits, EntryTraits):
        return []
    values = {name: getattr(fact.traits if name == "birth_date" else fact, name) for name in ASKED}
    return [name for name, value in values.items() if value is None]


participation_records = Projection(
    "participation_records",
    version=1,
    tables=(TABLE,),
    reads=(ParticipationEntered, ParticipationCorrected, ParticipationSubmitted, ParticipationCancelled, KeyDestroyed),
    fold=keep,
)
