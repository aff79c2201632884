"""Three RabbitMQ nodes of one cluster on the loopback, and a network before them, as one broker of a platform."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.failure import Failure
from infra.pids import start_time, wait_gone
from infra.servers.ports import free_port
from infra.servers.rabbitmq import RabbitMQ
from tests.kit.proxy import Proxy

NODES: Final = 3
HEAL_S: Final = 180.0


@dataclass(frozen=True, slots=True)
class Cluster:
    """``nodes`` in the order of their first start; clients come by ``proxy`` to whichever node takes them."""

    nodes: Sequence[RabbitMQ]
    proxy: Proxy

    @classmethod
    def at(cls, home: Path) -> "Cluster":
        """Nodes below ``home``, with the passwords of the platform that lives there."""
        (home / "secrets").mkdir(mode=0o700, exist_ok=True)
        epmd = free_port()
        alone = [cls._node(home / "nodes" / str(number), home / "secrets", epmd, ()) for number in range(NODES)]
        peers = tuple(node.node for node in alone)
        nodes = [alone[0], *(RabbitMQ(n.home, n.port, epmd, n.distribution_port, peers=peers) for n in alone[1:])]
        return cls(nodes, Proxy(free_port(), [node.port for node in nodes]))

    @staticmethod
    def _node(home: Path, secrets: Path, epmd: int, peers: tuple[str, ...]) -> RabbitMQ:
        home.mkdir(parents=True)
        (home / "secrets").symlink_to(secrets)
        return RabbitMQ(home, free_port(), epmd, free_port(), peers=peers)

    @property
    def url(self) -> str:
        """The operator's URL, by the proxy."""
        node = self.nodes[0]
        return node.url.replace(f":{node.port}/", f":{self.proxy.port}/")

    @contextmanager
    def running(self) -> Iterator["Cluster"]:
        """All nodes and the network while the block runs."""
        try:
            for node in self.nodes:
                node.start()
            with self.proxy.running():
                yield self
        finally:
            for node in self.nodes:
                node.pid_file.stop(signal.SIGKILL, 10)  # a polite end takes each of them long
                node.stop()

    def leader(self, queue: str) -> RabbitMQ:
        """The node on which the queue's leader is."""
        name = self._line(queue).split("\t")[1].split(".")[0].lstrip("<")
        return next(node for node in self.nodes if node.node == name)

    def follower(self, queue: str) -> RabbitMQ:
        """A node that has a copy of the queue only."""
        leader = self.leader(queue)
        return next(node for node in self.nodes if node is not leader and node.pid_file.running())

    def await_whole(self, queue: str) -> None:
        """Return once every node has a copy of the queue that takes part."""
        deadline = time.monotonic() + HEAL_S
        while True:
            try:
                if self._line(queue).count("@") >= 1 + NODES:
                    return
                said = self._line(queue)
            except Failure as failure:
                said = str(failure)
            assert time.monotonic() < deadline, f"{queue}: {said}"
            time.sleep(1)

    def _line(self, queue: str) -> str:
        """Name, leader and members online of a queue, as a living node tells."""
        node = next(node for node in self.nodes if node.pid_file.running())
        lines = node.control("list_queues", "-p", "lotse", "name", "leader", "online").splitlines()
        return next(line for line in lines if line.startswith(f"{queue}\t"))


def kill(node: RabbitMQ) -> None:
    """As a power cut would."""
    pid = node.pid_file.running()
    assert pid
    started = start_time(pid)
    os.kill(pid, signal.SIGKILL)
    assert wait_gone(pid, started, 30)


@contextmanager
def cut_off(node: RabbitMQ, others: Sequence[RabbitMQ]) -> Iterator[None]:
    """The node and the others do not reach one another while the block runs; clients reach all of them."""
    names = ", ".join(f"'{other.node}'" for other in others)
    node.control("eval", f"[begin erlang:set_cookie(N, nobody), erlang:disconnect_node(N) end || N <- [{names}]], ok.")
    try:
        yield
    finally:
        node.control("eval", f"[erlang:set_cookie(N, erlang:get_cookie()) || N <- [{names}]], ok.")
