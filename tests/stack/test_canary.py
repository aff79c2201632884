"""After an erasure nobody hears the canary any more: not in a store, not in a table, not in a backup, not after one.

Sealed words are noise to whoever has no key, so they are asked for by their key, too: nothing unseals.
"""

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from psycopg.sql import SQL, Identifier

from infra.backup.dumping import backup
from infra.backup.erased import apply_erasures
from infra.backup.journals import adopt_journals, copy_journal
from infra.backup.manifest import read_manifest
from infra.backup.programs import run_program
from infra.backup.restoring import restore_databases
from infra.servers import Servers, stop_servers
from infra.servers.ports import free_port
from services.kernel.database import close_pools, connect
from services.kernel.open_views import role_of
from services.kernel.provision import open_district, prepare_platform
from services.kernel.settings import SERVICES, Settings
from services.reporting.bi.contract import VIEWS
from services.reporting.bi.credentials import credentials
from services.reporting.rebuild import rebuild
from tests.stack.canary import CODE_WORD, FAMILY_NAME, NOTE, NUMBER, PHONE, Canary, heard_in, sings
from tests.stack.platform import Platform

DISTRICT: Final = "kanarien-kreis"
NEIGHBOUR: Final = "nachbar-kreis"

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def cage() -> Iterator[Settings]:
    """A database server of the test's own: it is restored as a whole."""
    folder = Path(tempfile.mkdtemp(prefix="lotse-canary-"))
    folder.chmod(0o755)
    settings = Settings(home=folder, demo=False)
    try:
        Servers(folder).start_database()
        settings.__dict__.pop("servers", None)
        prepare_platform(settings)
        for key in (DISTRICT, NEIGHBOUR):
            open_district(settings, key, key.title())
        yield settings
    finally:
        stop_servers(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize(
    "raw",
    [
        FAMILY_NAME.encode(),
        b"COPY d_x.log FROM stdin;\n1\t\\\\x" + f'{{"note": "{FAMILY_NAME}"}}'.encode().hex().encode(),
        b'"sealed": "' + base64.b64encode(b"0123456789 " + NUMBER.encode() + b" 0123456789") + b'"',
        b"\\\\x" + base64.b64encode(b"0123456789 " + NUMBER.encode() + b" 0123456789").hex().encode(),
    ],
)
def test_the_search_hears_her_in_clear_in_hexadecimal_and_in_base64(raw: bytes) -> None:
    assert sings(raw)


@pytest.mark.server
@pytest.mark.guarantee("G7")
def test_after_an_erasure_nobody_hears_the_canary_and_no_backup_brings_it_back(cage: Settings, tmp_path: Path) -> None:
    canary = Canary(cage, DISTRICT, NEIGHBOUR)
    canary.live()
    alive = canary.figures()
    assert {FAMILY_NAME, PHONE, NOTE, NUMBER} <= canary.readable()  # she sings: what follows can fail
    assert canary.found_by_search()
    somebody_else = canary.refer_somebody_else()
    waiting = canary.letters.outbox()
    assert len(waiting) == 2
    assert canary.letters_open() == [True, True]
    assert heard_in(cage, cage.home / "logs") == []  # and never in clear
    kept = backup(cage, tmp_path / "backup")
    assert not any(each in _restorable(cage, kept / "lotse_referral.dump") for each in waiting)

    canary.erase("identity")
    somebody_else.end_consent()
    canary.catch_up()

    assert canary.letters_open() == [False, False]
    assert canary.readable() == set()
    assert not canary.found_by_search()
    assert canary.letters_waiting() == 0
    assert canary.figures()["digest"] == alive["digest"]
    assert heard_in(cage, cage.home / "logs", tmp_path, cage.home / "secrets") == []

    shapes = {name: _shape(cage, name) for name in (*SERVICES, "keys")}
    copy_journal(cage.secrets, _beside(kept))  # what a later backup takes along
    (cage.home / "erasures.jsonl").unlink()  # another machine, which was never told
    _forget_reader(cage)
    assert adopt_journals(cage.secrets, kept) == 3  # she, her letter, and the other one's
    restore_databases(cage, kept, read_manifest(kept))
    assert {name: _shape(cage, name) for name in shapes} == shapes  # tables, owners, rights: the district wall stands
    assert FAMILY_NAME in canary.readable()  # the backup still has her key
    assert canary.letters_open() == [True, True]
    assert _views_of_a_reader(cage) == set(VIEWS)  # no password came back, a new one opens the same views
    apply_erasures(cage)

    assert canary.readable() == set()
    assert canary.letters_open() == [False, False]
    assert not canary.found_by_search()
    canary.catch_up()
    assert canary.letters_waiting() == 0
    assert canary.figures()["digest"] == alive["digest"]


@pytest.mark.server
@pytest.mark.guarantee("G7")
def test_an_erased_record_reads_as_erased_live_rebuilt_and_restored(cage: Settings, tmp_path: Path) -> None:
    canary = Canary(cage, DISTRICT, NEIGHBOUR)
    canary.live()
    before = canary.figures()
    kept = backup(cage, tmp_path / "backup")

    canary.erase("record")

    after = canary.figures()
    assert {"reason": "erased", "participations": 1} in after["not_counted"]
    assert _total(after) == _total(before) - 1
    (rebuilt,) = rebuild(cage, DISTRICT)
    assert rebuilt.differs == ()

    restore_databases(cage, kept, read_manifest(kept))
    apply_erasures(cage)

    assert canary.figures()["digest"] == after["digest"]
    (again,) = rebuild(cage, DISTRICT)
    assert again.differs == ()


@pytest.mark.campaign
@pytest.mark.guarantee("G7")
def test_on_a_whole_platform_she_is_gone_from_broker_logs_and_after_a_restore(tmp_path: Path) -> None:
    """Every process runs; what a person at a terminal does is all that is done."""
    folder = Path(tempfile.mkdtemp(prefix="lotse-canary-"))
    folder.chmod(0o755)
    platform = Platform(folder, free_port())
    try:
        platform.up()
        for key in (DISTRICT, NEIGHBOUR):
            platform.lotse("district", "add", key, "--name", key.title())
        canary = Canary(platform.settings, DISTRICT, NEIGHBOUR)
        canary.live()
        platform.wait()
        alive = canary.figures()
        platform.infra("backup", str(tmp_path / "backup"))

        erased = platform.json("erase", "--district", DISTRICT, "--person", CODE_WORD, "--reason", "Wunsch der Person")
        platform.wait()

        assert len(erased["persons"]) == 2  # the case's person and the participant that she is
        assert canary.readable() == set()
        assert canary.figures()["digest"] == alive["digest"]
        platform.down()
        platform.infra("restore", str(tmp_path / "backup"))
        platform.up()
        platform.wait()
        assert canary.readable() == set()
        assert not canary.found_by_search()
        assert canary.figures()["digest"] == alive["digest"]
        everywhere = (folder / "logs", folder / "rabbitmq", folder / "postgres", tmp_path)
        assert heard_in(platform.settings, *everywhere) == []
    finally:
        platform.infra("clean")
        shutil.rmtree(folder, ignore_errors=True)


def _restorable(settings: Settings, dump: Path) -> str:
    """All that a dump brings back, as SQL."""
    return run_program(settings.home, "pg_restore", settings.admin_database_url(), ["--file=-", dump])


def _shape(settings: Settings, name: str) -> list[str]:
    """The schema of a database as SQL, without the order in which rights were granted."""
    url = settings.admin_database_url(f"lotse_{name}")
    lines = run_program(settings.home, "pg_dump", url, ["--schema-only"]).splitlines()
    return sorted(line for line in lines if not line.startswith(("\\restrict", "\\unrestrict")))


def _beside(backup: Path) -> Path:
    later = backup.parent / "29991231T000000Z"
    later.mkdir()
    return later


def _forget_reader(settings: Settings) -> None:
    """A new server knows no BI role, and nobody kept its password."""
    close_pools()
    with closing(connect(settings.admin_database_url())) as admin:
        admin.execute("DROP DATABASE lotse_reporting")  # what it has rights on; it comes back
        admin.execute(SQL("DROP ROLE {}").format(Identifier(role_of(DISTRICT))))
    settings.secrets.forget_password("postgres", role_of(DISTRICT))


def _views_of_a_reader(settings: Settings) -> set[str]:
    """Every view, as a BI tool reads it by its bare name with the address of ``lotse bi credentials``."""
    with closing(connect(credentials(settings, DISTRICT).url)) as reader:
        assert reader.execute("SHOW default_transaction_read_only").fetchone() == ("on",)
        for name in VIEWS:
            reader.execute(SQL("SELECT count(*) FROM {}").format(Identifier(name)))
        return set(VIEWS)


def _total(document: dict[str, object]) -> int:
    indicators = document["indicators"]
    assert isinstance(indicators, list)
    return next(int(each["total"]) for each in indicators if each["code"] == "EECO01")
