"""Questions that ``intake`` answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.intake.domain.operation import OperationRules
from services.intake.imports.failures import OperationUnknown
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.vault import Vault

# What counts as complete under the objective on material deprivation (INTERFACES, section 4).
SHORT_OBJECTIVE: Final = "ESO4.12"
SHORT_COMPLETENESS: Final = ("gender", "birth_date")

RULES: Final = SQL("""
    SELECT o.operation, o.starts AS start, o.ends AS end, o.specific_objective,
        r.exit_days, r.followup_from_months, r.followup_to_months, coalesce((
            SELECT jsonb_object_agg(t ->> 'field', t ->> 'value')
            FROM {0}.operation_settings s CROSS JOIN jsonb_array_elements(s.fixed_traits) t
            WHERE s.operation = o.operation
        ), jsonb_build_object()) AS settled
    FROM {0}.operations o JOIN {0}.operation_releases r USING (operation, catalogue)
    WHERE o.operation = %s ORDER BY r.catalogue_version DESC LIMIT 1
""")
INCOMPLETE: Final = SQL("""
    SELECT i.participation, i.person, i.operation, i.sozialraum, i.state, i.entry_date, i.still AS missing
    FROM (
        SELECT p.*, ARRAY(
            SELECT m FROM unnest(p.missing) WITH ORDINALITY u (m, place)
            WHERE (o.specific_objective IS DISTINCT FROM %(short)s OR m = ANY (%(needed)s)) AND NOT EXISTS (
                SELECT FROM {0}.operation_settings s CROSS JOIN jsonb_array_elements(s.fixed_traits) t
                WHERE s.operation = p.operation AND t ->> 'field' = m
            ) ORDER BY place
        ) AS still
        FROM {0}.incomplete_participations p LEFT JOIN {0}.operations o USING (operation)
        WHERE %(operation)s::text IS NULL OR p.operation = %(operation)s
    ) i WHERE i.still <> ARRAY[]::text[] ORDER BY i.entry_date, i.participation
""")


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A participation that is not counted yet, and the columns that are missing."""

    participation: UUID
    person: UUID
    operation: str
    sozialraum: str
    state: str
    entry_date: date
    missing: list[str]


def operation_rules(pool: Pool, district: str, operation: str) -> OperationRules | None:
    """The rules of an operation under its newest catalogue version; None for an unknown one."""
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(OperationRules))
        return cursor.execute(RULES.format(schema), (operation,)).fetchone()


def known_operation(pool: Pool, district: str, operation: str) -> OperationRules:
    """The rules of an operation; raises OperationUnknown."""
    rules = operation_rules(pool, district, operation)
    if rules is None:
        raise OperationUnknown(operation)
    return rules


def incomplete_participations(pool: Pool, district: str, operation: str | None = None) -> list[Incomplete]:
    """The list of work, oldest entry first."""
    values = {"operation": operation, "short": SHORT_OBJECTIVE, "needed": list(SHORT_COMPLETENESS)}
    with pool.transaction() as connection, enter(connection, district) as schema:
        cursor = connection.cursor(row_factory=class_row(Incomplete))
        return cursor.execute(INCOMPLETE.format(schema), values).fetchall()


def participant_numbers(
    vault: Vault, district: str, participations: Iterable[tuple[UUID, UUID]]
) -> Mapping[UUID, str | None]:
    """(participation, person) -> participation -> participant number; None once the person is erased."""
    addresses = [(person, "participant_no", participation) for participation, person in participations]
    found = vault.get(district, addresses)
    return {address[2]: text for address, text in found.items()}
