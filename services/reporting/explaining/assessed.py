"""Every participation of an operation, judged one by one with the catalogue's own predicates.

The report counts in one statement and names nobody. Explanations and differences need to know who: these judgements
add up to the report in every cell (property test), at any vector of positions.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg import Connection

from services.reporting.domain.entry_cells import entered_codes, reason_of
from services.reporting.esf import EsfQuestion, Rules
from services.reporting.explaining.rows import Row, participation_rows
from services.reporting.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Assessed:
    """One participation as the report sees it.

    ``reason``: why it is not counted (key, German), None where it is. ``codes``: the indicators whose predicate holds;
    of one that is not counted those that it would enter. ``row``: what predicates read, with answers and settings.
    """

    participation: UUID
    person: UUID | None
    gender: str | None
    reason: tuple[str, str] | None
    codes: frozenset[str]
    row: Row


def assessed(
    conn: Connection[Any],
    district: str,
    question: EsfQuestion,
    knowledge: Knowledge,
    rules: Rules,
    *,
    participations: Collection[UUID] | None = None,
) -> list[Assessed]:
    """All participations of the operation known at these positions, in the order in which they were first recorded.

    ``participations``: only those of them. Two statements, however many rows; inside a transaction in the district.
    """
    rows = participation_rows(conn, district, question, knowledge, rules, participations=participations)
    return [judged(rules, participation, person, row) for participation, person, row in rows]


def judged(rules: Rules, participation: UUID, person: UUID | None, row: Row) -> Assessed:
    """The judgement of one row."""
    gender = row["gender"]
    reason = reason_of(
        rules.catalogue, row, eso_4_12=rules.eso_4_12, participant_based=rules.settings.participant_based
    )
    codes = entered_codes(rules.catalogue, row, eso_4_12=rules.eso_4_12)
    return Assessed(participation, person, str(gender) if gender is not None else None, reason, codes, row)
