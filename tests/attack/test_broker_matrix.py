"""With the broker login of a service: it writes under its own name, reads its own queues, and changes nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final

import amqp
import pytest

from infra.servers.definitions import ADMIN, WATCHER, definitions
from services.kernel.broker import DEAD, EVENTS, connect, declare_topology, drop
from services.kernel.envelope import Forged, Unreadable, read_envelope, verify
from services.kernel.readers import READERS
from services.kernel.settings import SERVICES, Settings
from tests.attack import forged
from tests.attack.conftest import OTHER, OWN
from tests.attack.test_decoders import KEY, ONE
from tests.kernel.bus.conftest import messages_in, operator
from tests.kit.proof import Proof

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G6")]

QUEUES: Final = (*READERS, DEAD, "nobodys")  # amq.rabbitmq.reply-to is one's own: nobody else's messages lie there
LOGINS: Final = (*SERVICES, WATCHER)
EXCHANGES: Final = (EVENTS, DEAD, "", "amq.topic", "amq.direct", "amq.fanout", "amq.headers", "amq.match", "nobodys")
WALL: Final = (amqp.exceptions.AccessRefused, amqp.exceptions.NotFound, amqp.exceptions.PreconditionFailed)
NOUN: Final = "contact_recorded"


@pytest.fixture
def broker(settings: Settings, rabbitmq: str) -> Iterator[str]:
    """The operator's URL; topology declared, queues empty at the start and at the end."""
    assert settings.servers["amqp_url"] == rabbitmq
    declare_topology(rabbitmq)
    _purge(rabbitmq)
    yield rabbitmq
    _purge(rabbitmq)


def _purge(url: str) -> None:
    with operator(url) as channel:
        for queue in (*READERS, DEAD):
            channel.queue_purge(queue)


class Login:
    """A service's session at the broker; a refusal closes the channel, so each attempt has one of its own."""

    def __init__(self, url: str) -> None:
        self._connection = connect(url)

    def attempt(self, act: Callable[[Any], object]) -> bool:
        """Whether the broker let it happen."""
        channel = self._connection.channel()
        try:
            act(channel)
        except WALL:
            return False
        except amqp.exceptions.ResourceLocked:
            return True  # a queue with a single active consumer gives nothing to "get", whoever may read it
        finally:
            with suppress(*WALL, amqp.exceptions.AMQPError, OSError):
                channel.close()
        return True

    def publishes(self, exchange: str, key: str) -> bool:
        """A message that the broker confirms was taken."""

        def publish(channel: Any) -> None:
            channel.confirm_select()
            message = amqp.Message(ONE, content_type="application/cloudevents+json", delivery_mode=1)
            channel.basic_publish_confirm(message, exchange=exchange, routing_key=key, timeout=30)

        return self.attempt(publish)

    def close(self) -> None:
        drop(self._connection)


@pytest.fixture
def logins(settings: Settings, broker: str) -> Iterator[dict[str, Login]]:
    assert broker
    opened = {service: Login(settings.service_amqp_url(service)) for service in LOGINS}
    yield opened
    for login in opened.values():
        login.close()


def routing_keys(service: str) -> Iterator[str]:
    """Of every district and form; those of the service itself and those that only look so."""
    yield from (f"{district}.{service}.{NOUN}" for district in (OWN, OTHER))
    yield from (f"{district}.{service}.{NOUN}" for district in ("*", "#", "", OWN.upper(), OWN + " ", "d_x", "а-kreis"))  # noqa: RUF001
    yield from (f"{service}.{OWN}.{NOUN}", f"{OWN}.{service}", service, f"{OWN}.x.{service}.{NOUN}", f".{service}.")


def is_its_own(service: str, key: str) -> bool:
    district, _, rest = key.partition(".")
    return district in (OWN, OTHER) and rest.startswith(f"{service}.")


def test_a_service_publishes_under_its_own_name_and_no_other(
    logins: dict[str, Login], broker: str, proof: Proof
) -> None:
    tried = foreign = 0
    wrong = []
    for service, login in logins.items():
        for named in SERVICES:
            for key in routing_keys(named):
                tried += 1
                taken, own = login.publishes(EVENTS, key), is_its_own(service, key)
                foreign += taken and not own
                if taken is not own:
                    wrong.append((service, key, taken))
    proof.add("Angriffe", "Broker: schreiben", tried=tried, foreign=foreign, unexpected=len(wrong))
    assert wrong == []
    assert messages_in(broker, "reporting.journal") == 2 * len(SERVICES)


def test_a_service_publishes_through_no_other_exchange(logins: dict[str, Login], broker: str, proof: Proof) -> None:
    tried, taken = 0, []
    for service, login in logins.items():
        for exchange in EXCHANGES:
            if exchange == EVENTS:
                continue
            for key in (*READERS, DEAD, f"{OWN}.{service}.{NOUN}"):
                tried += 1
                if login.publishes(exchange, key):
                    taken.append((service, exchange, key))
    proof.add("Angriffe", "Broker: schreiben", tried=tried, foreign=len(taken))
    assert taken == []
    assert sum(messages_in(broker, queue) for queue in (*READERS, DEAD)) == 0


READS: Final[dict[str, Callable[[Any, str], object]]] = {
    "get": lambda channel, queue: channel.basic_get(queue),
    "consume": lambda channel, queue: channel.basic_consume(queue, no_ack=True),
    "purge": lambda channel, queue: channel.queue_purge(queue),
}


def test_a_service_reads_its_own_queues_and_no_other(logins: dict[str, Login], proof: Proof) -> None:
    tried, wrong = 0, []
    for service, login in logins.items():
        for queue in QUEUES:
            for way, read in READS.items():
                tried += 1
                may = queue in READERS and queue.startswith(f"{service}.")
                if login.attempt(lambda channel, read=read, queue=queue: read(channel, queue)) is not may:  # type: ignore[misc]
                    wrong.append((service, queue, way))
    proof.add("Angriffe", "Broker: lesen", tried=tried, foreign=len(wrong))
    assert wrong == []


CHANGES: Final[dict[str, Callable[[Any, str], object]]] = {
    "delete a queue": lambda channel, queue: channel.queue_delete(queue),
    "declare a queue": lambda channel, queue: channel.queue_declare(f"{queue}.mine"),
    "declare a queue without name": lambda channel, _: channel.queue_declare(""),
    "bind": lambda channel, queue: channel.queue_bind(queue, EVENTS, "#"),
    "unbind": lambda channel, queue: channel.queue_unbind(queue, EVENTS, f"*.{queue.partition('.')[0]}.#"),
    "declare an exchange": lambda channel, queue: channel.exchange_declare(f"{queue}.x", "topic"),
    "delete the exchange": lambda channel, _: channel.exchange_delete(EVENTS),
    "bind exchanges": lambda channel, _: channel.exchange_bind("amq.topic", EVENTS, "#"),
}


def test_a_service_changes_no_topology(logins: dict[str, Login], proof: Proof) -> None:
    tried, done = 0, []
    for service, login in logins.items():
        for queue in READERS:
            for way, change in CHANGES.items():
                tried += 1
                if login.attempt(lambda channel, change=change, queue=queue: change(channel, queue)):  # type: ignore[misc]
                    done.append((service, queue, way))
    proof.add("Angriffe", "Broker: ändern", tried=tried, foreign=len(done))
    assert done == []


@pytest.mark.usefixtures("broker")
def test_the_definitions_give_rights_to_no_user_but_these(settings: Settings) -> None:
    told = json.loads(definitions(settings.secrets))
    users = {f"lotse_{service}" for service in SERVICES}
    assert {user["name"] for user in told["users"]} == users | {ADMIN, f"lotse_{WATCHER}"}
    assert {user["name"] for user in told["users"] if user["tags"]} == {ADMIN}
    assert {each["user"] for each in told["topic_permissions"]} == users
    for each in told["permissions"]:
        assert each["user"] == ADMIN or each["configure"] == "^$"


# --- Forged envelopes under a right that the sender has -------------------------------


def test_whatever_a_service_may_send_is_not_believed_as_another_districts(proof: Proof) -> None:
    """A taken-over relay of intake knows intake's key, and no other: every other source and district is refused."""
    right, tried, believed = read_envelope(ONE), 0, 0
    for district in forged.texts(OWN, OTHER):
        for service in (*SERVICES, "intake ", "*", "x"):
            body = ONE.replace(
                b"/districts/ilm-kreis/intake", f"/districts/{district}/{service}".encode("utf-8", "replace")
            )
            for key in (right.routing_key, f"{district}.{service}.{NOUN}", f"{OTHER}.intake.{NOUN}"):
                tried += 1
                try:
                    received = read_envelope(body)
                    verify(received, key, {"intake": KEY}.__getitem__)
                    believed += 1
                except (Unreadable, Forged):
                    continue
    proof.add("Angriffe", "Broker: gefälschte Umschläge", tried=tried, foreign=believed)
    assert believed == 0
