"""Dead letters: counted by one who may do nothing else, looked at without changing anything, cleared on purpose."""

import os
import signal
from contextlib import closing
from functools import partial

import amqp
import pytest

from infra.servers import status_of_servers
from services.kernel.broker import DEAD, connect, drop
from services.kernel.broker_watch import WATCHER, BrokerWatch
from services.kernel.dead_letters import discard_dead, list_dead
from services.kernel.readers import READERS
from services.kernel.settings import Settings
from tests.kernel.bus.conftest import operator
from tests.kit.patience import until

BODIES = (b"kein Umschlag", b"auch keiner", b"\xff\xfe")


def bury(url: str, *bodies: bytes) -> None:
    """Put messages into a reader's queue and refuse them as the reader would."""
    queue = next(iter(READERS))
    refused: list[int] = []
    with operator(url) as channel:
        for body in bodies:
            channel.basic_publish(amqp.Message(body), exchange="", routing_key=queue)

        def refuse(message: amqp.Message) -> None:
            channel.basic_reject(message.delivery_tag, requeue=False)
            refused.append(message.delivery_tag)

        channel.basic_consume(queue, callback=refuse)
        while len(refused) < len(bodies):
            channel.connection.drain_events(timeout=30)
    until(lambda: len(list_dead(url)) == len(bodies))


def test_looking_at_dead_letters_changes_nothing(broker: str) -> None:
    bury(broker, *BODIES)

    first, second = list_dead(broker), list_dead(broker)

    assert [letter.size for letter in first] == [len(body) for body in BODIES]
    assert first == second
    assert {(letter.queue, letter.reason, letter.envelope) for letter in first} == {
        (next(iter(READERS)), "rejected", None)
    }
    assert all(letter.died is not None for letter in first)


@pytest.mark.guarantee("G5")
def test_only_the_letters_that_are_named_are_discarded(broker: str) -> None:
    bury(broker, *BODIES)
    unwanted = list_dead(broker)[1].key

    gone = discard_dead(broker, lambda letter: letter.key == unwanted)

    assert [letter.key for letter in gone] == [unwanted]
    until(lambda: len(list_dead(broker)) == 2)
    assert unwanted not in {letter.key for letter in list_dead(broker)}


def test_the_watcher_may_count_and_nothing_else(broker: str, settings: Settings) -> None:
    bury(broker, *BODIES)
    connection = connect(settings.service_amqp_url(WATCHER))
    try:
        assert "lotse_platform" in settings.service_amqp_url(WATCHER)
        dead = partial(connection.channel().queue_declare, DEAD, passive=True)
        until(lambda: dead().message_count == len(BODIES))  # a quorum queue says a moment later what it holds
        with pytest.raises(amqp.exceptions.AccessRefused):
            connection.channel().basic_get(DEAD)
        with pytest.raises(amqp.exceptions.AccessRefused):
            connection.channel().queue_purge(DEAD)
        with pytest.raises(amqp.exceptions.AccessRefused):
            connection.channel().queue_declare("another")
    finally:
        drop(connection)


@pytest.mark.guarantee("G5")
def test_the_watch_counts_and_says_so_when_it_cannot(
    broker: str, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = BrokerWatch(settings)
    watch.start()
    with closing(_Stopping(watch)):
        until(lambda: watch.seen().well)
        bury(broker, *BODIES)
        until(lambda: watch.seen().dead_letters == len(BODIES))
        assert not watch.seen().well
        assert '"dead_letters_waiting"' in capsys.readouterr().err
        pid = status_of_servers(settings.home)["rabbitmq"]
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        try:
            until(lambda: not watch.seen().reachable)
        finally:
            os.kill(pid, signal.SIGCONT)
        until(lambda: watch.seen().dead_letters == len(BODIES))


class _Stopping:
    """Ends a watch like a file."""

    def __init__(self, watch: BrokerWatch) -> None:
        self._watch = watch

    def close(self) -> None:
        self._watch.stop()


def test_a_watch_without_a_broker_sees_none(tmp_path: object) -> None:
    watch = BrokerWatch(Settings(home=tmp_path))  # type: ignore[arg-type]

    watch.start()
    with closing(_Stopping(watch)):
        assert not watch.seen().reachable
