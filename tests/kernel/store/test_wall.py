"""The district wall: what each role cannot do."""

from typing import Any

import psycopg
import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from services.kernel.database import Pool, connect, pool
from services.kernel.district import InvalidDistrict, NoTransaction, schema_of, valid_key
from services.kernel.district import district as enter
from services.kernel.ids import uuid7
from services.kernel.keys import KeyRing
from services.kernel.log import Log, append_one_statement, append_statement, arguments_of
from services.kernel.provision import READERS_OF_KEYS
from services.kernel.registry import registered_districts
from services.kernel.settings import SERVICES, Settings
from services.kernel.vault import Entry, Vault
from tests.kernel.store.conftest import SERVICE, CommitOf

server = pytest.mark.server
DENIED = psycopg.errors.InsufficientPrivilege
TABLES = ("log", "log_head", "commands", "vault", "relay_position", "reader_positions", "parked", "migrations")
KEY_TABLES = ("identity_keys", "record_keys")
FORGED = (
    "", "*", "a", "a;drop", "A-kreis", "ilm_kreis", "ilm-kreis\n", " ilm-kreis", "ilm-kreis\x00", "1lm", "-ilm",
    "ilm\u2010kreis", "\u0456lm-kreis", "ilm-kre\u0131s", "\uff49lm-kreis", "a" * 32, "../x", '"x"', "a.b",
    ["ilm-kreis"], ("ilm-kreis",), {"ilm-kreis": 1}, b"ilm-kreis", None, 1, True,
)  # fmt: skip


def select(connection: Connection[Any], key: str, table: str) -> list[Any]:
    return connection.execute(SQL("SELECT * FROM {}").format(Identifier(schema_of(key), table))).fetchall()


@pytest.mark.parametrize("forged", FORGED, ids=ascii)
def test_a_forged_key_is_refused_before_any_sql(forged: Any) -> None:
    for entry in (valid_key, schema_of):
        with pytest.raises(InvalidDistrict):
            entry(forged)


@pytest.mark.parametrize("key", ["ilm-kreis", "schmalkalden-meiningen", "erfurt", "a1", "a--b", "a" * 31])
def test_a_district_key_is_taken_as_it_is(key: str) -> None:
    assert valid_key(key) == key


def test_no_two_keys_share_a_schema() -> None:
    assert schema_of("a-b") == "d_a_b"
    with pytest.raises(InvalidDistrict):
        schema_of("a_b")


@pytest.mark.guarantee("G6")
@server
@pytest.mark.parametrize("forged", FORGED, ids=ascii)
def test_nothing_is_appended_to_a_forged_district(log: Log, commit_of: CommitOf, forged: Any) -> None:
    with pytest.raises(InvalidDistrict):
        log.append(forged, [commit_of(1)])


@pytest.mark.guarantee("G6")
@server
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("service", SERVICES)
def test_a_login_role_reads_nothing_by_itself(
    settings: Settings, two: tuple[str, str], service: str, table: str
) -> None:
    with connect(settings.service_database_url(service)) as connection, pytest.raises(DENIED):
        select(connection, two[0], table)


@server
@pytest.mark.parametrize("service", SERVICES)
def test_a_login_role_owns_and_inherits_nothing(settings: Settings, two: tuple[str, str], service: str) -> None:
    with connect(settings.service_database_url(service)) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert row == (False,) * 6
        for statement in ("CREATE TABLE x ()", "CREATE TEMP TABLE x ()", "CREATE SCHEMA x"):
            with pytest.raises(psycopg.errors.Error):
                connection.execute(statement.encode())
        with pytest.raises(DENIED):
            connection.execute(f"SET ROLE lotse_{service}_owner".encode())
        with pytest.raises(DENIED):
            connection.execute(f"SET ROLE lotse_{service}_log_{schema_of(two[0])[2:]}".encode())


@pytest.mark.guarantee("G6")
@server
@pytest.mark.parametrize("table", TABLES[:-1])
def test_inside_one_district_the_other_one_is_shut(pool: Pool, two: tuple[str, str], table: str) -> None:
    inside, outside = two
    with pool.transaction() as connection, enter(connection, inside):
        select(connection, inside, table)
    with pytest.raises(DENIED), pool.transaction() as connection, enter(connection, inside):
        select(connection, outside, table)


@server
@pytest.mark.parametrize("table", ["log", "log_head", "commands"])
@pytest.mark.parametrize(
    "statement", ["INSERT INTO {} SELECT * FROM {}", "UPDATE {} SET recorded = now()", "DELETE FROM {}"]
)
def test_a_district_role_only_reads_its_log(pool: Pool, shared: str, table: str, statement: str) -> None:
    name = f"{schema_of(shared)}.{table}"
    with pytest.raises(DENIED), pool.transaction() as connection, enter(connection, shared):
        connection.execute(statement.format(name, name).encode())


@server
def test_a_district_role_does_not_append(pool: Pool, shared: str) -> None:
    with pytest.raises(DENIED), pool.transaction() as connection, enter(connection, shared):
        connection.execute(append_statement(shared), (shared, *([] for _ in range(13))))


@pytest.mark.guarantee("G6")
@server
def test_append_refuses_the_key_of_another_district(pool: Pool, two: tuple[str, str], commit_of: CommitOf) -> None:
    _, *arrays = arguments_of(two[0], [commit_of(1)])
    one = [array[0] for array in arrays]
    for statement, values in ((append_statement(two[0]), arrays), (append_one_statement(two[0]), one)):
        for forged in (two[1], "", "*", None):
            with pool.connection() as connection, pytest.raises(DENIED, match="another district"):
                connection.execute(statement, (forged, *values))


@server
def test_a_district_is_entered_in_a_transaction_only(pool: Pool, shared: str) -> None:
    with pool.connection() as connection, pytest.raises(NoTransaction), enter(connection, shared):
        pytest.fail("entered")


@pytest.mark.guarantee("G6")
@server
@pytest.mark.parametrize("ending", ["commit", "rollback", "error"])
def test_the_role_ends_with_the_transaction(pool: Pool, shared: str, ending: str) -> None:
    with pool.connection() as connection:
        try:
            with connection.transaction(force_rollback=ending == "rollback"), enter(connection, shared):
                assert "_d_" in current_role(connection)
                if ending == "error":
                    connection.execute("SELECT 1 / 0")
        except psycopg.errors.DivisionByZero:
            assert ending == "error"
        assert current_role(connection) == f"lotse_{SERVICE}"


@server
def test_the_role_ends_with_the_block_inside_the_transaction(pool: Pool, shared: str) -> None:
    with pool.transaction() as connection:
        with enter(connection, shared):
            pass
        assert current_role(connection) == f"lotse_{SERVICE}"


def current_role(connection: Connection[Any]) -> str:
    row = connection.execute("SELECT current_user").fetchone()
    assert row is not None
    return str(row[0])


@pytest.mark.guarantee("G6")
@server
def test_the_vault_of_another_district_is_shut(pool: Pool, ring: KeyRing, two: tuple[str, str]) -> None:
    entry = Entry(uuid7(), "site", uuid7(), "Teestube")
    vault = Vault(pool, ring)
    vault.put(two[0], [entry])
    assert vault.get(two[1], [entry.address]) == {}
    with pytest.raises(DENIED), pool.transaction() as connection, enter(connection, two[1]):
        select(connection, two[0], "vault")


@pytest.mark.guarantee("G6")
@server
@pytest.mark.parametrize("table", KEY_TABLES)
@pytest.mark.parametrize("service", READERS_OF_KEYS)
def test_keys_are_read_inside_their_district_only(
    settings: Settings, two: tuple[str, str], service: str, table: str
) -> None:
    with connect(settings.keys_database_url(service)) as connection:
        with pytest.raises(DENIED):
            select(connection, two[0], table)
        with pytest.raises(DENIED), connection.transaction(), enter(connection, two[0]):
            select(connection, two[1], table)


@server
def test_reporting_reads_record_keys_and_no_other(settings: Settings, shared: str) -> None:
    person = uuid7()
    KeyRing(pool(settings.keys_database_url("intake")), settings.secrets).record_keys(shared, [person], create=True)
    with connect(settings.keys_database_url("reporting")) as connection:
        with connection.transaction(), enter(connection, shared):
            assert person in {row[0] for row in select(connection, shared, "record_keys")}
        with pytest.raises(DENIED), connection.transaction(), enter(connection, shared):
            select(connection, shared, "identity_keys")
        with pytest.raises(DENIED), connection.transaction(), enter(connection, shared):
            connection.execute(SQL("DELETE FROM {}.record_keys").format(Identifier(schema_of(shared))))


@server
@pytest.mark.parametrize("service", SERVICES)
def test_a_service_connects_to_no_database_but_its_own(settings: Settings, service: str) -> None:
    own = settings.service_database_url(service)
    others = {f"lotse_{other}" for other in SERVICES if other != service} | {"postgres", "template1"}
    if service not in READERS_OF_KEYS:
        others.add("lotse_keys")
    for other in others:
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(own.removesuffix(f"lotse_{service}") + other)


@server
@pytest.mark.parametrize("service", SERVICES)
def test_every_service_knows_the_district(settings: Settings, shared: str, service: str) -> None:
    with connect(settings.service_database_url(service)) as connection:
        known = {each.key: each for each in registered_districts(connection)}
        with connection.transaction(), enter(connection, shared):
            (head,) = select(connection, shared, "log_head")
    assert known[shared].name == f"Landkreis {shared}"
    assert known[shared].log_id in head
    with connect(settings.service_database_url(service)) as connection, pytest.raises(DENIED):
        connection.execute("DELETE FROM platform.districts")
