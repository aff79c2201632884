"""Log, relay, broker, worker, rows: nothing is lost and nothing comes twice, whatever is killed."""

import time
from collections.abc import Callable

import amqp
import pytest
from psycopg.sql import SQL, Identifier

from infra.servers import Servers
from infra.servers.lifecycle import _rabbitmq
from infra.servers.record import Record
from services.kernel.broker import declare_topology
from services.kernel.database import pool
from services.kernel.district import district as enter
from services.kernel.settings import Settings
from tests.kernel.bus.conftest import Program, Sightings, Source, messages_in, operator, wait_until

pytestmark = pytest.mark.server

Start = Callable[[], Program]


def relay_state(settings: Settings, district: str) -> tuple[int, str | None]:
    database = pool(settings.service_database_url("intake"))
    with database.transaction() as connection, enter(connection, district) as schema:
        assert isinstance(schema, Identifier)
        row = connection.execute(SQL("SELECT position, stopped FROM {}.relay_position").format(schema)).fetchone()
    assert row is not None
    return row[0], row[1]


def test_facts_arrive_in_order(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start
) -> None:
    assert broker
    relay()
    worker()
    intake.append(district, 1200)
    seen.await_all(1200)
    intake.append(district, 1)
    seen.await_all(1201)


def test_two_relays_and_two_workers_are_harmless(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start
) -> None:
    assert broker
    for _ in range(2):
        relay()
        worker()
    intake.append(district, 1500)
    seen.await_all(1500)


def test_killing_relay_and_worker_in_mid_stream_loses_and_doubles_nothing(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start
) -> None:
    assert broker
    sender, reader = relay(), worker()
    for round_ in range(1, 6):
        intake.append(district, 2000)
        wait_until(lambda least=round_: len(seen.sequences()) > (least - 1) * 2000, 30)
        sender.kill()
        reader.kill()
        sender, reader = relay(), worker()
    seen.await_all(10_000, 60)


def test_a_purged_queue_is_healed_by_reading_at_the_source(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start, settings: Settings
) -> None:
    sender = relay()
    intake.append(district, 700)
    wait_until(lambda: relay_state(settings, district)[0] == 700)
    with operator(broker) as channel:
        channel.queue_purge("reporting.journal")
    worker()
    seen.await_all(700)  # nothing comes any more: only the comparison with the head can tell
    with operator(broker) as channel:
        channel.queue_unbind("reporting.journal", "lotse.events", "*.intake.#")
    intake.append(district, 50)
    wait_until(lambda: relay_state(settings, district)[0] == 750)
    declare_topology(broker)
    intake.append(district, 50)
    seen.await_all(800)  # the next message shows the gap
    assert sender.terminate() == 0


def test_a_restarted_broker_is_survived(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start, settings: Settings
) -> None:
    sender, reader = relay(), worker()
    intake.append(district, 500)
    seen.await_all(500)
    server = _rabbitmq(settings.home, Record.read(settings.home))
    assert server is not None
    server.stop()
    intake.append(district, 1000)
    time.sleep(3)
    assert Servers(settings.home).start_broker() == broker
    seen.await_all(1500, 60)
    for program in (sender, reader):
        assert program.said().count('"broker_unreachable"') == 1, "one line a change of state"
        assert program.terminate() == 0


@pytest.mark.parametrize("delay", [0.3, 1.0])
def test_sigterm_under_load_ends_cleanly(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start, delay: float
) -> None:
    intake.append(district, 6000)
    sender, reader = relay(), worker()
    wait_until(lambda: len(seen.sequences()) > 0, 20)
    time.sleep(delay / 5)
    started = time.monotonic()
    assert reader.terminate(10) == 0
    assert sender.terminate(10) == 0
    assert time.monotonic() - started < 10
    count = len(seen.sequences())
    assert seen.sequences() == list(range(1, count + 1))
    worker()
    relay()
    seen.await_all(6000, 60)
    assert broker


def test_poison_is_dead_lettered_and_the_others_go_on(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start
) -> None:
    reader = worker()
    with operator(broker) as channel:
        route = f"{district}.intake.contact_recorded"
        for body in (b"", b"{}", b"\xff" * 100, b'{"specversion":"1.0"}'):
            channel.basic_publish_confirm(amqp.Message(body), exchange="lotse.events", routing_key=route)
    relay()
    intake.append(district, 300)
    seen.await_all(300)
    wait_until(lambda: messages_in(broker, "lotse.dead") >= 4)
    assert reader.said().count("envelope_dead_lettered") == 4


def test_a_missing_binding_stops_the_relay_visibly_and_without_a_hot_loop(
    broker: str, district: str, intake: Source, seen: Sightings, relay: Start, worker: Start, settings: Settings
) -> None:
    with operator(broker) as channel:
        for queue in ("reporting.journal", "districts.policies"):
            channel.queue_unbind(queue, "lotse.events", "*.intake.#")
    sender = relay()
    worker()
    intake.append(district, 100)
    wait_until(lambda: relay_state(settings, district)[1] is not None)
    time.sleep(4)
    assert relay_state(settings, district)[0] == 0
    assert sender.said().count("message_returned") == 1
    declare_topology(broker)
    wait_until(lambda: relay_state(settings, district) == (100, None))
    seen.await_all(100)


def test_a_district_opened_later_is_found_by_relay_and_worker(
    broker: str, intake: Source, relay: Start, worker: Start, settings: Settings, new_district: Callable[[], str]
) -> None:
    assert broker
    relay()
    worker()
    time.sleep(1.5)
    district = new_district()
    sightings = Sightings(settings, district)
    sightings.make_table()
    intake.append(district, 20)
    sightings.await_all(20)
