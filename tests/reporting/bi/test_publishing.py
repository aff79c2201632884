"""The process that publishes, beside the worker: it knows how far behind it is, and ends overtime."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pyarrow.parquet as pq
import pytest

from services.cli import run
from services.kernel.feed import FeedUnreachable
from services.kernel.log import Head
from services.kernel.open_views import role_of
from services.kernel.settings import Settings
from services.reporting.bi import heads, overtime
from services.reporting.bi.heads import Heads
from services.reporting.bi.overtime import Overtime
from tests.kit import community
from tests.kit.patience import PATIENCE_S, until
from tests.reporting.bi.conftest import as_bi, publish
from tests.reporting.bi.told import tell
from tests.reporting.conftest import Side
from tests.reporting.history import START, Source

pytestmark = pytest.mark.server
LAG = "SELECT source, lag_events FROM freshness ORDER BY source"


@dataclass
class Ends:
    """A feed of which only the ends are asked."""

    heads: dict[str, int]
    away: bool = False

    def head(self, source: str, _district: str) -> Head:
        if self.away:
            raise FeedUnreachable(source)
        return Head(self.heads.get(source, 0), UUID(int=1), START)

    def after(self, *_asked: Any) -> list[bytes]:
        raise AssertionError


def test_the_process_publishes_what_was_folded_and_stops_when_told(
    settings: Settings, side: Side, bi: psycopg.Connection[Any]
) -> None:
    environment = {**os.environ, "LOTSE_HOME": str(settings.home), "LOTSE_PROCESS": "reporting-publisher"}
    command = (sys.executable, "-m", "services.reporting.main", "publisher")
    tell(side)

    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: bi.execute("SELECT count(*) > 0 FROM esf_indicators").fetchone() == (True,))
            process.terminate()
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()

    assert {lag for _, lag in bi.execute(LAG)} == {0}


def test_lag_counts_what_the_source_recorded_though_it_never_arrived(side: Side, bi: psycopg.Connection[Any]) -> None:
    publish(side)
    position = dict(bi.execute("SELECT source, position FROM freshness").fetchall())
    feed = Ends({**position, "intake": position["intake"] + 7, "referral": 2})
    known = Heads(side.pool, feed)

    known.step(side.district)

    assert {source: lag for source, lag in bi.execute(LAG) if lag} == {"intake": 7, "referral": 2}
    feed.heads = position
    known.step(side.district)
    assert dict(bi.execute(LAG).fetchall())["intake"] == 7, "asked a moment ago"
    Heads(side.pool, feed).step(side.district)
    assert {lag for _, lag in bi.execute(LAG)} == {0}


def test_a_source_that_does_not_answer_keeps_no_figure_back(
    side: Side, bi: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "EVERY_S", 0.0)
    feed = Ends({"referral": 3})
    known = Heads(side.pool, feed)
    known.step(side.district)
    feed.away, feed.heads = True, {}

    known.step(side.district)

    assert dict(bi.execute(LAG).fetchall())["referral"] == 3
    feed.away = False
    known.step(side.district)
    assert dict(bi.execute(LAG).fetchall())["referral"] == 0


@pytest.mark.parametrize("limit", ["statement", "idle", "transaction"])
def test_whoever_lifts_the_limits_of_his_session_is_ended_all_the_same(
    settings: Settings, side: Side, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    watch = Overtime(side.pool)
    with as_bi(settings, side.district) as honest, as_bi(settings, side.district) as greedy:
        greedy.execute("SET statement_timeout = 0")
        greedy.execute("SET idle_in_transaction_session_timeout = 0")
        greedy.execute("BEGIN")
        greedy.execute("SELECT 1")
        if limit == "statement":
            greedy.pgconn.send_query(b"SELECT pg_sleep(600)")  # nobody waits for the answer
        assert watch.step(side.district) == 0
        monkeypatch.setattr(overtime, "LIMITS", {**overtime.LIMITS, limit: 0})

        until(lambda: watch.step(side.district) == 1)

        until(lambda: bi_sessions(honest) == 1)
        greedy.pgconn.finish()
        assert honest.execute("SELECT 1").fetchone() == (1,)


def bi_sessions(conn: psycopg.Connection[Any]) -> int:
    row = conn.execute("SELECT count(*) FROM pg_stat_activity WHERE usename = current_user").fetchone()
    assert row is not None
    return int(row[0])


def test_nobody_can_fill_the_disk_or_take_the_locks_of_the_service(side: Side, bi: psycopg.Connection[Any]) -> None:
    bi.execute("SET default_transaction_read_only = off")
    for forbidden in (
        "SELECT lo_create(0)",
        "SELECT lo_from_bytea(0, 'x')",
        "SELECT pg_logical_emit_message(false, 'x', 'y')",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_lock_shared(1)",
        "SELECT pg_advisory_xact_lock(1, 2)",
        "SET temp_file_limit = -1",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "COPY (SELECT 1) TO '/tmp/lotse'",
        "CREATE EXTENSION dblink",
        "SELECT pg_read_file('/etc/passwd')",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            bi.execute(forbidden.encode())
    with side.pool.transaction() as conn:
        assert conn.execute("SELECT pg_try_advisory_xact_lock(815)").fetchone() == (True,)


def test_minutes_of_volunteers_add_up_to_the_hours_of_the_report(side: Side, bi: psycopg.Connection[Any]) -> None:
    log = Source("events", side.district)
    told = [community.planned(number, "2026-03-10") for number in range(4)]
    held = [community.held(number, 30, "2026-03-10") for number in range(4)]
    gave = [community.gave(number, 10, f"2026-0{1 + number % 2}-10") for number in range(6)]
    side.take(log.record_all([*told, *held, *gave]))
    publish(side)

    report = side.activity("2020-01-01", "2026-10-31")

    (row,) = bi.execute(
        "SELECT sum(events), sum(attendance), sum(volunteer_minutes), sum(volunteer_hours) FROM community_events"
    )
    assert row == (sum(report["events_by_kind"].values()), report["event_attendance"], 60, 2)
    assert report["volunteer_hours"] == 1, "twice half an hour, rounded once"


def test_the_command_line_tells_the_address_and_writes_the_files(
    side: Side, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["bi", "credentials", "--district", side.district]) == 0
    url = capfd.readouterr().out.strip()
    with psycopg.connect(url) as conn:
        assert conn.execute("SELECT current_user, count(*) FROM freshness").fetchone() == (role_of(side.district), 5)
    assert run(["bi", "credentials", "--district", side.district, "--rotate"]) == 0
    assert capfd.readouterr().out.strip() != url

    assert run(["bi", "export", "--district", side.district, "--out", str(tmp_path / "neu")]) == 0
    assert pq.read_metadata(tmp_path / "neu" / "journal.parquet").num_rows == len(side.rows("journal"))
    (tmp_path / "datei").write_text("")
    assert run(["bi", "export", "--district", side.district, "--out", str(tmp_path / "datei")]) == 1
    assert "kann nicht geschrieben werden" in capfd.readouterr().err
    assert run(["bi", "credentials", "--district", "gibt-es-nicht"]) == 2
    assert run(["bi", "export", "--district", "gibt-es-nicht", "--out", str(tmp_path)]) == 2
