"""Publishing to a real broker: confirmed, routed, or said so."""

import time
from uuid import uuid4

import amqp
import pytest

from services.kernel.broker import LOST, ConfirmTimeout, Outgoing, Publisher, Refused, Unroutable, declare_topology
from services.kernel.readers import READERS
from services.kernel.settings import Settings
from tests.kernel.bus.conftest import messages_in, operator

pytestmark = pytest.mark.server


def outgoing(count: int, routing_key: str = "erfurt.intake.contact_recorded") -> list[Outgoing]:
    return [Outgoing(routing_key, str(uuid4()), b"x" * 1000) for _ in range(count)]


def test_everything_published_is_in_the_queue(settings: Settings, broker: str) -> None:
    publisher = Publisher(settings.service_amqp_url("intake"))
    publisher.publish(outgoing(1200))
    publisher.publish(outgoing(1))
    publisher.close()
    assert messages_in(broker, "reporting.journal") == 1201
    assert messages_in(broker, "districts.policies") == 1201
    assert messages_in(broker, "intake.projections") == 0


def test_topology_may_be_declared_again(broker: str) -> None:
    declare_topology(broker)
    declare_topology(broker)


def test_a_message_without_a_queue_comes_back_with_its_place(settings: Settings, broker: str) -> None:
    with operator(broker) as channel:
        for queue in (reader for reader, sources in READERS.items() if "intake" in sources):
            channel.queue_unbind(queue, "lotse.events", "*.intake.#")
        channel.queue_bind("reporting.journal", "lotse.events", "erfurt.intake.#")
    publisher = Publisher(settings.service_amqp_url("intake"))
    messages = [*outgoing(3), *outgoing(2, "ilm-kreis.intake.contact_recorded"), *outgoing(1)]
    with pytest.raises(Unroutable) as returned:
        publisher.publish(messages)
    assert (returned.value.first, returned.value.routing_key) == (3, "ilm-kreis.intake.contact_recorded")
    publisher.publish(outgoing(1))  # and it can go on
    publisher.close()
    with operator(broker) as channel:
        channel.queue_unbind("reporting.journal", "lotse.events", "erfurt.intake.#")


@pytest.mark.guarantee("G1")
def test_what_the_broker_refuses_is_an_error_and_not_a_confirm(settings: Settings, broker: str) -> None:
    with operator(broker) as channel:
        full = {"x-max-length": 1, "x-overflow": "reject-publish"}
        channel.queue_declare("full", exclusive=True, arguments=full)
        channel.queue_bind("full", "lotse.events", "erfurt.intake.#")
        publisher = Publisher(settings.service_amqp_url("intake"))
        with pytest.raises(Refused):
            publisher.publish(outgoing(3))
        publisher.close()


def test_a_service_may_not_publish_as_another(settings: Settings, broker: str) -> None:
    publisher = Publisher(settings.service_amqp_url("intake"))
    with pytest.raises(amqp.exceptions.AccessRefused):
        publisher.publish(outgoing(1, "erfurt.districts.district_opened"))
    publisher.close()
    assert messages_in(broker, "reporting.journal") == 0


@pytest.mark.usefixtures("broker")
def test_a_lost_connection_is_an_error_and_not_silence(settings: Settings) -> None:
    publisher = Publisher(settings.service_amqp_url("intake"))
    publisher.publish(outgoing(1))
    publisher._wire.transport.sock.shutdown(2)
    with pytest.raises(LOST):
        publisher.publish(outgoing(3))
    publisher.close()


@pytest.mark.usefixtures("broker")
def test_confirms_are_not_awaited_for_ever(settings: Settings) -> None:
    publisher = Publisher(settings.service_amqp_url("intake"), confirm_timeout_s=1)
    publisher._on_ack = lambda *_: None  # type: ignore[method-assign]
    publisher._channel.events["basic_ack"].clear()
    publisher._channel.events["basic_ack"].add(lambda *_: None)
    started = time.monotonic()
    with pytest.raises(ConfirmTimeout):
        publisher.publish(outgoing(2))
    assert time.monotonic() - started < 4
    publisher.close()
