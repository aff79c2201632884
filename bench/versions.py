"""Versioned participations and statuses made by SQL, for reports over more rows than facts could be told in time.

Rows as the fold would write them: every participation has some versions, two in five have a status after its exit.
The journal gets an entry a position, because states of knowledge and the facts of explanations are looked up there:
entries first, then corrections. Its bodies say who recorded what, and are as long as those of participations.
"""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

from psycopg.sql import SQL, Identifier

from bench.filling import open_operation
from bench.stage import OPERATION, Stage
from services.kernel.database import connect
from services.kernel.district import schema_of
from services.reporting.folding import folding
from services.reporting.projections import PROJECTIONS

FIRST: Final = datetime(2026, 1, 1, tzinfo=UTC)
STEP: Final = timedelta(milliseconds=1)

JOURNAL: Final = """
    INSERT INTO {s}.journal (index, source, sequence, log_id, time, topic, subject, body)
    SELECT %(index)s + n, 'intake', n, %(log)s, %(first)s + n * interval '1 millisecond',
        CASE WHEN n <= %(count)s THEN 'intake.participation_entered.v1' ELSE 'intake.participation_corrected.v1' END,
        %(log)s, convert_to(
            jsonb_build_object('actor', %(log)s, 'id', md5('f' || n)::uuid, 'data', repeat('x', 900))::text, 'UTF8')
    FROM generate_series(1, %(facts)s) AS n"""
PARTICIPATIONS: Final = """
    INSERT INTO {s}.participation_versions (participation, person, operation, sozialraum, state, entry_date, exit_date,
        gender, employment, unemployed_since, in_education, isced, birth_date, disability, foreign_background, minority,
        citizenship, housing, residence_ags, erased, fact, recorded, valid_from, valid_to, since)
    SELECT md5('p' || n)::uuid, md5('q' || n)::uuid, %(operation)s, 'nord', 'submitted',
        DATE '2022-01-01' + n %% 1000, CASE WHEN n %% 5 > 0 THEN DATE '2025-01-01' + n %% 300 END,
        (ARRAY['female', 'male', 'non_binary'])[1 + (n / 5) %% 3],
        (ARRAY['employed', 'unemployed', 'inactive'])[1 + n %% 3],
        CASE WHEN n %% 3 = 1 THEN DATE '2021-01-01' + n %% 700 END, (ARRAY['yes', 'no'])[1 + n %% 2], n %% 9,
        DATE '1950-01-01' + n * 7 %% 20000, (ARRAY['yes', 'no', 'refused'])[1 + n %% 3],
        (ARRAY['yes', 'no'])[1 + n %% 2], (ARRAY['yes', 'no', 'refused'])[1 + (n / 3) %% 3],
        (ARRAY['german', 'eu', 'third_country', 'stateless'])[1 + n %% 4],
        (ARRAY['housed', 'roofless', 'insecure', 'refused'])[1 + (n / 2) %% 4], '160' || lpad((n %% 77)::text, 5, '0'),
        false, gen_random_uuid(), now(), v * %(count)s + n + 1,
        CASE WHEN v < %(versions)s - 1 THEN (v + 1) * %(count)s + n + 1 END, n + 1
    FROM generate_series(0, %(versions)s - 1) AS v, generate_series(0, %(count)s - 1) AS n"""
STATUSES: Final = """
    INSERT INTO {s}.status_versions (status_id, participation, kind, date, status, in_education, qualification,
        improved, fact, valid_from, valid_to, since)
    SELECT md5('s' || n)::uuid, md5('p' || n)::uuid, 'exit', DATE '2025-01-01' + n %% 300 + n %% 20,
        (ARRAY['employed', 'job_seeking', 'unemployed', 'inactive'])[1 + (n / 7) %% 4],
        (ARRAY['yes', 'no'])[1 + n %% 2], (ARRAY['yes', 'no'])[1 + (n / 2) %% 2], NULL, gen_random_uuid(),
        %(count)s + n + 1, NULL, %(count)s + n + 1
    FROM generate_series(1, %(count)s - 1) AS n WHERE n %% 5 IN (1, 3)"""
HEAD: Final = "UPDATE {s}.journal_head SET size = size + %(facts)s"
POSITION: Final = "UPDATE {s}.reader_positions SET position = %(index)s + %(facts)s WHERE reader = ANY (%(readers)s)"


def district_of(stage: Stage, count: int, versions: int = 1) -> str:
    """A district with so many participations; the facts of all versions would be ``count * versions``."""
    key = stage.district()
    open_operation(stage, key)
    folding(stage.settings).step(key)
    schema = Identifier(schema_of(key))
    with closing(connect(stage.settings.admin_database_url("lotse_reporting"))) as connection:
        row = connection.execute(SQL("SELECT size FROM {}.journal_head").format(schema)).fetchone()
        assert row is not None
        values = {
            "index": row[0],
            "log": uuid4(),
            "first": FIRST,
            "facts": count * (versions + 1),
            "operation": OPERATION,
            "count": count,
            "versions": versions,
            "readers": [one.reader for one in PROJECTIONS],
        }
        with connection.transaction():
            for statement in (JOURNAL, PARTICIPATIONS, STATUSES, HEAD, POSITION):
                connection.execute(SQL(statement).format(s=schema), values)
        connection.execute(SQL("ANALYZE {}.participation_versions, {}.status_versions").format(schema, schema))
    return key


def when_known(count: int, version: int) -> datetime:
    """The moment at which every participation had its first ``version`` versions."""
    return FIRST + (version * count) * STEP
