"""From which days are reminders counted: exits, what became of people since, contacts of cases? Read by reminders."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.intake import (
    Contact,
    ContactCancelled,
    ContactCorrected,
    ContactRecorded,
    Participation,
    ParticipationCancelled,
    ParticipationCorrected,
    ParticipationEntered,
    ParticipationSubmitted,
    StatusRecorded,
    StatusRetracted,
)
from services.kernel.facts import Recorded
from services.kernel.projected_rows import Change, Drop, Put, Table
from services.kernel.projection import Projection

EXITS = Table("clock_exits", "participation", ("person", "operation", "exit_date"), versioned=False)
STATUSES = Table("clock_statuses", "status", ("participation", "kind", "on_day"), versioned=False)
CONTACTS = Table("clock_contacts", "contact", ("case_id", "on_day"), versioned=False)
Fact: TypeAlias = (
    ParticipationEntered
    | ParticipationCorrected
    | ParticipationSubmitted
    | ParticipationCancelled
    | StatusRecorded
    | StatusRetracted
    | ContactRecorded
    | ContactCorrected
    | ContactCancelled
)


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A cancelled participation and a cancelled contact start no clock; an anonymous contact concerns no case."""
    fact = recorded.fact
    match fact:
        case Participation():
            return [_of_participation(fact)]
        case StatusRecorded():
            return [Put(STATUSES, fact.status_id, (fact.participation_id, fact.kind, fact.date))]
        case StatusRetracted():
            return [Drop(STATUSES, fact.status_id)]
        case Contact():
            return [_of_contact(fact)]
        case ContactCancelled():
            return [Drop(CONTACTS, fact.contact_id)]
        case _:
            assert_never(fact)


def _of_participation(fact: Participation) -> Change:
    if fact.exit_date is None or fact.state == "cancelled":
        return Drop(EXITS, fact.participation_id)
    return Put(EXITS, fact.participation_id, (fact.person_id, fact.operation, fact.exit_date))


def _of_contact(fact: Contact) -> Change:
    if fact.case_id is None:
        return Drop(CONTACTS, fact.contact_id)
    return Put(CONTACTS, fact.contact_id, (fact.case_id, fact.date))


clocks = Projection(
    "clocks",
    version=1,
    tables=(EXITS, STATUSES, CONTACTS),
    reads=(
        ParticipationEntered,
        ParticipationCorrected,
        ParticipationSubmitted,
        ParticipationCancelled,
        StatusRecorded,
        StatusRetracted,
        ContactRecorded,
        ContactCorrected,
        ContactCancelled,
    ),
    fold=keep,
)
