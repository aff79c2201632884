"""What was known of each participation, at which position of intake's log? Read by the ESF report."""

from collections.abc import Iterable

from services.contracts.intake import (
    EntryTraits,
    KeyDestroyed,
    Participation,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
)
from services.kernel.facts import Erased, Recorded
from services.kernel.projected_rows import Change, Erase, Put, Table
from services.kernel.projection import Projection

TRAITS = ("birth_date", "disability", "foreign_background", "minority", "citizenship", "housing", "residence_ags")
ENTRY = (
    "operation",
    "sozialraum",
    "state",
    "entry_date",
    "exit_date",
    "gender",
    "employment",
    "unemployed_since",
    "in_education",
    "isced",
)
TABLE = Table(
    "participation_versions",
    "participation",
    ("person", *ENTRY, *TRAITS, "erased", "fact", "recorded"),
    blank=(*((trait, None) for trait in TRAITS), ("erased", True)),
)
UNKNOWN = EntryTraits()


def keep_version(recorded: Recorded[Participation | KeyDestroyed]) -> Iterable[Change]:
    """Every fact carries the whole entry: it ends the version before and begins the next.

    Once the record is erased, no version says what was sealed: as a rebuild, which has no key any more, finds it.
    """
    entry = recorded.fact
    if isinstance(entry, KeyDestroyed):
        return [Erase(TABLE, "person", person) for person in entry.records]
    traits = UNKNOWN if isinstance(entry.traits, Erased) else entry.traits
    values = (
        entry.person_id,
        entry.operation,
        entry.sozialraum,
        entry.state,
        entry.entry_date,
        entry.exit_date,
        entry.gender,
        entry.employment,
        entry.unemployed_since,
        entry.in_education,
        entry.isced,
        traits.birth_date,
        traits.disability,
        traits.foreign_background,
        traits.minority,
        traits.citizenship,
        traits.housing,
        traits.residence_ags,
        isinstance(entry.traits, Erased),
        recorded.id,
        recorded.time,
    )
    return (Put(TABLE, entry.participation_id, values),)


participation_versions = Projection(
    "participation_versions",
    version=1,
    tables=(TABLE,),
    reads=(ParticipationEntered, ParticipationCorrected, ParticipationSubmitted, ParticipationCancelled, KeyDestroyed),
    fold=keep_version,
)
