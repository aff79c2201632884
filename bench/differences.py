"""A delta between two submissions: every change under its cause with its facts, against the two reports it compares."""

from contextlib import closing
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from bench import versions
from bench.figures import Aim, Figure, Section, Table
from bench.rounds import alternate, timed
from bench.stage import OPERATION, Stage
from services.kernel.database import connect, pool
from services.kernel.district import schema_of
from services.reporting.deltas.delta import delta_between
from services.reporting.deltas.states import End
from services.reporting.documents import json_bytes
from services.reporting.domain.catalogues import newest
from services.reporting.esf import EsfQuestion, esf_report_at
from services.reporting.knowledge import Knowledge, reading

TITLE: Final = "Delta between two submissions"
COUNT: Final = 20_000
AS_OF: Final = date(2026, 6, 30)
CATALOGUE: Final = newest("esf-plus-2021-2027")
PATIENCE: Final = 5.0  # seconds: somebody waits for it
# The second version of every participation says something else than the first.
CORRECTED: Final = """
    UPDATE {s}.participation_versions SET
        gender = (ARRAY['female', 'male', 'non_binary'])[1 + (valid_from / 7) %% 3],
        isced = valid_from %% 9, disability = (ARRAY['yes', 'no', 'refused'])[1 + (valid_from / 2) %% 3]
    WHERE valid_from > %(count)s"""


def measure(stage: Stage) -> Section:
    """20,000 participations: half of them corrected, and all of them new."""
    count = stage.amount(COUNT, 2000)
    key = versions.district_of(stage, count, versions=2)
    with closing(connect(stage.settings.admin_database_url("lotse_reporting"))) as connection:
        schema = Identifier(schema_of(key))
        connection.execute(SQL(CORRECTED).format(s=schema), {"count": count})
        connection.execute(SQL("ANALYZE {}.participation_versions").format(schema))
    half = figure(stage, key, "corrected", (count, count + count // 2))
    new = figure(stage, key, "new", (0, count))
    slowest = max(max(each.subject_seconds) for each in (half, new))
    table = Table(
        f"Slowest answer at {count} participations",
        ("what", "seconds", "aim"),
        [("a delta as JSON", slowest, PATIENCE)],
    )
    return Section(TITLE, [half, new], [table])


def figure(stage: Stage, key: str, name: str, positions: tuple[int, int]) -> Figure:
    """From the one position of intake's log to the other, as canonical JSON."""
    runs = {"delta": partial(_delta, stage, key, positions), "reports": partial(_reports, stage, key, positions)}
    seconds = alternate(runs, stage.rounds)
    return Figure(
        name=f"delta.{name}",
        title=f"Delta, participations {name}: {abs(positions[1] - positions[0])} facts",
        subject="both reports, every changed cell with its causes and the facts behind them, as JSON",
        yardstick="both reports alone, as JSON",
        unit="ms",
        of="time",
        subject_seconds=seconds["delta"],
        yardstick_seconds=seconds["reports"],
        aim=Aim("<=", 15),
    )


def _delta(stage: Stage, key: str, positions: tuple[int, int]) -> float:
    with timed() as clock, reading(pool(stage.settings.service_database_url("reporting")), key) as conn:
        ends = [_end(conn, key, position) for position in positions]
        json_bytes(delta_between(conn, key, ends[0], ends[1]))
    return clock.seconds


def _reports(stage: Stage, key: str, positions: tuple[int, int]) -> float:
    with timed() as clock, reading(pool(stage.settings.service_database_url("reporting")), key) as conn:
        for position in positions:
            json_bytes(_end(conn, key, position).document)
    return clock.seconds


def _end(conn: Connection[Any], key: str, intake: int) -> End:
    known = {"intake": intake, "districts": 2}
    asked = EsfQuestion(operation=OPERATION, as_of=AS_OF, catalogue=CATALOGUE.key, catalogue_version=CATALOGUE.version)
    return End(
        operation=OPERATION,
        as_of=AS_OF,
        positions=known,
        catalogue=CATALOGUE,
        document=esf_report_at(conn, key, asked, Knowledge(known)),
        submission=UUID(int=intake),
    )
