"""PostgreSQL's disk runs full under load: 503 and come again, nothing acknowledged is lost, and on it goes."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from infra.servers import Servers, status_of_servers, stop_servers
from infra.servers.ports import free_port
from infra.servers.privileges import account
from tests.kit.proof import Proof
from tests.stack.ledger import Ledger
from tests.stack.operator import seconds_until, superuser
from tests.stack.platform import Platform
from tests.stack.prober import Prober

pytestmark = pytest.mark.timeout(1800)  # each takes seconds, on a machine that has them

SIZE_MB = 400
FULL_S = 4.0
FREE_S = 2.0
ENDS_S = 60.0
MEBIBYTE = 2**20
SMALL_WAL = (("max_wal_size", "64MB"), ("min_wal_size", "32MB"))


@pytest.fixture(scope="module")
def cramped() -> Iterator[Platform]:
    """A platform whose PostgreSQL has SIZE_MB of room."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("only root may mount a file system so small that it runs full")
    home = Path(tempfile.mkdtemp(prefix="lotse-disk-"))
    home.chmod(0o755)
    platform = Platform(home, free_port())
    with _small_disk(home):
        try:
            platform.up()
            with superuser(platform) as connection:
                for name, value in SMALL_WAL:
                    connection.execute(f"ALTER SYSTEM SET {name} = '{value}'")
                connection.execute("SELECT pg_reload_conf()")
            yield platform
        finally:
            platform.infra("down")
    shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _small_disk(home: Path) -> Iterator[None]:
    """A cluster, moved to a file system of its own."""
    Servers(home).start_database()
    stop_servers(home)
    data, roomy = home / "postgres", home / "postgres.roomy"
    data.rename(roomy)
    data.mkdir()
    try:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=0700", "tmpfs", str(data)], check=False
        )
        if done.returncode != 0:
            pytest.skip("this container lets not even root mount a file system")
        shutil.copytree(roomy, data, dirs_exist_ok=True)
        account([data]).own(data)
        data.chmod(0o700)
        yield
    finally:
        subprocess.run(["umount", str(data)], check=False)


@contextmanager
def full(platform: Platform) -> Iterator[None]:
    """Not one byte is free inside the block."""
    filler = platform.home / "postgres" / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(MEBIBYTE))
    try:
        yield
    finally:
        filler.unlink()


@pytest.mark.campaign
@pytest.mark.server
@pytest.mark.guarantee("G1", "G2", "G10")
def test_a_full_disk_is_a_503_until_there_is_room_again(cramped: Platform, tmp_path: Path, proof: Proof) -> None:
    ledger = Ledger.arrive(cramped, tmp_path, seed=61)
    prober = Prober(ledger)

    with ledger.writing(clients=4, per_second=60), prober.asking():
        for _ in range(2):
            time.sleep(FREE_S)
            with full(cramped):
                seconds_until(lambda: _refused(ledger), ENDS_S)
                time.sleep(FULL_S)
            ledger.counted.clear()
            seconds_until(lambda: ledger.counted["answered"] > 5, ENDS_S)  # by itself

    assert prober.complaints() == []
    proof.add("Ausfälle auf dem echten Stack", "Platte der Datenbank voll", injected=2, **ledger.assert_kept())


def _refused(ledger: Ledger) -> int:
    return ledger.counted["unanswered"]


@pytest.mark.campaign
@pytest.mark.server
@pytest.mark.guarantee("G1", "G2", "G10")
def test_a_database_that_a_full_disk_ended_goes_on_where_it_was(
    cramped: Platform, tmp_path: Path, proof: Proof
) -> None:
    """Without room for its write-ahead log PostgreSQL ends; `make up` starts it again."""
    ledger = Ledger.arrive(cramped, tmp_path, seed=62)
    prober = Prober(ledger)

    with ledger.writing(clients=4, per_second=60), prober.asking():
        time.sleep(FREE_S)
        with full(cramped):
            _use_up_the_write_ahead_log(cramped)
            time.sleep(FULL_S)
        if status_of_servers(cramped.home)["postgres"] is None:
            cramped.up()
        cramped.await_web(ENDS_S)
        ledger.counted.clear()
        seconds_until(lambda: ledger.counted["answered"] > 5, ENDS_S)

    assert prober.complaints() == []
    proof.add("Ausfälle auf dem echten Stack", "kein Platz für das WAL", injected=1, **ledger.assert_kept())


def _use_up_the_write_ahead_log(platform: Platform) -> None:
    """Until PostgreSQL panics."""
    with suppress(psycopg.OperationalError), superuser(platform) as connection:
        for _ in range(200):
            connection.execute("SELECT pg_logical_emit_message(true, 'full', 'disk')")
            connection.execute("SELECT pg_switch_wal()")
        pytest.fail("the write-ahead log still finds room")
