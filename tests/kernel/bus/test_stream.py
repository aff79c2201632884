"""Log, relay, broker, worker, rows: nothing is lost and nothing comes twice, whatever is killed."""

import time
from collections.abc import Callable
from functools import partial

import amqp
import pytest
from psycopg.sql import SQL, Identifier

from infra.servers import Servers
from infra.servers.lifecycle import _rabbitmq
from infra.servers.record import Record
from services.kernel.broker import declare_topology
from services.kernel.database import pool
from services.kernel.district import district as enter
from services.kernel.readers import READERS
from services.kernel.settings import Settings
from tests.kernel.bus.conftest import Line, Sightings, messages_in, operator
from tests.kit.patience import until

pytestmark = pytest.mark.server


def relay_state(settings: Settings, district: str) -> tuple[int, str | None]:
    database = pool(settings.service_database_url("intake"))
    with database.transaction() as connection, enter(connection, district) as schema:
        assert isinstance(schema, Identifier)
        row = connection.execute(SQL("SELECT position, stopped FROM {}.relay_position").format(schema)).fetchone()
    assert row is not None
    return row[0], row[1]


def has_seen(line: Line, more_than: int) -> bool:
    return len(line.seen.sequences()) > more_than


def test_facts_arrive_in_order(line: Line) -> None:
    line.relay()
    line.worker()
    line.append(1200)
    line.seen.await_all(1200)
    line.append(1)
    line.seen.await_all(1201)


def test_two_relays_and_two_workers_are_harmless(line: Line) -> None:
    for _ in range(2):
        line.relay()
        line.worker()
    line.append(1500)
    line.seen.await_all(1500)


@pytest.mark.guarantee("G1", "G2")
def test_killing_relay_and_worker_in_mid_stream_loses_and_doubles_nothing(line: Line) -> None:
    sender, reader = line.relay(), line.worker()
    for round_ in range(1, 4):
        line.append(1000)
        until(partial(has_seen, line, (round_ - 1) * 1000))
        sender.kill()
        reader.kill()
        sender, reader = line.relay(), line.worker()
    line.seen.await_all(3000)


def test_a_purged_queue_is_healed_by_reading_at_the_source(line: Line) -> None:
    sender = line.relay()
    line.append(700)
    until(lambda: relay_state(line.settings, line.district)[0] == 700)
    with operator(line.broker) as channel:
        channel.queue_purge("reporting.journal")
    line.worker()
    line.seen.await_all(700)  # nothing comes any more: only the comparison with the head can tell
    with operator(line.broker) as channel:
        channel.queue_unbind("reporting.journal", "lotse.events", "*.intake.#")
    line.append(50)
    until(lambda: relay_state(line.settings, line.district)[0] == 750)
    declare_topology(line.broker)
    line.append(50)
    line.seen.await_all(800)  # the next message shows the gap
    assert sender.terminate() == 0


def test_a_restarted_broker_is_survived(line: Line) -> None:
    sender, reader = line.relay(), line.worker()
    line.append(500)
    line.seen.await_all(500)
    server = _rabbitmq(line.settings.home, Record.read(line.settings.home))
    assert server is not None
    server.stop()
    line.append(1000)
    time.sleep(3)
    assert Servers(line.settings.home).start_broker() == line.broker
    line.seen.await_all(1500)
    for program in (sender, reader):
        assert program.said().count('"broker_unreachable"') == 1, "one line a change of state"
        assert program.terminate() == 0


@pytest.mark.parametrize("delay", [0.3])
def test_sigterm_under_load_ends_cleanly(line: Line, delay: float) -> None:
    line.append(3000)
    sender, reader = line.relay(), line.worker()
    until(lambda: len(line.seen.sequences()) > 0)
    time.sleep(delay / 5)
    assert reader.terminate() == 0
    assert sender.terminate() == 0
    count = len(line.seen.sequences())
    assert line.seen.sequences() == list(range(1, count + 1))
    line.worker()
    line.relay()
    line.seen.await_all(3000)


@pytest.mark.guarantee("G5")
def test_poison_is_dead_lettered_and_the_others_go_on(line: Line) -> None:
    reader = line.worker()
    with operator(line.broker) as channel:
        route = f"{line.district}.intake.contact_recorded"
        for body in (b"", b"{}", b"\xff" * 100, b'{"specversion":"1.0"}'):
            channel.basic_publish_confirm(amqp.Message(body), exchange="lotse.events", routing_key=route)
    line.relay()
    line.append(300)
    line.seen.await_all(300)
    until(lambda: messages_in(line.broker, "lotse.dead") >= 4)
    assert reader.said().count("envelope_dead_lettered") == 4


@pytest.mark.guarantee("G5")
def test_a_missing_binding_stops_the_relay_visibly_and_without_a_hot_loop(line: Line) -> None:
    with operator(line.broker) as channel:
        for queue in (reader for reader, sources in READERS.items() if "intake" in sources):
            channel.queue_unbind(queue, "lotse.events", "*.intake.#")
    sender = line.relay()
    line.worker()
    line.append(100)
    until(lambda: relay_state(line.settings, line.district)[1] is not None)
    time.sleep(4)
    assert relay_state(line.settings, line.district)[0] == 0
    assert sender.said().count("message_returned") == 1
    declare_topology(line.broker)
    until(lambda: relay_state(line.settings, line.district) == (100, None))
    line.seen.await_all(100)


def test_a_district_opened_later_is_found_by_relay_and_worker(line: Line, new_district: Callable[[], str]) -> None:
    line.relay()
    line.worker()
    time.sleep(1.5)
    district = new_district()
    sightings = Sightings(line.settings, district)
    sightings.make_table()
    line.intake.append(district, 20)
    sightings.await_all(20)
