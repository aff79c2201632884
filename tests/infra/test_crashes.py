"""Servers that were killed: the next start brings them back with everything they had confirmed."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import amqp
import psycopg
import pytest

from infra.pids import PidFile
from infra.servers import Servers, status_of_servers, stop_servers
from tests.infra.amqp_channel import channel

pytestmark = [pytest.mark.server, pytest.mark.slow]


@pytest.fixture
def own_home() -> Iterator[Path]:
    """A home of the test's own: what it kills nobody else uses."""
    folder = Path(tempfile.mkdtemp(prefix="lotse-test-"))
    folder.chmod(0o755)
    PidFile(folder / "run" / "pytest.pid").remember(os.getpid())
    yield folder
    stop_servers(folder)
    shutil.rmtree(folder)


def kill(home: Path, server: str) -> int:
    pid = status_of_servers(home)[server]
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_killed_database_comes_back_with_its_data(own_home: Path) -> None:
    url = Servers(own_home).start_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    killed = kill(own_home, "postgres")
    assert Servers(own_home).start_database() == url
    assert status_of_servers(own_home)["postgres"] != killed
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_killed_broker_comes_back_with_its_messages(own_home: Path) -> None:
    url = Servers(own_home).start_broker()
    with channel(url) as opened:
        arguments = {"x-queue-type": "quorum"}
        opened.queue_declare("kept", durable=True, auto_delete=False, arguments=arguments)
        opened.basic_publish_confirm(amqp.Message(b"1", delivery_mode=2), routing_key="kept")
    time.sleep(3)  # RabbitMQ 3.10 writes its directory of quorum queues down only after a moment
    killed = kill(own_home, "rabbitmq")
    assert Servers(own_home).start_broker() == url
    assert status_of_servers(own_home)["rabbitmq"] != killed
    assert first_message(url, "kept") == b"1"


def test_stopping_ends_everything_that_was_started(own_home: Path) -> None:
    Servers(own_home).start_database()
    stop_servers(own_home)
    assert status_of_servers(own_home) == {"postgres": None, "rabbitmq": None}
    stop_servers(own_home)


def first_message(url: str, queue: str) -> bytes:
    """After a start, a quorum queue first elects its leader."""
    for _ in range(10):
        try:
            with channel(url) as opened:
                body: bytes = opened.basic_get(queue, no_ack=True).body
                return body
        except (amqp.AMQPError, OSError):
            time.sleep(1)
    pytest.fail("Die Warteschlange antwortet nicht.")
