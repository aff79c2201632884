"""How many minutes has a case, and is a questionnaire due?"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from psycopg.sql import SQL

from services.contracts.districts import OperationConfigured
from services.intake.domain.minutes import MinutesDone
from services.kernel.database import Pool
from services.kernel.district import district as enter

LIMIT_WITHOUT_SETTING: Final[int] = OperationConfigured(operation_id=UUID(int=0), operation="").bagatelle_minutes

MINUTES: Final = SQL("""
    SELECT c.case_id, c.operation, coalesce(sum(c.minutes), 0)::bigint,
        coalesce(max(s.bagatelle_minutes), %(limit)s),
        EXISTS (
            SELECT FROM {0}.case_participations p WHERE p.case_id = c.case_id AND p.operation = c.operation
        )
    FROM {0}.contacts c LEFT JOIN {0}.operation_settings s USING (operation)
    WHERE c.case_id = ANY (%(cases)s) GROUP BY c.case_id, c.operation ORDER BY c.case_id, c.operation
""")


def minutes_of(pool: Pool, district: str, cases: Collection[UUID]) -> Mapping[UUID, list[MinutesDone]]:
    """Case -> minutes by operation; a case without contacts is absent."""
    values = {"cases": list(cases), "limit": LIMIT_WITHOUT_SETTING}
    found: defaultdict[UUID, list[MinutesDone]] = defaultdict(list)
    with pool.transaction() as connection, enter(connection, district) as schema:
        for case, *done in connection.execute(MINUTES.format(schema), values):
            found[case].append(MinutesDone(*done))
    return dict(found)
