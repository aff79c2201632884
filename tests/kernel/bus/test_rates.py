"""How fast facts travel on this machine; printed, not judged."""

import statistics
import time
from collections.abc import Callable
from contextlib import closing

import pytest
from psycopg.sql import SQL, Identifier

from services.kernel.database import connect
from services.kernel.district import schema_of
from services.kernel.settings import Settings
from tests.kernel.bus.conftest import Program, Sightings, Source, messages_in, wait_until

pytestmark = [pytest.mark.server, pytest.mark.bench]

COUNT = 20_000


def test_messages_a_second(
    broker: str, district: str, intake: Source, seen: Sightings,
    relay: Callable[[], Program], worker: Callable[[], Program], settings: Settings, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    started = time.monotonic()
    intake.append(district, COUNT, group=1000)
    appended = time.monotonic() - started
    sender = relay()
    wait_until(lambda: messages_in(broker, "reporting.journal") > 0)
    started, first = time.monotonic(), messages_in(broker, "reporting.journal")
    wait_until(lambda: messages_in(broker, "reporting.journal") == COUNT, 60)
    published = (COUNT - first) / (time.monotonic() - started)
    reader = worker()
    seen.await_all(COUNT, 60)
    with closing(connect(settings.admin_database_url("lotse_reporting"))) as connection:
        query = SQL("SELECT extract(epoch FROM max(at) - min(at)) FROM {}.seen").format(Identifier(schema_of(district)))
        row = connection.execute(query).fetchone()
        assert row is not None
    consumed = COUNT / float(row[0])
    lags = _lags(district, intake, seen, settings)
    sender.terminate()
    reader.terminate()
    with capsys.disabled():
        print(
            f"\nappend {COUNT / appended:.0f}/s, publish {published:.0f}/s, consume {consumed:.0f}/s,"
            f" lag median {statistics.median(lags):.1f} ms, largest {max(lags):.1f} ms"
        )


def _lags(district: str, intake: Source, seen: Sightings, settings: Settings) -> list[float]:
    """Milliseconds from recorded to visible in the reader's table, single facts on an idle platform."""
    for _ in range(60):
        intake.append(district, 1)
        time.sleep(0.05)
    head = intake.head(district)
    wait_until(lambda: len(seen.sequences()) == head)
    schema = Identifier(schema_of(district))
    with closing(connect(settings.admin_database_url("lotse_reporting"))) as connection:
        query = SQL("SELECT sequence, at FROM {}.seen WHERE sequence > %s").format(schema)
        at = dict(connection.execute(query, [COUNT]).fetchall())
    with closing(connect(settings.admin_database_url("lotse_intake"))) as connection:
        query = SQL("SELECT position, recorded FROM {}.log WHERE position > %s").format(schema)
        recorded = dict(connection.execute(query, [COUNT]).fetchall())
    return [(at[place] - recorded[place]).total_seconds() * 1000 for place in at]
