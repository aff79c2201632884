"""What may happen to the servers of a test's own platform: crash, restart, purge."""

import json
import os
import re
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, TypeAlias

import amqp
from kombu import Connection

from infra.pids import reap, start_time
from infra.servers import Servers, status_of_servers
from infra.servers.definitions import VHOST
from infra.servers.rabbitmq import RabbitMQ
from infra.servers.record import Record
from services.kernel.settings import Settings

Alarm: TypeAlias = Literal["memory", "disk"]
ALARMS: Final[dict[Alarm, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "memory": (("set_vm_memory_high_watermark", "0"), ("set_vm_memory_high_watermark", "0.4")),
    "disk": (("set_disk_free_limit", str(10**18)), ("set_disk_free_limit", "50000000")),
}


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


@contextmanager
def alarmed(home: Path, alarm: Alarm) -> Iterator[None]:
    """The private broker is out of memory or disk while the block runs: it reads nothing from who publishes."""
    on, off = ALARMS[alarm]
    node = private_broker(home)
    node.control(*on)
    try:
        yield
    finally:
        node.control(*off)


@contextmanager
def full(home: Path, queue: str, most: int) -> Iterator[None]:
    """The queue takes no message beyond so many while the block runs."""
    node = private_broker(home)
    pattern = f"^{re.escape(queue)}$"
    node.control("set_policy", "-p", VHOST, "full", pattern, json.dumps({"max-length": most}), "--apply-to", "queues")
    try:
        yield
    finally:
        node.control("clear_policy", "-p", VHOST, "full")


def private_broker(home: Path) -> RabbitMQ:
    ports = Record.read(home).ports
    return RabbitMQ(home, ports["rabbitmq"], ports["epmd"], ports["distribution"])


def restart_database(servers: Servers) -> None:
    """A fast shutdown, as an upgrade does it, and a new start."""
    _kill(servers.home, "postgres", signal.SIGINT)
    servers.start_database()


def crash_database(servers: Servers) -> None:
    """An immediate shutdown: no checkpoint, recovery at the next start."""
    _kill(servers.home, "postgres", signal.SIGQUIT)
    servers.start_database()


def end_database(home: Path) -> None:
    """A fast shutdown, and nobody starts it again."""
    _kill(home, "postgres", signal.SIGINT)


def kill_database(home: Path) -> None:
    """End the postmaster as a power cut would; its children notice and end."""
    _kill(home, "postgres", signal.SIGKILL)


def _kill(home: Path, server: str, how: signal.Signals) -> None:
    pid = next(pid for name, pid in status_of_servers(home).items() if server in name.lower() and pid)
    os.kill(pid, how)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and start_time(pid):
        time.sleep(0.1)
    reap(pid)  # a zombie of ours would be another postmaster to PostgreSQL
