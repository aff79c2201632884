"""What `append` answers, and what the log looks like afterwards."""

import contextlib
import itertools
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import CHECKED_AFTER_S, DatabaseDown, Pool, connect
from services.kernel.district import log_role, schema_of
from services.kernel.ids import uuid7
from services.kernel.log import (
    Answer,
    Commit,
    Conflict,
    Log,
    LogRow,
    Repeated,
    Reused,
    Stored,
    append_statement,
    arguments_of,
)
from services.kernel.settings import Settings
from tests.kernel.store.conftest import SERVICE, CommitOf

pytestmark = pytest.mark.server


KILL_TWO = """
    SELECT sum(pg_terminate_backend(pid)::int) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE usename = current_user AND pid <> pg_backend_pid() AND query LIKE '%"append%' ORDER BY random() LIMIT 2
    ) victims
"""


def kinds(answers: list[Answer]) -> list[str]:
    return [type(answer).__name__ for answer in answers]


def call_append(connection: Connection[Any], district: str, commit: Commit) -> None:
    connection.execute(append_statement(district), arguments_of(district, [commit]))


def all_rows(log: Log, district: str) -> list[LogRow]:
    rows: list[LogRow] = []
    while batch := log.after(district, rows[-1].position if rows else 0, 1000):
        rows += batch
    return rows


def assert_dense_and_in_time(rows: list[LogRow]) -> None:
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    times = [row.recorded for row in rows]
    assert all(earlier < later for earlier, later in itertools.pairwise(times))


def test_a_new_log_is_empty_and_has_an_id(log: Log, district: str) -> None:
    head = log.head(district)
    assert head.position == 0
    assert head.log_id.version == 4
    assert log.after(district, 0, 10) == []


@pytest.mark.guarantee("G4")
def test_facts_stand_at_dense_positions_from_one(log: Log, district: str, commit_of: CommitOf) -> None:
    first, second = log.append(district, [commit_of(1), commit_of(1, 2, 3)])
    assert isinstance(first, Stored)
    assert isinstance(second, Stored)
    assert [first.first, first.last, second.first, second.last] == [1, 1, 2, 4]
    assert_dense_and_in_time(all_rows(log, district))


def test_everything_that_was_appended_is_read_back(log: Log, district: str, commit_of: CommitOf) -> None:
    commit = commit_of(1)
    (answer,) = log.append(district, [commit])
    (row,) = log.after(district, 0, 10)
    (fact,) = commit.facts
    assert isinstance(answer, Stored)
    assert row.recorded == answer.recorded
    assert (row.id, row.stream, row.version, row.topic, row.data) == (fact.id, fact.stream, 1, fact.topic, b"{}")
    assert (row.command_id, row.correlation_id, row.actor) == (commit.command_id, commit.correlation_id, "tester")
    assert (row.causation_id, row.traceparent) == (None, None)


@pytest.mark.guarantee("G4")
def test_a_version_that_is_taken_is_a_conflict_and_gives_its_position_back(
    log: Log, district: str, commit_of: CommitOf
) -> None:
    stream = uuid4()
    log.append(district, [commit_of(1, 2, stream=stream)])
    assert log.append(district, [commit_of(2, stream=stream)]) == [Conflict()]
    assert log.head(district).position == 2
    (answer,) = log.append(district, [commit_of(3, stream=stream)])
    assert isinstance(answer, Stored)
    assert answer.first == 3


@pytest.mark.parametrize("versions", [(3,), (4, 5), (2, 4), (3, 2)])
def test_a_version_that_leaves_a_hole_is_a_conflict(
    log: Log, district: str, commit_of: CommitOf, versions: tuple[int, ...]
) -> None:
    stream = uuid4()
    log.append(district, [commit_of(1, stream=stream)])
    assert log.append(district, [commit_of(*versions, stream=stream)]) == [Conflict()]
    assert log.append(district, [commit_of(7)]) == [Conflict()]


def test_a_conflict_does_not_abort_its_group(log: Log, district: str, commit_of: CommitOf) -> None:
    stream = uuid4()
    group = [commit_of(1, stream=stream), commit_of(1, stream=stream), commit_of(1), commit_of()]
    assert kinds(log.append(district, group)) == ["Stored", "Conflict", "Stored", "Stored"]
    assert_dense_and_in_time(all_rows(log, district))
    assert log.head(district).position == 2


def test_commands_of_one_call_extend_a_stream_one_after_another(log: Log, district: str, commit_of: CommitOf) -> None:
    stream = uuid4()
    group = [commit_of(1, stream=stream), commit_of(2, 3, stream=stream), commit_of(4, stream=stream)]
    assert kinds(log.append(district, group)) == ["Stored"] * 3
    assert [row.version for row in log.streams(district, [stream])[stream]] == [1, 2, 3, 4]


@pytest.mark.guarantee("G4")
def test_what_builds_on_a_refused_commit_is_not_stored_even_if_its_version_fits(
    log: Log, district: str, commit_of: CommitOf
) -> None:
    """Two commands were decided at version 0, another writer took version 1: the second must not follow that one."""
    stream = uuid4()
    log.append(district, [commit_of(1, stream=stream)])
    late = [commit_of(1, stream=stream), commit_of(2, stream=stream), commit_of(stream=stream)]
    assert kinds(log.append(district, late)) == ["Conflict"] * 3


@pytest.mark.guarantee("G10")
def test_a_repeated_command_gets_its_first_answer(log: Log, district: str, commit_of: CommitOf) -> None:
    command_id = uuid7()
    (first,) = log.append(district, [commit_of(1, 2, command_id=command_id)])
    log.append(district, [commit_of(1)])
    assert isinstance(first, Stored)
    again = log.append(district, [commit_of(1, command_id=command_id)])
    assert again == [Repeated(first.first, first.last, first.recorded)]
    assert log.head(district).position == 3


def test_a_command_without_facts_is_remembered(log: Log, district: str, commit_of: CommitOf) -> None:
    command_id = uuid7()
    (first,) = log.append(district, [commit_of(command_id=command_id)])
    assert isinstance(first, Stored)
    assert first.last == first.first - 1
    assert kinds(log.append(district, [commit_of(1, command_id=command_id)])) == ["Repeated"]
    assert log.head(district).position == 0


@pytest.mark.guarantee("G10")
def test_a_command_id_with_another_request_is_reused(log: Log, district: str, commit_of: CommitOf) -> None:
    command_id = uuid7()
    log.append(district, [commit_of(1, command_id=command_id)])
    assert log.append(district, [commit_of(1, command_id=command_id, request_hash=b"other")]) == [Reused()]


def test_a_command_twice_in_one_call_is_stored_once(log: Log, district: str, commit_of: CommitOf) -> None:
    command_id = uuid7()
    group = [commit_of(1, command_id=command_id), commit_of(1, command_id=command_id)]
    assert kinds(log.append(district, group)) == ["Stored", "Repeated"]
    assert log.head(district).position == 1


def test_a_thousand_facts_go_into_one_call_and_no_more(log: Log, district: str, commit_of: CommitOf) -> None:
    assert kinds(log.append(district, [commit_of(1) for _ in range(1000)])) == ["Stored"] * 1000
    with pytest.raises(ValueError, match="1001 facts"):
        log.append(district, [commit_of(1) for _ in range(1001)])
    assert_dense_and_in_time(all_rows(log, district))


def test_batch_and_single_append_answer_alike(log: Log, district: str, commit_of: CommitOf) -> None:
    """The set-based path and the path command by command must agree on positions and times."""
    shapes = [(1, 2), (), (1,), (1, 2, 3), ()]
    clean = log.append(district, [commit_of(*shape) for shape in shapes])
    base = log.head(district).position
    mixed = log.append(district, [*(commit_of(*shape) for shape in shapes), commit_of(9)])
    assert mixed.pop() == Conflict()
    for left, right, shape in zip(clean, mixed, shapes, strict=True):
        assert isinstance(left, Stored)
        assert isinstance(right, Stored)
        assert (left.first + base, left.last + base) == (right.first, right.last)
        assert left.last - left.first + 1 == len(shape)
    times = {row.position: row.recorded for row in all_rows(log, district)}
    for answer in (*clean, *mixed):
        assert isinstance(answer, Stored)
        assert answer.last < answer.first or times[answer.last] == answer.recorded


def test_recorded_times_stay_near_the_clock(log: Log, district: str, commit_of: CommitOf) -> None:
    (answer,) = log.append(district, [commit_of(1)])
    assert isinstance(answer, Stored)
    assert abs(answer.recorded - datetime.now(UTC)) < timedelta(seconds=5)


def test_times_increase_when_the_clock_goes_back(
    log: Log, district: str, commit_of: CommitOf, settings: Settings
) -> None:
    ahead = datetime.now(UTC) + timedelta(hours=1)
    with connect(settings.admin_database_url(f"lotse_{SERVICE}")) as admin:
        admin.execute(f"SET ROLE {log_role(SERVICE, district)}".encode())
        admin.execute(SQL("UPDATE {}.log_head SET recorded = %s").format(Identifier(schema_of(district))), (ahead,))
    (answer,) = log.append(district, [commit_of(1)])
    assert isinstance(answer, Stored)
    assert answer.recorded == ahead + timedelta(microseconds=1)


@pytest.mark.guarantee("G8")
@pytest.mark.parametrize("table", ["log", "commands"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET recorded = now()", "DELETE FROM {}", "TRUNCATE {}"])
def test_not_even_the_owner_changes_history(settings: Settings, district: str, table: str, statement: str) -> None:
    with connect(settings.admin_database_url(f"lotse_{SERVICE}")) as admin:
        admin.execute(f"SET ROLE {log_role(SERVICE, district)}".encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="is refused"):
            admin.execute(statement.format(f"{schema_of(district)}.{table}").encode())


@pytest.mark.guarantee("G1", "G4")
def test_eight_writers_leave_no_hole_and_no_wrong_order(log: Log, district: str, commit_of: CommitOf) -> None:
    streams = [uuid4() for _ in range(3)]

    def write(seed: int) -> int:
        dice = random.Random(seed)
        stored = 0
        for _ in range(40):
            stream = dice.choice(streams)
            version = len(log.streams(district, [stream])[stream]) + 1
            answers = log.append(district, [commit_of(version, stream=stream), commit_of(1), commit_of(5)])
            stored += kinds(answers).count("Stored")
        return stored

    with ThreadPoolExecutor(8) as threads:
        stored = sum(threads.map(write, range(8)))
    rows = all_rows(log, district)
    assert len(rows) == stored == log.head(district).position
    assert_dense_and_in_time(rows)
    for stream, history in log.streams(district, streams).items():
        assert [row.version for row in history] == list(range(1, len(history) + 1)), stream


def kill_at_random(settings: Settings, over: threading.Event, killed: list[int]) -> None:
    with connect(settings.service_database_url(SERVICE)) as killer:
        while not over.wait(0.02):
            row = killer.execute(KILL_TWO).fetchone()
            killed.append(row[0] or 0 if row else 0)


def append_and_roll_back(pool: Pool, district: str, commit_of: CommitOf, over: threading.Event) -> None:
    while not over.wait(0.003):
        with (
            contextlib.suppress(DatabaseDown),
            pool.connection() as connection,
            connection.transaction(force_rollback=True),
        ):
            call_append(connection, district, commit_of(1))


def append_until_answered(log: Log, district: str, commit: Commit) -> Answer:
    while True:
        with contextlib.suppress(DatabaseDown):
            return log.append(district, [commit])[0]


@pytest.mark.guarantee("G1", "G10")
def test_killed_connections_and_rollbacks_leave_one_effect_a_command(
    settings: Settings, log: Log, pool: Pool, district: str, commit_of: CommitOf
) -> None:
    """Writers repeat a command until it is answered while connections are terminated at random."""
    over = threading.Event()
    killed: list[int] = []
    disturbers = [
        threading.Thread(target=kill_at_random, args=(settings, over, killed)),
        threading.Thread(target=append_and_roll_back, args=(pool, district, commit_of, over)),
    ]
    commits = [commit_of(1, 2) for _ in range(240)]
    for thread in disturbers:
        thread.start()
    try:
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(lambda commit: append_until_answered(log, district, commit), commits))
    finally:
        over.set()
        for thread in disturbers:
            thread.join()
    time.sleep(2 * CHECKED_AFTER_S)  # a connection that was used a moment ago is not asked whether it was killed since
    rows = all_rows(log, district)
    assert sum(killed) > 0
    assert set(kinds(answers)) <= {"Stored", "Repeated"}
    assert_dense_and_in_time(rows)
    assert sorted(row.command_id for row in rows) == sorted(commit.command_id for commit in commits * 2)
    assert log.head(district).position == len(rows)
