"""Audit bundles: written against COPY, and checked against reading the same lines twice, which any check must do."""

import hashlib
import zipfile
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from psycopg.sql import SQL, Identifier

from bench import people
from bench.figures import Figure, Section
from bench.filling import append, commits, open_operation, to_journal
from bench.rounds import alternate, timed
from bench.stage import Stage
from services.districts.application import operator
from services.kernel.database import connect
from services.kernel.district import schema_of
from services.reporting.application import Reporting
from services.reporting.proving import verify
from services.reporting.proving.bundle import export
from services.reporting.proving.checkpoints import public_key

TITLE: Final = "Audit bundles"
PATIENCE_S: Final = 10.0
COPY: Final = "COPY (SELECT body FROM {}.journal ORDER BY index) TO STDOUT (FORMAT BINARY)"


def measure(stage: Stage) -> Section:
    """The whole commands without the start of Python."""
    participations = stage.amount(10_000, 300)
    key = stage.district()
    open_operation(stage, key)
    append(stage, key, commits(stage, key, people.facts(participations)))
    count = to_journal(stage, key)
    with TemporaryDirectory() as folder:
        out = Path(folder) / "bundle.zip"
        _export(stage, key, count, out)
        runs = {
            "export": partial(_export, stage, key, count, Path(folder) / "again.zip"),
            "copy": partial(_copy, stage, key, count, Path(folder) / "copy.zip"),
            "verify": partial(_verify, stage, key, count, out),
            "read": partial(_read, count, out),
        }
        seconds = alternate(runs, stage.rounds)
    common: dict[str, Any] = {"unit": "1/s", "of": "rate"}
    return Section(
        TITLE,
        [
            Figure(
                name="audit.export",
                title="Writing an audit bundle",
                subject=f"lotse audit export of {count} facts: read, hash, compress, sign",
                yardstick="COPY of the same rows into one file of a ZIP",
                subject_seconds=seconds["export"],
                yardstick_seconds=seconds["copy"],
                **common,
            ),
            Figure(
                name="audit.verify",
                title="Checking an audit bundle",
                subject=f"verify.py on {count} facts: unpack, parse, compare order, times, leaves, tree and signatures",
                yardstick="the same file unpacked twice and every line hashed once each time",
                subject_seconds=seconds["verify"],
                yardstick_seconds=seconds["read"],
                **common,
            ),
        ],
    )


def _export(stage: Stage, key: str, count: int, out: Path) -> float:
    service = Reporting.of(stage.settings, PATIENCE_S)
    with timed() as clock:
        export(service, key, out, operator("cli:bench"), lambda _done, _total: None)
    return clock.seconds / count


def _copy(stage: Stage, key: str, count: int, out: Path) -> float:
    statement = SQL(COPY).format(Identifier(schema_of(key)))
    with (
        closing(connect(stage.settings.admin_database_url("lotse_reporting"))) as connection,
        timed() as clock,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("journal", "w") as file,
        connection.cursor() as cursor,
        cursor.copy(statement) as rows,
    ):
        for block in rows:
            file.write(block)
    return clock.seconds / count


def _verify(stage: Stage, key: str, count: int, bundle: Path) -> float:
    verify.signature_holds.cache_clear()  # each round checks every signature anew
    expected = verify.read_key(public_key(stage.settings.secrets, key).text())
    with timed() as clock:
        result = verify.verify(str(bundle), expected)
    assert result["result"] == "unchanged", result
    return clock.seconds / count


def _read(count: int, bundle: Path) -> float:
    with timed() as clock, zipfile.ZipFile(bundle) as archive:
        for _ in range(2):
            with archive.open(verify.JOURNAL) as file:
                for line in file:
                    hashlib.sha256(line)
    return clock.seconds / count
