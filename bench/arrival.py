"""End to end: from the log by relay, broker, journal and fold to rows, against a plain kombu consumer in batches."""

import time
from contextlib import closing, suppress
from functools import partial
from typing import Any, Final

from amqp import Message
from kombu import Queue
from psycopg import Connection

from bench import people
from bench.figures import Aim, Figure, Section
from bench.filling import append, commits, envelopes, log_of, open_operation_on_platform
from bench.rounds import alternate, timed
from bench.stage import Stage
from services.kernel.broker import connect as connect_broker
from services.kernel.broker import drop
from services.kernel.database import connect, pool
from services.kernel.envelope import Envelope
from services.reporting.knowledge import await_arrival

TITLE: Final = "From the log by the broker into the rows"
BATCH: Final = 500
QUEUE: Final = "yardstick"
PATIENCE_SECONDS: Final = 300.0
CREATE: Final = "CREATE TABLE arrived (sequence bigint PRIMARY KEY, subject uuid NOT NULL, body bytea NOT NULL)"
INSERT: Final = "INSERT INTO arrived (sequence, subject, body) VALUES (%s, %s, %s)"


def measure(stage: Stage) -> Section:
    """All processes of the platform run; the yardstick finds its queue filled, so that it only consumes."""
    participations = stage.amount(5000, 200)
    sent = _as_sent(stage, participations)
    with closing(connect(stage.yardstick_url)) as connection, stage.platform():
        connection.execute(CREATE)
        runs = {
            "ours": partial(ours, stage, participations),
            "kombu": partial(_kombu, stage.settings.admin_amqp_url(), connection, sent),
        }
        seconds = alternate(runs, stage.rounds)
    figure = Figure(
        name="arrival.kombu",
        title="Store, broker, journal and rows against a plain consumer",
        subject=f"{3 * participations} facts into intake's log, until journal and all projections show them; "
        "all processes of the platform run",
        yardstick="kombu consumer in batches of 500 from a quorum queue that is full already: one INSERT a "
        "message, one transaction a batch",
        unit="1/s",
        of="rate",
        subject_seconds=seconds["ours"],
        yardstick_seconds=seconds["kombu"],
        aim=Aim(">=", 0.3),
    )
    return Section(TITLE, [figure])


def ours(stage: Stage, participations: int, districts: int = 1) -> float:
    """Fresh districts each round; seconds a fact from the first append until the last fact shows in every one."""
    keys = [stage.district() for _ in range(districts)]
    prepared = {}
    for key in keys:
        open_operation_on_platform(stage, key)
        prepared[key] = commits(stage, key, people.facts(participations))
    with timed() as clock:
        for key, groups in prepared.items():
            append(stage, key, groups)
        for key in keys:
            head = log_of(stage, "intake").head(key).position
            reporting = pool(stage.settings.service_database_url("reporting"))
            await_arrival(reporting, key, {"intake": head}, PATIENCE_SECONDS)
    return clock.seconds / (3 * participations * districts)


def _as_sent(stage: Stage, participations: int) -> list[Envelope]:
    key = stage.district()
    append(stage, key, commits(stage, key, people.facts(participations)))
    return list(envelopes(stage, key, "intake"))


def _kombu(url: str, connection: Connection[Any], sent: list[Envelope]) -> float:
    """Fill a queue as durable as ours, then take everything out of it, a batch a transaction."""
    connection.execute("TRUNCATE arrived")
    broker = connect_broker(url)
    try:
        channel: Any = broker.default_channel
        queue = Queue(QUEUE, durable=True, queue_arguments={"x-queue-type": "quorum"})(channel)
        queue.declare()
        _fill(channel, sent)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while queue.queue_declare(passive=True).message_count < len(sent):
            assert time.monotonic() < deadline, "the yardstick's queue does not fill"
            time.sleep(0.05)
        with timed() as clock:
            _consume(broker, channel, connection, sent)
        queue.delete()
    finally:
        drop(broker)
    return clock.seconds / len(sent)


def _fill(channel: Any, sent: list[Envelope]) -> None:
    for number, each in enumerate(sent):
        message = Message(each.body, delivery_mode=2, message_id=str(number))
        channel.basic_publish(message, exchange="", routing_key=QUEUE)


def _consume(broker: Any, channel: Any, connection: Connection[Any], sent: list[Envelope]) -> None:
    """The body is written as it came; its sequence and subject are known here, so that nothing is parsed."""
    batch: list[Any] = []
    channel.basic_qos(0, 2 * BATCH, a_global=False)
    tag = channel.basic_consume(QUEUE, callback=batch.append)
    left, deadline = len(sent), time.monotonic() + PATIENCE_SECONDS
    while left:
        while len(batch) < min(BATCH, left):
            assert time.monotonic() < deadline, "the yardstick's messages do not come"
            with suppress(TimeoutError):
                broker.drain_events(timeout=1)
        taken, batch[:] = batch[:BATCH], batch[BATCH:]
        rows = [(sent[int(m.properties["message_id"])], m) for m in taken]
        with connection.transaction(), connection.cursor() as cursor:
            cursor.executemany(INSERT, [(each.sequence, each.subject, message.body) for each, message in rows])
        channel.basic_ack(taken[-1].delivery_tag, multiple=True)
        left -= len(taken)
    channel.basic_cancel(tag)
