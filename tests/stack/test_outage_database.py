"""What may happen to PostgreSQL while people work: every answer is right, or a 503 that says when to come again."""

import math
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from infra.servers import Servers
from services.kernel.district import schema_of
from tests.kit.patience import PATIENCE_S
from tests.kit.proof import Proof
from tests.stack import broker
from tests.stack.ledger import Ledger
from tests.stack.operator import seconds_until, superuser
from tests.stack.platform import Platform
from tests.stack.prober import Prober, Told

pytestmark = pytest.mark.timeout(1800)  # each takes seconds, on a machine that has them

# Nobody waits longer than six seconds; this machine may have half of its processors to spare, or less.
HANGS_S = 12.0
# A report waits up to ten seconds for what was recorded and has not arrived.
REPORT_HANGS_S = HANGS_S + 10.0
AT_ONCE_S = 3.0
HELD_S = 6.0
BETWEEN_S = 1.5
SESSIONS = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename LIKE 'lotse%'"
OF_SERVICES = f"{SESSIONS} AND usename <> 'lotse_admin'"
END = "SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) AS pid"

Fault = Callable[[Ledger], None]


def terminate_everybody(ledger: Ledger) -> None:
    for _ in range(3):
        _end_sessions(ledger.platform, SESSIONS)
        time.sleep(0.4)


def _end_sessions(platform: Platform, which: str) -> None:
    with superuser(platform) as connection:
        connection.execute(END, [[pid for (pid,) in connection.execute(which)]])


def kill_one_backend(ledger: Ledger) -> None:
    """PostgreSQL then ends all of them and recovers by itself."""
    with superuser(ledger.platform) as connection:
        (pid, *_) = [pid for (pid,) in connection.execute(OF_SERVICES)]
    os.kill(pid, signal.SIGKILL)


def crash(ledger: Ledger) -> None:
    broker.crash_database(Servers(ledger.platform.home))


def kill_the_postmaster(ledger: Ledger) -> None:
    broker.kill_database(ledger.platform.home)
    Servers(ledger.platform.home).start_database()


def hold_the_head(ledger: Ledger) -> None:
    """Somebody holds the lock that every writer of the district needs."""
    head = SQL("SELECT FROM {}.log_head FOR UPDATE").format(Identifier(schema_of(ledger.district)))
    with superuser(ledger.platform, "lotse_intake") as connection, connection.transaction():
        connection.execute(head)
        time.sleep(HELD_S)


def hold_a_snapshot(ledger: Ledger) -> None:
    """A forgotten session: what is dead stays on the pages meanwhile."""
    with superuser(ledger.platform, "lotse_intake") as connection, connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT count(*) FROM pg_class")
        time.sleep(HELD_S)


def take_every_connection(ledger: Ledger) -> None:
    """First what is free, then what the platform had."""
    with ExitStack() as taken:
        for _ in range(2):
            _take_what_is_free(ledger.platform, taken)
            _end_sessions(ledger.platform, OF_SERVICES)
        time.sleep(HELD_S)


def _take_what_is_free(platform: Platform, taken: ExitStack) -> None:
    with suppress(psycopg.OperationalError):
        while True:
            taken.enter_context(psycopg.connect(platform.settings.admin_database_url()))


FAULTS: dict[str, Fault] = {
    "alle Verbindungen der Datenbank beendet": terminate_everybody,
    "kill -9 eine Sitzung der Datenbank": kill_one_backend,
    "Absturz der Datenbank": crash,
    "kill -9 Datenbank": kill_the_postmaster,
    "Protokollkopf gesperrt": hold_the_head,
    "Momentaufnahme gehalten": hold_a_snapshot,
    "keine Verbindung mehr frei": take_every_connection,
}


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G10")
def test_whatever_happens_to_the_database_is_a_503_at_most(platform: Platform, tmp_path: Path, proof: Proof) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=31)
    prober = Prober(ledger)

    with ledger.writing(clients=4, per_second=20), prober.asking():
        time.sleep(BETWEEN_S)
        for strike in FAULTS.values():
            strike(ledger)
            platform.await_web(60)
            time.sleep(BETWEEN_S)

    _nobody_was_left_hanging(prober.told)
    assert prober.complaints() == []
    figures = ledger.assert_kept()
    proof.add("Ausfälle auf dem echten Stack", "Störungen der Datenbank", injected=len(FAULTS), **figures)


@pytest.mark.campaign
@pytest.mark.guarantee("G1", "G2", "G10")
@pytest.mark.parametrize("name", FAULTS)
def test_the_same_trouble_ten_times(platform: Platform, tmp_path: Path, proof: Proof, name: str) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=32 + sum(name.encode()))
    prober = Prober(ledger)

    with ledger.writing(clients=8, per_second=60), prober.asking():
        for _ in range(10):
            time.sleep(BETWEEN_S)
            FAULTS[name](ledger)
            platform.await_web(60)

    _nobody_was_left_hanging(prober.told)
    assert prober.complaints() == []
    proof.add("Ausfälle auf dem echten Stack", name, injected=10, **ledger.assert_kept())


@pytest.mark.guarantee("G1")
def test_without_the_database_every_address_says_when_to_come_again(
    platform: Platform, tmp_path: Path, proof: Proof
) -> None:
    ledger = Ledger.arrive(platform, tmp_path, seed=33)
    with ledger.writing(clients=1, per_second=5):
        seconds_until(lambda: ledger.answers, PATIENCE_S)  # what the prober repeats is the ledger's first command
    platform.wait()
    prober = Prober(ledger)
    assert {told.status for told in prober.ask_all()} <= {200, 201, 409}

    with _database_away(platform):
        first, again = prober.ask_all(), prober.ask_all()
    back = prober.ask_all()

    assert [told for told in first + again if not told.says_later] == []
    _nobody_was_left_hanging(first)
    assert max(told.seconds for told in again) < AT_ONCE_S  # nobody waits for what is known to be away
    assert [told for told in back if told.status >= 400 and told.status != 409] == []
    figures = ledger.assert_kept()
    proof.add("Ausfälle auf dem echten Stack", "Datenbank nicht da", injected=1, **figures)
    proof.add(
        "Sichtbarkeit",
        "Datenbank nicht da: längste Antwort",
        seconds_max=math.ceil(max(told.seconds for told in first)),
    )


@contextmanager
def _database_away(platform: Platform) -> Iterator[None]:
    broker.end_database(platform.home)
    time.sleep(1)  # what /health saw before may be told for half a second
    try:
        yield
    finally:
        Servers(platform.home).start_database()


def _nobody_was_left_hanging(told: list[Told]) -> None:
    limit = {True: REPORT_HANGS_S, False: HANGS_S}
    assert [each for each in told if each.seconds > limit["/reports/" in each.path]] == []
