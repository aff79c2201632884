"""An import of participations: how it compares with a bare COPY of the same file, and where its time goes."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from typing import Any, Final
from unittest.mock import patch

from psycopg import Connection

from bench import people
from bench.figures import Figure, Section, Table
from bench.filling import open_operation
from bench.rounds import alternate, timed
from bench.stage import OPERATION, Stage
from services.intake import application
from services.intake.application import DistrictLedger, intake
from services.intake.imports.importer import Import
from services.kernel.database import connect
from services.kernel.log import Log
from services.kernel.mapper import FactMapper

TITLE: Final = "Import of participations"
WHOLE: Final = 100_000

# Step -> where its time is spent; a step's time counts only where no step inside it does.
STEPS: Final = {
    "read the file (CSV to rows)": (application, "read_table"),
    "look for erased persons": (DistrictLedger, "destroyed"),
    "load what is stored, to decide": (DistrictLedger, "facts"),
    "texts into the vault (keys, seal, write)": (DistrictLedger, "keep"),
    "load what is stored, to store": (Log, "read"),
    "seal facts (keys, seal, JSON)": (FactMapper, "seal"),
    "append to the log": (Log, "append"),
    "decide once more, to store": (DistrictLedger, "execute_many"),
    "check cells, decide, result": (Import, "run"),
}


def measure(stage: Stage) -> Section:
    """Rounds of a tenth of the file, then all of it once, with the share of each step."""
    part, whole = stage.amount(WHOLE // 10, 300), stage.amount(WHOLE, 1000)
    with closing(connect(stage.yardstick_url)) as connection:
        content = people.file(0, part)
        runs = {
            "ours": partial(_import, stage, content, part),
            "copy": partial(_copy, connection, content, part),
        }
        seconds = alternate(runs, stage.rounds, warm=False)
    figure = Figure(
        name="import.copy",
        title=f"Import of {part} participations against COPY",
        subject="lotse import participants: check, decide, seal, store",
        yardstick="COPY of the same file into a table of texts with one primary key, one transaction",
        unit="1/s",
        of="rate",
        subject_seconds=seconds["ours"],
        yardstick_seconds=seconds["copy"],
    )
    return Section(TITLE, [figure], [_shares(stage, whole)])


def _import(stage: Stage, content: bytes, count: int) -> float:
    key = stage.district()
    open_operation(stage, key)
    with timed() as clock:
        result = intake(stage.settings).import_file("participants", content, key, OPERATION, actor="cli:bench")
    assert result.as_json()["entered"] == count, result.as_json()
    return clock.seconds / count


def _copy(connection: Connection[Any], content: bytes, count: int) -> float:
    header = content.partition(b"\r\n")[0].decode().split(";")
    columns = ", ".join(f"{name} text" for name in header[1:])
    connection.execute("DROP TABLE IF EXISTS imported")
    connection.execute(f"CREATE TABLE imported ({header[0]} text PRIMARY KEY, {columns})".encode())
    with timed() as clock, connection.transaction(), connection.cursor() as cursor:
        statement = "COPY imported FROM STDIN (FORMAT csv, HEADER true, DELIMITER ';')"
        with cursor.copy(statement) as copy:
            copy.write(content)
    return clock.seconds / count


def _shares(stage: Stage, count: int) -> Table:
    """One import of the whole file, with a clock at every step."""
    key, content = stage.district(), people.file(0, count)
    open_operation(stage, key)
    steps = Steps()
    with steps.watched(), timed() as clock:
        result = intake(stage.settings).import_file("participants", content, key, OPERATION, actor="cli:bench")
    assert result.as_json()["entered"] == count, result.as_json()
    rows = [(name, seconds, 100 * seconds / clock.seconds) for name, seconds in steps.seconds.items()]
    rows.append(("all else", clock.seconds - sum(steps.seconds.values()), 0.0))
    rows[-1] = (rows[-1][0], rows[-1][1], 100 * rows[-1][1] / clock.seconds)
    rows.append(("together", clock.seconds, 100.0))
    title = f"Import of {count} participations: share of each step ({count / clock.seconds:.0f} rows/s)"
    return Table(title, ("step", "seconds", "share in %"), rows)


class Steps:
    """Seconds of each step, without those of the steps inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = dict.fromkeys(STEPS, 0.0)
        self._inside: list[float] = []

    @contextmanager
    def watched(self) -> Iterator[None]:
        with ExitStack() as stack:
            for name, (owner, attribute) in STEPS.items():
                stack.enter_context(patch.object(owner, attribute, self._clocked(name, getattr(owner, attribute))))
            yield

    def _clocked(self, name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*values: Any, **named: Any) -> Any:
            start = time.perf_counter()
            self._inside.append(0.0)
            try:
                return step(*values, **named)
            finally:
                spent = time.perf_counter() - start
                self.seconds[name] += spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return run
