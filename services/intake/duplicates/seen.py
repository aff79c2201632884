"""What the Koordination may see of a record: the questionnaire, and that there is a case; and with whom it counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import Participation, State
from services.intake.application import Intake
from services.intake.duplicates.queries import together
from services.intake.erasing.persons import Persons
from services.intake.participation_file import ParticipationFile, participation_file
from services.intake.queries import participant_numbers
from services.kernel.district import district as enter

CASES: Final = SQL("SELECT operation, sozialraum, opened_on FROM {}.cases WHERE case_id = ANY (%s) ORDER BY opened_on")
BRIEFLY: Final = SQL("""
    SELECT participation, person, operation, state, entry_date FROM {}.participation_records
    WHERE person = ANY (%s) AND valid_to IS NULL ORDER BY entry_date, participation""")


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """That there is a case, and where; nothing of what it is about."""

    operation: str
    sozialraum: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """One record by itself, whoever it is linked to."""

    person: UUID
    participation: ParticipationFile | None
    case: CaseSeen | None

    @property
    def values(self) -> Participation | None:
        return None if self.participation is None else self.participation.values


@dataclass(frozen=True, slots=True)
class Briefly:
    """A participation in a list; ``participant_no`` None: erased."""

    participation: UUID
    person: UUID
    operation: str
    state: State
    entry_date: date
    participant_no: str | None = None

    @property
    def address(self) -> str:
        """Of its page: ids only."""
        return f"/teilnahmen/{self.operation}/{self.participation}"


def record_seen(service: Intake, district: str, person: UUID) -> RecordSeen | None:
    """None where nobody is known under the id."""
    alone = Persons(service, district).alone(person)
    if alone is None:
        return None
    files = (participation_file(service, district, each) for each in alone.participations)
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(CaseSeen))
        case = cursor.execute(CASES.format(schema), [list(alone.cases)]).fetchone()
    return RecordSeen(person, next((each for each in files if each is not None), None), case)


def briefly(service: Intake, district: str, persons: Iterable[UUID]) -> list[Briefly]:
    """Their participations that are not cancelled, earliest entry first."""
    rows: list[tuple[UUID, UUID, str, State, date]]
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        rows = connection.execute(BRIEFLY.format(schema), [list(persons)]).fetchall()
    numbers = participant_numbers(
        service.vault, district, [(participation, person) for participation, person, *_ in rows]
    )
    return [Briefly(*row, numbers.get(row[0])) for row in rows]


def reported_with(service: Intake, district: str, participation: Participation) -> Sequence[Briefly]:
    """The other submitted participations of the operation that are one with this one in its report."""
    persons = together(service.pool, district, [participation.person_id]) - {participation.person_id}
    found = briefly(service, district, persons) if persons else []
    return [each for each in found if (each.operation, each.state) == (participation.operation, "submitted")]
