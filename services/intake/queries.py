"""Questions that ``intake`` answers."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from psycopg.rows import class_row
from psycopg.sql import SQL

from services.intake.domain.operation import OperationRules
from services.intake.imports.failures import OperationUnknown
from services.kernel.database import Pool
from services.kernel.district import district as enter
from services.kernel.vault import Vault

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


def participant_numbers(
    vault: Vault, district: str, participations: Iterable[tuple[UUID, UUID]]
) -> Mapping[UUID, str | None]:
    """(participation, person) -> participation -> participant number; None once the person is erased."""
    addresses = [(person, "participant_no", participation) for participation, person in participations]
    found = vault.get(district, addresses)
    return {address[2]: text for address, text in found.items()}
