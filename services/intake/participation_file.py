"""All that is known of one participation, for whoever may see it: values, what became of the person, whose case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.intake import Participation, StatusRecorded
from services.intake.access_desk import AccessDesk
from services.intake.application import Intake
from services.intake.domain.participation import PARTICIPATION
from services.intake.queries import participant_numbers
from services.kernel.district import district as enter

CASE: Final = SQL("SELECT case_id FROM {}.case_participations WHERE participation = %s")


@dataclass(frozen=True, slots=True)
class ParticipationFile:
    """``participant_no`` None: erased. ``case_id`` None: no case names it.

    ``statuses`` are those that count, ``recorded`` all that ever were, with those that were taken back.
    """

    values: Participation
    statuses: Sequence[StatusRecorded]
    recorded: Sequence[StatusRecorded]
    participant_no: str | None
    case_id: UUID | None


def participation_file(service: Intake, district: str, participation: UUID) -> ParticipationFile | None:
    """From the log, so right after a command too; None where there is no such participation."""
    facts = service.store.load(district, [participation])[participation]
    state = PARTICIPATION.fold(facts)
    if state.snapshot is None:
        return None
    numbers = participant_numbers(service.vault, district, [(participation, state.snapshot.person_id)])
    case = case_of(service, district, participation)
    recorded = tuple(fact for fact in facts if isinstance(fact, StatusRecorded))
    statuses = tuple(state.statuses.values())
    return ParticipationFile(state.snapshot, statuses, recorded, numbers.get(participation), case)


def visible_participation(desk: AccessDesk, operation: str, participation: UUID) -> ParticipationFile | None:
    """The same where the asker may see it: the values of a case's person are for who may read that case.

    The Koordination answers for the ESF report and sees the questionnaires of all, as the authority does, but not what
    a case is about (dossier, section 3).
    """
    found = participation_file(desk.service, desk.district, participation)
    if found is None or found.values.operation != operation:
        return None
    is_mine = found.case_id is None or desk.asker.role == "koordination" or desk.may(found.case_id, "read")
    return found if is_mine else None


def case_of(service: Intake, district: str, participation: UUID) -> UUID | None:
    """The case that names it."""
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        row = connection.execute(CASE.format(schema), [participation]).fetchone()
    return row[0] if row else None
