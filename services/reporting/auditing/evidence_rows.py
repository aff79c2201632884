"""What samples read beside an assessment, at the positions of a standpoint: histories, contacts, other evidence.

Everything is read batchwise for all drawn participations; inside the transaction of the standpoint.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from psycopg.sql import SQL, Composed
from psycopg.types.json import Jsonb

from services.reporting.explaining.events import Place
from services.reporting.explaining.standpoint import Standpoint

VERSIONS: Final = """
    SELECT participation, valid_from FROM {s}.participation_versions
    WHERE participation = ANY (%(only)s) AND valid_from <= %(intake)s ORDER BY valid_from"""
EVIDENCE: Final = """
    SELECT source, valid_from, what, operation, person, case_id, participation, kind, on_day, number, of_id
    FROM {s}.audit_evidence AS e
    WHERE ({which}) AND e.valid_from <= (%(positions)s::jsonb ->> e.source)::bigint
        AND (e.valid_to IS NULL OR e.valid_to > (%(positions)s::jsonb ->> e.source)::bigint)
    ORDER BY on_day NULLS LAST, source, valid_from"""
LINKS: Final = "e.what = 'link' AND e.participation = ANY (%(only)s)"
OF_PERSONS: Final = "e.what IN ('notice', 'consent') AND e.person = ANY (%(only)s)"
OF_OPERATION: Final = "e.operation = %(operation)s AND e.what <> 'link'"
PROOFS: Final = """
    e.what = 'proof' AND e.of_id IN (
        SELECT event FROM {s}.event_plans WHERE operation = %(operation)s
        UNION SELECT operation_id FROM {s}.operation_versions WHERE operation = %(operation)s)"""
CONTACTS: Final = """
    SELECT case_id, valid_from FROM {s}.contact_versions
    WHERE case_id = ANY (%(only)s) AND operation = %(operation)s AND date <= %(as_of)s
        AND valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)
    ORDER BY date DESC, valid_from DESC"""
ELSEWHERE: Final = """
    WITH RECURSIVE here AS MATERIALIZED (
        SELECT participation, person, operation, entry_date, exit_date FROM {s}.participation_versions
        WHERE participation = ANY (%(only)s) AND {known}
    ), edges AS MATERIALIZED (
        SELECT one, other FROM {s}.person_links WHERE {known}
        UNION ALL SELECT other, one FROM {s}.person_links WHERE {known}
    ), same (participation, person) AS (
        SELECT participation, person FROM here
        UNION SELECT same.participation, edges.other FROM same JOIN edges ON edges.one = same.person
    )
    SELECT here.participation, other.operation, other.valid_from
    FROM here JOIN same ON same.participation = here.participation
    JOIN {s}.participation_versions AS other ON other.person = same.person AND other.operation <> here.operation
    WHERE other.state = 'submitted'
        AND other.valid_from <= %(intake)s AND (other.valid_to IS NULL OR other.valid_to > %(intake)s)
        AND daterange(here.entry_date, here.exit_date, '[]') && daterange(other.entry_date, other.exit_date, '[]')
    ORDER BY here.participation, other.valid_from"""
KNOWN: Final = SQL("valid_from <= %(intake)s AND (valid_to IS NULL OR valid_to > %(intake)s)")

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the evidence; what its columns mean depends on ``what`` (projections/audit_evidence.py)."""

    place: Place
    what: str
    operation: str | None
    person: UUID | None
    case_id: UUID | None
    participation: UUID | None
    kind: str | None
    on_day: date | None
    number: int | None
    of_id: UUID | None


def histories(at: Standpoint, participations: Collection[UUID]) -> Mapping[UUID, Sequence[Place]]:
    """Every fact of each participation, in the order of recording."""
    rows = at.conn.execute(at.statement(VERSIONS), {**at.values, "only": list(participations)})
    return _grouped((participation, Place("intake", sequence)) for participation, sequence in rows)


def links(at: Standpoint, participations: Collection[UUID]) -> Mapping[UUID, Kept]:
    """The case that each participation is linked to."""
    found = _kept(at, LINKS, participations)
    return {each.participation: each for each in found if each.participation is not None}


def notices_and_consents(at: Standpoint, persons: Collection[UUID]) -> Mapping[UUID, Sequence[Kept]]:
    """What each person signed, by the day on the paper."""
    found = _kept(at, OF_PERSONS, persons)
    return _grouped((each.person, each) for each in found if each.person is not None)


def of_operation(at: Standpoint) -> Sequence[Kept]:
    """Documents, plans, payments and targets of the operation."""
    return _kept(at, OF_OPERATION, ())


def proofs(at: Standpoint) -> Sequence[Kept]:
    """Files that prove something of the operation, or of one of its events."""
    return _kept(at, PROOFS, ())


def contacts(at: Standpoint, cases: Collection[UUID]) -> Mapping[UUID, Sequence[Place]]:
    """The contacts of each case in the operation up to the day, the last one first."""
    rows = at.conn.execute(at.statement(CONTACTS), {**at.values, "only": list(cases)})
    return _grouped((case, Place("intake", sequence)) for case, sequence in rows)


def elsewhere(at: Standpoint, participations: Collection[UUID]) -> Sequence[tuple[UUID, str, Place]]:
    """(participation, other operation, fact): the same person, also by links, was submitted there at the same time."""
    rows = at.conn.execute(
        at.statement(ELSEWHERE, known=Composed([KNOWN])), {**at.values, "only": list(participations)}
    )
    return [(participation, operation, Place("intake", sequence)) for participation, operation, sequence in rows]


def _kept(at: Standpoint, which: str, only: Collection[UUID]) -> list[Kept]:
    values = {**at.values, "only": list(only), "positions": Jsonb(dict(at.knowledge.positions))}
    statement = at.statement(EVIDENCE.replace("{which}", which))
    return [Kept(Place(row[0], row[1]), *row[2:]) for row in at.conn.execute(statement, values)]


def _grouped(pairs: Iterable[tuple[UUID, K]]) -> dict[UUID, list[K]]:
    found: defaultdict[UUID, list[K]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
