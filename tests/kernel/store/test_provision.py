"""Opening districts: repeatable, serialised, completed after a crash."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from psycopg.sql import SQL, Identifier

from services.kernel import migrate as migrations
from services.kernel import provision
from services.kernel.database import DatabaseDown, Pool, connect
from services.kernel.district import InvalidDistrict
from services.kernel.district import district as enter
from services.kernel.log import Commit, Log, Stored
from services.kernel.migrate import Migration, MigrationChanged
from services.kernel.provision import NameMissing, migrate_all, open_district, prepare_platform
from services.kernel.registry import CHANNEL, registered_districts
from services.kernel.settings import SERVICES, Settings
from tests.kernel.store.conftest import SERVICE, CommitOf

pytestmark = pytest.mark.server


def new_key() -> str:
    return f"neu-{secrets.token_hex(4)}"


def test_opening_again_changes_nothing_but_the_name(settings: Settings, log: Log, commit_of: CommitOf) -> None:
    key = new_key()
    open_district(settings, key, "Alt")
    keys, head = settings.secrets.district(key), log.head(key)
    log.append(key, [commit_of(1)])
    open_district(settings, key, "Neu")
    prepare_platform(settings)
    migrate_all(settings)
    assert settings.secrets.district(key) == keys
    assert log.head(key).position == 1
    assert log.head(key).log_id == head.log_id
    with connect(settings.service_database_url(SERVICE)) as connection:
        assert [each.name for each in registered_districts(connection) if each.key == key] == ["Neu"]


def test_the_same_district_may_be_opened_by_many_at_once(settings: Settings, log: Log) -> None:
    key = new_key()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: open_district(settings, key, "Gleichzeitig"), range(4)))
    assert log.head(key).position == 0


@pytest.mark.parametrize("service", SERVICES)
def test_a_crash_in_the_middle_is_completed_by_the_next_try(
    settings: Settings, log: Log, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    key, real = new_key(), provision._migrate

    def crash(admin: provision.Admin, of: str, *rest: object) -> None:
        if of == service:
            raise KeyboardInterrupt
        real(admin, of, *rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(provision, "_migrate", crash)
        with pytest.raises(KeyboardInterrupt):
            open_district(settings, key, "Abgebrochen")
    for each in SERVICES:
        with connect(settings.service_database_url(each)) as connection:
            assert key not in {known.key for known in registered_districts(connection)}
    open_district(settings, key, "Abgebrochen")
    assert log.head(key).position == 0


def test_a_new_district_is_announced(settings: Settings) -> None:
    key = new_key()
    with connect(settings.service_database_url(SERVICE)) as connection:
        connection.execute(f"LISTEN {CHANNEL}".encode())
        open_district(settings, key, "Angesagt")
        (notice,) = connection.notifies(timeout=5, stop_after=1)
    assert notice.payload == key


@pytest.mark.parametrize("key", ["", "*", "a;drop", "Ilm", "ilm_kreis"])
def test_a_forged_key_opens_nothing(settings: Settings, key: str) -> None:
    with pytest.raises(InvalidDistrict):
        open_district(settings, key, "Name")
    assert not (settings.home / "secrets" / "districts" / key / "wrap.key").exists()


def test_a_district_needs_a_name(settings: Settings) -> None:
    with pytest.raises(NameMissing):
        open_district(settings, new_key(), "  ")


@pytest.mark.usefixtures("shared")
def test_a_migration_that_was_changed_is_noticed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *rest = migrations.migrations_of(SERVICE)
    monkeypatch.setattr(provision, "migrations_of", lambda _: [Migration(first.name, first.text + "-- changed"), *rest])
    with pytest.raises(MigrationChanged, match=first.name):
        migrate_all(settings)


def test_tables_of_a_services_own_migration_are_the_district_roles(
    settings: Settings, two: tuple[str, str], pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"t_{secrets.token_hex(4)}"
    own = Migration(f"{SERVICE}/{name}.sql", f"CREATE TABLE {name} (x int); CREATE INDEX ON {name} (x)")
    known = migrations.migrations_of
    monkeypatch.setattr(provision, "migrations_of", lambda of: [*known(of), own] if of == SERVICE else known(of))
    migrate_all(settings)
    table = SQL("{}.{}")
    with pool.transaction() as connection, enter(connection, two[0]) as schema:
        for statement in ("INSERT INTO {} VALUES (1)", "UPDATE {} SET x = 2", "DELETE FROM {}", "TRUNCATE {}"):
            connection.execute(SQL(statement).format(table.format(schema, Identifier(name))))
    with pool.transaction() as connection, enter(connection, two[1]) as schema:
        assert (
            connection.execute(SQL("SELECT x FROM {}").format(table.format(schema, Identifier(name)))).fetchall() == []
        )


def test_a_database_that_is_down_is_one_typed_error(settings: Settings) -> None:
    parts = urlsplit(settings.service_database_url(SERVICE))
    nowhere = parts._replace(netloc=f"{parts.netloc.rpartition(':')[0]}:1").geturl()
    pool = Pool(nowhere, wait=0.5)
    with pytest.raises(DatabaseDown), pool.connection():
        pytest.fail("connected")
    pool.close()
    with pytest.raises(DatabaseDown):
        connect(nowhere)


def test_a_connection_that_died_while_idle_is_replaced(
    settings: Settings, log: Log, shared: str, commit_of: CommitOf
) -> None:
    def append(commit: Commit) -> None:
        (answer,) = log.append(shared, [commit])
        assert isinstance(answer, Stored)

    append(commit_of(1))
    with connect(settings.service_database_url(SERVICE)) as killer:
        killer.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = current_user AND pid <> pg_backend_pid()"
        )
    append(commit_of(1))


def test_one_notify_follows_a_burst_of_appends(settings: Settings, log: Log, shared: str, commit_of: CommitOf) -> None:
    with connect(settings.service_database_url(SERVICE)) as connection:
        connection.execute(b"LISTEN log")
        for _ in range(50):
            log.append(shared, [commit_of(1)])
        log.close()
        heard = [notice.payload for notice in connection.notifies(timeout=0.3)]
    assert heard[0] == shared
    assert heard[-1] == shared
    assert len(heard) <= 50
