"""Real logs, a real broker, and processes of our own that may be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.broker import DEAD, connect, declare_topology, drop
from services.kernel.database import connect as database
from services.kernel.database import pool
from services.kernel.district import district_role, schema_of
from services.kernel.ids import uuid7
from services.kernel.log import Commit, Log, NewFact
from services.kernel.readers import READERS
from services.kernel.settings import Settings
from tests.kit.patience import PATIENCE_S, until

CHECKOUT = Path(__file__).resolve().parents[3]
SAMPLE_WORKER = [sys.executable, str(Path(__file__).with_name("sample_worker.py"))]
TOPICS = {"intake": "intake.contact_recorded.v1", "districts": "districts.sozialraum_opened.v1"}


@pytest.fixture
def broker(settings: Settings, rabbitmq: str) -> Iterator[str]:
    """The operator's URL; topology declared, queues empty."""
    assert settings.servers["amqp_url"] == rabbitmq
    declare_topology(rabbitmq)
    empty_queues(rabbitmq)
    yield rabbitmq
    declare_topology(rabbitmq)


def empty_queues(url: str) -> None:
    with operator(url) as channel:
        for queue in (*READERS, DEAD):
            channel.queue_purge(queue)


class operator:  # noqa: N801 - reads as a phrase
    """A channel with the operator's rights."""

    def __init__(self, url: str) -> None:
        self._connection: Connection = connect(url)

    def __enter__(self) -> Any:
        return self._connection.default_channel

    def __exit__(self, *_: object) -> None:
        drop(self._connection)


def messages_in(url: str, queue: str) -> int:
    with operator(url) as channel:
        return int(channel.queue_declare(queue, passive=True).message_count)


@dataclass
class Source:
    """Appends facts to the log of a service."""

    settings: Settings
    service: str = "intake"

    def append(self, district: str, count: int, group: int = 500) -> None:
        log = Log(self.service, pool(self.settings.service_database_url(self.service)))
        for start in range(0, count, group):
            log.append(district, [self._commit() for _ in range(min(group, count - start))])
        log.close()

    def head(self, district: str) -> int:
        return Log(self.service, pool(self.settings.service_database_url(self.service))).head(district).position

    def _commit(self) -> Commit:
        fact = NewFact(uuid7(), uuid7(), 1, TOPICS[self.service], b'{"sozialraum":"nord"}')
        return Commit(uuid7(), b"", "test", uuid7(), None, None, [fact])


@pytest.fixture
def intake(settings: Settings) -> Source:
    return Source(settings)


@dataclass
class Sightings:
    """What the sample worker wrote down in a district."""

    settings: Settings
    district: str

    def make_table(self) -> None:
        with closing(database(self.settings.admin_database_url("lotse_reporting"))) as connection:
            schema, role = Identifier(schema_of(self.district)), Identifier(district_role("reporting", self.district))
            columns = "source text, sequence bigint, id uuid, at timestamptz DEFAULT clock_timestamp()"
            create = f"CREATE TABLE {{}}.seen (place bigserial, {columns})"
            connection.execute(SQL(create).format(schema))
            connection.execute(SQL("GRANT ALL ON {}.seen, {}.seen_place_seq TO {}").format(schema, schema, role))

    def sequences(self, source: str = "intake") -> list[int]:
        with closing(database(self.settings.admin_database_url("lotse_reporting"))) as connection:
            schema = Identifier(schema_of(self.district))
            query = SQL("SELECT sequence FROM {}.seen WHERE source = %s ORDER BY place").format(schema)
            return [row[0] for row in connection.execute(query, [source])]

    def await_all(self, head: int, seconds: float = PATIENCE_S, source: str = "intake") -> None:
        until(lambda: len(self.sequences(source)) >= head, f"{head} of {source} did not all come", seconds)
        assert self.sequences(source) == list(range(1, head + 1)), "each once and in order"


@pytest.fixture
def seen(settings: Settings, district: str) -> Sightings:
    sightings = Sightings(settings, district)
    sightings.make_table()
    return sightings


@dataclass
class Program:
    """One process of ours, with its log lines in a file."""

    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] = field(init=False)

    def start(self) -> "Program":
        with self.log.open("ab") as lines:
            self.process = subprocess.Popen(self.command, cwd=CHECKOUT, stderr=lines, stdout=lines, env=os.environ)
        return self

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def terminate(self, seconds: float = PATIENCE_S) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def said(self) -> str:
        return self.log.read_text()


@pytest.fixture
def run(tmp_path: Path, settings: Settings) -> Iterator[Callable[..., Program]]:
    """Starts a program; whatever still runs at the end is killed."""
    assert os.environ["LOTSE_HOME"] == str(settings.home)
    programs: list[Program] = []

    def start(*command: str) -> Program:
        programs.append(Program(list(command), tmp_path / f"{len(programs)}.log").start())
        return programs[-1]

    yield start
    for program in programs:
        with suppress(ProcessLookupError):
            program.kill()
        print(program.log.read_text()[-4000:])  # noqa: T201 - pytest shows it when the test fails


@dataclass
class Line:
    """From intake's log to the sample worker's table, in one district."""

    broker: str
    settings: Settings
    district: str
    intake: Source
    seen: Sightings
    relay: Callable[[], Program]
    worker: Callable[[], Program]

    def append(self, count: int) -> None:
        self.intake.append(self.district, count)


@pytest.fixture
def line(broker: str, settings: Settings, district: str, seen: Sightings, run: Callable[..., Program]) -> Line:
    return Line(
        broker,
        settings,
        district,
        Source(settings),
        seen,
        relay=lambda: run(sys.executable, "-m", "services.intake.main", "relay"),
        worker=lambda: run(*SAMPLE_WORKER),
    )
