"""What may happen to the servers of a test's own platform: crash, restart, purge."""

import os
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import amqp
from kombu import Connection

from infra.pids import start_time
from infra.servers import Servers, status_of_servers
from services.kernel.settings import Settings


def kill(home: Path) -> None:
    """End the private broker as a power cut would."""
    _kill(home, "rabbitmq", signal.SIGKILL)


def purge(settings: Settings, queues: Iterable[str]) -> None:
    """Empty these queues behind everybody's back."""
    with Connection(settings.admin_amqp_url()) as connection, connection.channel() as channel:
        for queue in queues:
            channel.queue_purge(queue)


def litter(settings: Settings, queues: Iterable[str]) -> None:
    """Put something into these queues that is no envelope."""
    with Connection(settings.admin_amqp_url()) as connection, connection.channel() as channel:
        for queue in queues:
            channel.basic_publish(amqp.Message(b"kein Umschlag"), exchange="", routing_key=queue)


def restart_database(servers: Servers) -> None:
    """A fast shutdown, as an upgrade does it, and a new start."""
    _kill(servers.home, "postgres", signal.SIGINT)
    servers.start_database()


def crash_database(servers: Servers) -> None:
    """An immediate shutdown: no checkpoint, recovery at the next start."""
    _kill(servers.home, "postgres", signal.SIGQUIT)
    servers.start_database()


def _kill(home: Path, server: str, how: signal.Signals) -> None:
    pid = next(pid for name, pid in status_of_servers(home).items() if server in name.lower() and pid)
    os.kill(pid, how)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and start_time(pid):
        time.sleep(0.1)
