"""A platform on a cluster of three brokers that loses nodes, and on a network that loses everything."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import pytest

from infra.servers.ports import free_port
from infra.servers.rabbitmq import RabbitMQ
from services.kernel.broker import HEARTBEAT_S
from tests.kit.patience import until
from tests.kit.proof import Proof
from tests.stack.cluster import Cluster, cut_off, kill
from tests.stack.ledger import Ledger
from tests.stack.platform import Platform

PART: Final = "Ausfälle auf dem echten Stack"
QUEUE: Final = "reporting.journal"
FAULTS: Final = 30

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G1", "G2", "G4")]


@dataclass(frozen=True, slots=True)
class Site:
    """A platform and the cluster that it talks to."""

    platform: Platform
    cluster: Cluster

    def others(self, node: RabbitMQ) -> list[RabbitMQ]:
        return [other for other in self.cluster.nodes if other is not node]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    home = Path(tempfile.mkdtemp(prefix="lotse-cluster-"))
    home.chmod(0o755)
    try:
        with Cluster.at(home).running() as cluster:
            platform = Platform(home, free_port(), cluster.url)
            try:
                platform.up()
                yield Site(platform, cluster)
            finally:
                platform.infra("clean")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def ledger(site: Site, tmp_path: Path, request: pytest.FixtureRequest) -> Ledger:
    arrived = Ledger.arrive(site.platform, tmp_path, seed=sum(request.node.name.encode()))
    site.cluster.await_whole(QUEUE)
    return arrived


def answered(ledger: Ledger, more: int) -> None:
    """So many more commands are acknowledged, within a bounded time."""
    goal = len(ledger.answers) + more
    until(lambda: len(ledger.answers) >= goal, "commands are not accepted any more")


@pytest.mark.campaign
@pytest.mark.timeout(1800)
def test_a_cluster_that_loses_the_leader_of_a_queue_loses_nothing(site: Site, ledger: Ledger, proof: Proof) -> None:
    with ledger.writing(per_second=30):
        answered(ledger, 40)
        lost = site.cluster.leader(QUEUE)
        kill(lost)
        answered(ledger, 60)
        site.cluster.proxy.cut()
        answered(ledger, 40)
    kept = ledger.assert_kept()
    lost.start()

    proof.add(PART, "Broker-Cluster: kill -9 eines Knotens", injected=1, **kept)


# --- campaign ------------------------------------------------------------------------


def kill_a_follower(site: Site, ledger: Ledger) -> None:
    _without(site.cluster.follower(QUEUE), ledger)


def kill_the_leader(site: Site, ledger: Ledger) -> None:
    _without(site.cluster.leader(QUEUE), ledger)


def kill_two_in_turn(site: Site, ledger: Ledger) -> None:
    first = site.cluster.leader(QUEUE)
    _without(first, ledger)
    site.cluster.await_whole(QUEUE)
    _without(site.others(first)[0], ledger)


def cut_a_node_off(site: Site, ledger: Ledger) -> None:
    node = site.cluster.leader(QUEUE)
    with cut_off(node, site.others(node)):
        answered(ledger, 100)


def _without(node: RabbitMQ, ledger: Ledger) -> None:
    kill(node)
    answered(ledger, 60)
    node.start()


NODE_FAULTS: Final = {
    "Broker-Cluster: kill -9 eines Knotens": kill_a_follower,
    "Broker-Cluster: kill -9 des führenden Knotens": kill_the_leader,
    "Broker-Cluster: kill -9 zweier Knoten nacheinander": kill_two_in_turn,
    "Broker-Cluster: Knoten von den anderen getrennt": cut_a_node_off,
}


@pytest.mark.campaign
@pytest.mark.timeout(7200)
def test_thirty_faults_of_a_cluster_lose_nothing(site: Site, ledger: Ledger, proof: Proof) -> None:
    rng = Random("thirty faults of a cluster")
    for number in range(FAULTS):
        name = list(NODE_FAULTS)[number % len(NODE_FAULTS)] if number < len(NODE_FAULTS) else rng.choice([*NODE_FAULTS])
        with ledger.writing(per_second=30):
            answered(ledger, 20)
            NODE_FAULTS[name](site, ledger)
        site.cluster.await_whole(QUEUE)
        kept = ledger.assert_kept()
        proof.add(PART, name, injected=1, lost=kept["lost"], doubled=kept["doubled"], foreign=kept["foreign"])


@pytest.mark.campaign
@pytest.mark.timeout(1800)
def test_a_network_that_swallows_everything_longer_than_a_heartbeat_loses_nothing(
    site: Site, ledger: Ledger, proof: Proof
) -> None:
    with ledger.writing(per_second=10):
        answered(ledger, 20)
        with site.cluster.proxy.swallowing():
            time.sleep(2.5 * HEARTBEAT_S)
            answered(ledger, 20)
        answered(ledger, 20)

    proof.add(PART, "Netz zum Broker stumm, länger als der Herzschlag", injected=1, **ledger.assert_kept())


@pytest.mark.campaign
@pytest.mark.timeout(1800)
def test_a_network_that_is_slow_and_torn_again_and_again_loses_nothing(
    site: Site, ledger: Ledger, proof: Proof
) -> None:
    proxy, tears = site.cluster.proxy, 60
    with ledger.writing(per_second=30), proxy.delaying(0.05):
        for _ in range(tears):
            time.sleep(1)
            proxy.cut()

    proof.add(PART, "Netz zum Broker langsam und gerissen", injected=tears, **ledger.assert_kept())
