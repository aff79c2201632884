"""From which days are reminders counted: exits, and what became of people since? Read by reminders."""

from collections.abc import Iterable
from typing import TypeAlias, assert_never

from services.contracts.intake import (
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
Fact: TypeAlias = (
    ParticipationEntered
    | ParticipationCorrected
    | ParticipationSubmitted
    | ParticipationCancelled
    | StatusRecorded
    | StatusRetracted
)


def keep(recorded: Recorded[Fact]) -> Iterable[Change]:
    """A cancelled participation starts no clock."""
    fact = recorded.fact
    match fact:
        case Participation():
            return [_of_participation(fact)]
        case StatusRecorded():
            return [Put(STATUSES, fact.status_id, (fact.participation_id, fact.kind, fact.date))]
        case StatusRetracted():
            return [Drop(STATUSES, fact.status_id)]
        case _:
            assert_never(fact)


def _of_participation(fact: Participation) -> Change:
    if fact.exit_date is None or fact.state == "cancelled":
        return Drop(EXITS, fact.participation_id)
    return Put(EXITS, fact.participation_id, (fact.person_id, fact.operation, fact.exit_date))


clocks = Projection(
    "clocks",
    version=1,
    tables=(EXITS, STATUSES),
    reads=(
        ParticipationEntered,
        ParticipationCorrected,
        ParticipationSubmitted,
        ParticipationCancelled,
        StatusRecorded,
        StatusRetracted,
    ),
    fold=keep,
)
