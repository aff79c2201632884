"""Start, stop and status of both servers; each step may be repeated."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from infra.say import say
from infra.servers.postgres import Postgres
from infra.servers.rabbitmq import RabbitMQ
from infra.servers.record import Record

ANSWER_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Servers:
    """What is to be used: a URL given from outside, or None for a private server."""

    home: Path
    database_url: str | None = None
    amqp_url: str | None = None
    fsync: bool = True

    def start_database(self) -> str:
        """Returns the operator's URL of a PostgreSQL that answers."""
        with _alone(self.home):
            record = Record.read(self.home)
            given = self.database_url or _external(record.database_url, record, "postgres")
            if given:
                replace(record, database_url=given, embedded=False).write(self.home)
                return given
            return self._start_postgres(record)

    def start_broker(self) -> str:
        """Returns the operator's URL of a RabbitMQ that answers."""
        with _alone(self.home):
            record = Record.read(self.home)
            given = self.amqp_url or _external(record.amqp_url, record, "rabbitmq")
            if given:
                replace(record, amqp_url=given).write(self.home)
                return given
            return self._start_rabbitmq(record)

    def _start_postgres(self, record: Record) -> str:
        server = _postgres(self.home, record, fsync=self.fsync)
        if server is None or not _well(server):
            record = record.with_ports("postgres")
            server = Postgres(self.home, record.ports["postgres"], fsync=self.fsync)
            replace(record, database_url=server.url, embedded=True).write(self.home)
            say("PostgreSQL startet …")
            server.start()
        return server.url

    def _start_rabbitmq(self, record: Record) -> str:
        server = _rabbitmq(self.home, record)
        if server is None or not _well(server):
            record = record.with_ports("rabbitmq", "epmd", "distribution")
            server = RabbitMQ(self.home, *(record.ports[name] for name in ("rabbitmq", "epmd", "distribution")))
            replace(record, amqp_url=server.url).write(self.home)
            say("RabbitMQ startet …")
            server.start()
        return server.url


def start_servers(servers: Servers) -> Record:
    """Both servers; returns where they are. Raises Failure."""
    servers.start_database()
    servers.start_broker()
    return Record.read(servers.home)


def stop_servers(home: Path) -> None:
    """Ends the private servers of this home, if they run; never others."""
    if not home.exists():
        return
    with _alone(home):
        record = Record.read(home)
        for name, server in (("RabbitMQ", _rabbitmq(home, record)), ("PostgreSQL", _postgres(home, record))):
            if server is not None and server.stop():
                say(f"{name} ist beendet.")


def status_of_servers(home: Path) -> dict[str, int | None]:
    """The pids of the private servers; None where one does not run."""
    record = Record.read(home)
    found = {"postgres": _postgres(home, record), "rabbitmq": _rabbitmq(home, record)}
    return {name: server.pid_file.running() if server else None for name, server in found.items()}


def _well(server: Postgres | RabbitMQ) -> bool:
    """Whether it runs and answers; what is left of one that does not is ended."""
    deadline = time.monotonic() + ANSWER_SECONDS
    while server.pid_file.running() is not None and time.monotonic() < deadline:
        if server.answers():
            return True
        time.sleep(0.1)
    server.stop()
    return False


def _postgres(home: Path, record: Record, *, fsync: bool = True) -> Postgres | None:
    port = record.ports.get("postgres")
    return None if port is None else Postgres(home, port, fsync=fsync)


def _rabbitmq(home: Path, record: Record) -> RabbitMQ | None:
    if "rabbitmq" not in record.ports:
        return None
    return RabbitMQ(home, *(record.ports[name] for name in ("rabbitmq", "epmd", "distribution")))


def _external(url: str | None, record: Record, server: str) -> str | None:
    """A URL kept from an earlier start that is not our private server's."""
    return url if url and server not in record.ports else None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two calls at once would start two servers on one data folder."""
    (home / "run").mkdir(parents=True, exist_ok=True)
    with (home / "run" / "servers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
