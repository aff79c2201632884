"""What is compared to find who stands twice: the participations of one operation, and its cases, as they are now."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.contracts.intake import EntryTraits, Participation
from services.intake.application import Intake
from services.intake.domain.component import components
from services.intake.domain.proposal import Candidate, Proposal, proposals
from services.intake.duplicates.names import names_alike
from services.intake.duplicates.queries import edges, settled_pairs
from services.kernel.district import district as enter

# The last version of a participation begins with its last fact. What is cancelled is not there.
CURRENT: Final = SQL("""
    SELECT l.id, l.topic, l.data FROM {0}.participation_records r JOIN {0}.log l ON l.position = r.valid_from
    WHERE r.operation = %s AND r.valid_to IS NULL""")
CASES: Final = SQL("SELECT person FROM {}.cases WHERE operation = %s AND person = ANY (%s) ORDER BY person")


class KeptFact(NamedTuple):
    """A fact of the log as far as it takes to open it."""

    id: UUID
    topic: str
    data: bytes


def proposed(service: Intake, district: str, operation: str) -> list[Proposal]:
    """Pairs of an operation that might be one person, the strongest first."""
    known = edges(service.pool, district)
    candidates = _candidates(service, district, operation, _names(service, district))
    return proposals(candidates, known, settled_pairs(service.pool, district))


def _names(service: Intake, district: str) -> dict[UUID, str]:
    """Of persons of cases, and of everybody who is one with them."""
    one = components(edges(service.pool, district))
    named = names_alike(service, district)
    return {person: name for case, name in named.items() for person in one.get(case, frozenset({case}))}


def _candidates(service: Intake, district: str, operation: str, names: Mapping[UUID, str]) -> Iterator[Candidate]:
    with service.pool.transaction() as connection, enter(connection, district) as schema:
        cases = connection.execute(CASES.format(schema), [operation, list(names)]).fetchall()
        cursor = connection.cursor(row_factory=class_row(KeptFact), binary=True)
        rows = cursor.execute(CURRENT.format(schema), [operation]).fetchall()
    for (person,) in cases:
        yield Candidate(person=person, name=names[person])
    for fact in service.store.mapper.open(district, rows):
        if isinstance(fact, Participation):
            yield _candidate(fact, names.get(fact.person_id))


def _candidate(fact: Participation, name: str | None) -> Candidate:
    """Of an erased person nothing is compared."""
    traits = fact.traits if isinstance(fact.traits, EntryTraits) else EntryTraits()
    return Candidate(
        person=fact.person_id,
        birth_date=traits.birth_date,
        gender=fact.gender,
        residence_ags=traits.residence_ags,
        citizenship=traits.citizenship,
        entry_date=fact.entry_date,
        exit_date=fact.exit_date,
        name=name,
    )
