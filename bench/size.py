"""Cost against size: 10 thousand to 1 million participations, and 1, 22 and 100 districts. Not part of a whole run.

Participations are made by SQL (bench.versions), the facts of a large log too; districts are opened as always.
"""

from contextlib import closing
from functools import partial
from itertools import cycle
from statistics import median
from typing import Any, Final

from psycopg.sql import SQL, Identifier

from bench import arrival, esf_report, versions
from bench.append import a_commit
from bench.figures import Section, Table
from bench.filling import log_of
from bench.rounds import alternate, timed
from bench.stage import Stage
from infra.say import say
from services.kernel.database import connect
from services.kernel.district import log_role, schema_of

TITLE: Final = "Cost against size"
FACTS: Final = """
    INSERT INTO {s}.log (position, id, stream, version, topic, data, recorded, command_id, correlation_id, actor)
    SELECT n, gen_random_uuid(), gen_random_uuid(), 1, 'intake.contact_recorded.v1',
        convert_to(repeat('x', 500), 'UTF8'), clock_timestamp(), gen_random_uuid(), gen_random_uuid(), 'bench'
    FROM generate_series(1, %(facts)s) AS n"""
HEAD: Final = "UPDATE {s}.log_head SET position = %(facts)s, recorded = clock_timestamp()"


def measure(stage: Stage) -> Section:
    """Medians of the rounds."""
    return Section(TITLE, tables=[_districts(stage), _participations(stage)])


def _participations(stage: Stage) -> Table:
    sizes = (1000, 10_000) if stage.quick else (10_000, 100_000, 1_000_000)
    rows = []
    for size in sizes:
        say(f"{size} Teilnahmen …")
        key = versions.district_of(stage, size)
        report = esf_report.figure(stage, key, None, ("size.esf", ""), times=1)
        _fill_log(stage, key, size)
        rows.append(
            (
                size,
                1000 * median(report.subject_seconds),
                1000 * median(report.yardstick_seconds),
                1000 * median(alternate({"append": partial(_appends, stage, [key], 200)}, stage.rounds)["append"]),
            )
        )
    columns = ("participations", "ESF report, ms", "bare SQL, ms", "single append to a log of that many facts, ms")
    return Table("Participations of one district", columns, rows)


def _districts(stage: Stage) -> Table:
    counts = (1, 3) if stage.quick else (1, 22, 100)
    keys: list[str] = []
    rows: list[tuple[Any, ...]] = []
    for count in counts:
        say(f"{count} Landkreise …")
        with timed() as opened:
            new = [stage.district() for _ in range(count - len(keys))]
        keys += new
        appends = alternate({"append": partial(_appends, stage, keys, 400)}, stage.rounds)["append"]
        with stage.platform():
            travelled = arrival.ours(stage, stage.amount(2000, 60) // count, count)
        rows.append((count, 1000 * median(appends), 1000 * travelled, opened.seconds / len(new)))
    columns = ("districts", "single append in turn, ms", "log to rows, ms a fact", "opening one district, s")
    return Table("Districts of one platform", columns, rows)


def _appends(stage: Stage, keys: list[str], count: int) -> float:
    """Single appends, to one district after the other."""
    log = log_of(stage, "intake")
    with timed() as clock:
        for key, _ in zip(cycle(keys), range(count), strict=False):
            log.append(key, [a_commit()])
    log.close()
    return clock.seconds / count


def _fill_log(stage: Stage, key: str, facts: int) -> None:
    """As the role that owns the log: nobody else may write it but its own function."""
    with closing(connect(stage.settings.admin_database_url("lotse_intake"))) as connection, connection.transaction():
        role = Identifier(log_role("intake", key))
        connection.execute(SQL("GRANT {} TO CURRENT_USER").format(role))
        connection.execute(SQL("SET LOCAL ROLE {}").format(role))
        for statement in (FACTS, HEAD):
            connection.execute(SQL(statement).format(s=Identifier(schema_of(key))), {"facts": facts})
