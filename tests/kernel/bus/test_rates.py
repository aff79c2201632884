"""How fast facts travel on this machine; printed, not judged."""

import statistics
import time
from contextlib import closing
from datetime import datetime

import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.database import connect
from services.kernel.district import schema_of
from tests.kernel.bus.conftest import Line, messages_in, wait_until

pytestmark = [pytest.mark.server, pytest.mark.bench]

COUNT = 20_000


def test_messages_a_second(line: Line, capsys: pytest.CaptureFixture[str]) -> None:
    started = time.monotonic()
    line.intake.append(line.district, COUNT, group=1000)
    appended = time.monotonic() - started
    sender = line.relay()
    wait_until(lambda: messages_in(line.broker, "reporting.journal") > 0)
    started, first = time.monotonic(), messages_in(line.broker, "reporting.journal")
    wait_until(lambda: messages_in(line.broker, "reporting.journal") == COUNT)
    published = (COUNT - first) / (time.monotonic() - started)
    reader = line.worker()
    line.seen.await_all(COUNT)
    with closing(connect(line.settings.admin_database_url("lotse_reporting"))) as connection:
        query = SQL("SELECT extract(epoch FROM max(at) - min(at)) FROM {}.seen").format(
            Identifier(schema_of(line.district))
        )
        row = connection.execute(query).fetchone()
        assert row is not None
    consumed = COUNT / float(row[0])
    lags = _lags(line)
    sender.terminate()
    reader.terminate()
    with capsys.disabled():
        print(  # noqa: T201 - a measurement is for reading
            f"\nappend {COUNT / appended:.0f}/s, publish {published:.0f}/s, consume {consumed:.0f}/s,"
            f" lag median {statistics.median(lags):.1f} ms, largest {max(lags):.1f} ms"
        )


def _lags(line: Line) -> list[float]:
    """Milliseconds from recorded to visible in the reader's table, single facts on an idle platform."""
    for _ in range(60):
        line.append(1)
        time.sleep(0.05)
    head = line.intake.head(line.district)
    wait_until(lambda: len(line.seen.sequences()) == head)
    schema = Identifier(schema_of(line.district))
    with closing(connect(line.settings.admin_database_url("lotse_reporting"))) as connection:
        query = SQL("SELECT sequence, at FROM {}.seen WHERE sequence > %s").format(schema)
        at: dict[int, datetime] = dict(connection.execute(query, [COUNT]).fetchall())
    with closing(connect(line.settings.admin_database_url("lotse_intake"))) as connection:
        query = SQL("SELECT position, recorded FROM {}.log WHERE position > %s").format(schema)
        recorded: dict[int, datetime] = dict(connection.execute(query, [COUNT]).fetchall())
    return [(at[place] - recorded[place]).total_seconds() * 1000 for place in at]
