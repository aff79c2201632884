"""With a service's database login: nobody reads or writes a district without entering it, nor another service's."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import psycopg
import pytest
from psycopg import Connection
from psycopg.sql import SQL, Composable, Identifier

from services.kernel.carrying import CARRIER
from services.kernel.database import Pool, connect
from services.kernel.district import InvalidDistrict, district_role, log_role, login_role, owner_role, schema_of
from services.kernel.log import Log, append_one_statement, append_statement
from services.kernel.provision import KEYS, READERS_OF_KEYS
from services.kernel.settings import SERVICES, Settings
from services.kernel.tokens import DISTRICT_KEY
from tests.attack import forged
from tests.attack.conftest import OTHER, OWN, World
from tests.kit.proof import Proof

pytestmark = [pytest.mark.server, pytest.mark.guarantee("G6")]

DENIED: Final = psycopg.errors.InsufficientPrivilege
# What the carrier may there: test_carrier_matrix.
LETTER_BOXES: Final = frozenset({"letter_outbox", "letter_inbox", "letter_receipts"})
# What a wall may answer: no right, no such table under this search path, no such role, nothing of the kind here.
WALL: Final = (
    DENIED,
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedFunction,
    psycopg.errors.UndefinedObject,
    psycopg.errors.InvalidSchemaName,
    psycopg.errors.WrongObjectType,  # what is only for tables, of a view
    psycopg.errors.FeatureNotSupported,
    psycopg.errors.InvalidParameterValue,  # what set_config says of a role that is none
)
STATEMENTS: Final = (
    "SELECT count(*) FROM {}",
    "SELECT FROM {} LIMIT 0",
    "SELECT 1 FROM {} FOR UPDATE",
    "INSERT INTO {} DEFAULT VALUES",
    "DELETE FROM {}",
    "TRUNCATE {}",
    "COPY {} TO STDOUT",
    "LOCK TABLE {} IN ACCESS SHARE MODE",
    "CREATE RULE r AS ON INSERT TO {} DO INSTEAD NOTHING",
    "ALTER TABLE {} DISABLE TRIGGER ALL",
    "GRANT SELECT ON {} TO PUBLIC",
    "COMMENT ON TABLE {} IS 'x'",
    "DROP TABLE {}",
    "DEALLOCATE ALL; PREPARE p AS SELECT * FROM {}; EXECUTE p",
    "DECLARE c CURSOR FOR SELECT * FROM {}",
    "EXPLAIN ANALYZE SELECT * FROM {}",
    "DO $$ BEGIN PERFORM 1 FROM {}; END $$",
)


@pytest.fixture(scope="module")
def relations(world: World) -> dict[str, list[tuple[str, str]]]:
    """Database -> (schema, relation) of everything that the two districts have there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for database in (*SERVICES, KEYS):
        with closing(connect(world.settings.admin_database_url(f"lotse_{database}"))) as connection:
            rows = connection.execute(
                "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND n.nspname = ANY (%s) ORDER BY 1, 2",
                [[schema_of(OWN), schema_of(OTHER)]],
            )
            found[database] = rows.fetchall()
            assert len(found[database]) > 4
    return found


def url_of(settings: Settings, service: str, database: str) -> str:
    return settings.keys_database_url(service) if database == KEYS else settings.service_database_url(service)


def session(url: str) -> "closing[Connection[Any]]":
    connection = connect(url)
    connection.prepare_threshold = None  # the statements of these tests prepare for themselves
    return closing(connection)


def ways_in() -> Iterator[tuple[str, str]]:
    """(service that logs in, database): every way in that PostgreSQL lets it have."""
    yield from ((service, service) for service in SERVICES)
    yield from ((reader, KEYS) for reader in READERS_OF_KEYS)


def attempt(
    connection: Connection[Any], before: list[Composable], statement: Composable | bytes, values: Any = None
) -> str | None:
    """None if it was refused; otherwise what came back. Nothing of it stays."""
    try:
        with connection.transaction(force_rollback=True):
            for each in before:
                connection.execute(each)
            cursor = connection.cursor()
            raw = statement if isinstance(statement, bytes) else statement.as_bytes()
            if raw.startswith(b"COPY"):
                with cursor.copy(raw) as copied:
                    return str(list(copied))
            cursor.execute(raw, values)
            return str(cursor.fetchall() if cursor.description else "done")
    except WALL:
        return None


# --- Tables -----------------------------------------------------------------------


@pytest.mark.parametrize(("service", "database"), list(ways_in()))
def test_no_table_of_a_district_opens_to_a_session_that_has_not_entered_it(
    world: World, relations: dict[str, list[tuple[str, str]]], proof: Proof, service: str, database: str
) -> None:
    """As the login, and inside the caller's own district: by the full name, and by a search path that leads there."""
    inside = SQL("SET LOCAL ROLE {}").format(Identifier(district_role(service, OWN)))
    path = SQL("SET LOCAL search_path TO {}").format(Identifier(schema_of(OTHER)))
    states: dict[str, list[Composable]] = {
        "login": [],
        "own district": [inside],
        "login, search path": [path],
        "own district, search path": [inside, path],
    }
    opened, tried = [], 0
    with session(url_of(world.settings, service, database)) as connection:
        for schema, relation in relations[database]:
            if schema != schema_of(OTHER):
                continue
            for state, before in states.items():
                name = Identifier(relation) if "path" in state else Identifier(schema, relation)
                for statement in STATEMENTS:
                    tried += 1
                    if attempt(connection, before, SQL(statement).format(name)) is not None:
                        opened.append((state, relation, statement))
    proof.add("Angriffe", "SQL: Tabellen", tried=tried, foreign=len(opened))
    assert opened == []


def test_the_attempts_of_this_file_succeed_where_they_may(world: World) -> None:
    inside = SQL("SET LOCAL ROLE {}").format(Identifier(district_role("intake", OTHER)))
    log = Identifier(schema_of(OTHER), "log")
    with session(world.settings.service_database_url("intake")) as connection:
        for statement in (
            "SELECT count(*) FROM {}",
            "DEALLOCATE ALL; PREPARE p AS SELECT * FROM {}; EXECUTE p",
            "COPY {} TO STDOUT",
        ):
            assert attempt(connection, [inside], SQL(statement).format(log)) is not None


@pytest.mark.parametrize("database", [*SERVICES, KEYS])
def test_no_role_has_a_right_in_a_district_but_those_that_are_named(
    world: World, relations: dict[str, list[tuple[str, str]]], proof: Proof, database: str
) -> None:
    """Every role of the cluster against every table of both districts, as PostgreSQL itself judges."""
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
    foreign, tried = [], 0
    with closing(connect(world.settings.admin_database_url(f"lotse_{database}"))) as connection:
        roles = [name for (name,) in connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'lotse%'")]
        for schema, relation in relations[database]:
            key = OWN if schema == schema_of(OWN) else OTHER
            services = READERS_OF_KEYS if database == KEYS else (database,)
            named = {"lotse_admin", owner_role(database)}
            named |= {role(service, key) for service in services for role in (district_role, log_role)}
            named |= {login_role(CARRIER)} if relation in LETTER_BOXES else set()
            for role in set(roles) - named:
                tried += 1
                found = connection.execute(
                    "SELECT EXISTS (SELECT FROM pg_class c WHERE c.oid = %s::regclass AND c.relkind <> 'S'"
                    " AND has_table_privilege(%s, c.oid, %s))",
                    [f'"{schema}"."{relation}"', role, ", ".join(rights)],
                ).fetchone()
                if found is None or found[0]:
                    foreign.append((role, schema, relation))
    proof.add("Angriffe", "SQL: Rechte", tried=tried, foreign=len(foreign))
    assert foreign == []


# --- Roles ------------------------------------------------------------------------


def roles_out_of_reach(service: str) -> Iterator[str]:
    """Every role of the platform that a service's login must not become."""
    yield from ("postgres", "lotse_admin", "pg_read_all_data", "pg_write_all_data", "pg_monitor")
    yield from ("pg_read_server_files", "pg_execute_server_program", "pg_signal_backend", "pg_database_owner")
    for other in SERVICES:
        yield owner_role(other)
        yield from (log_role(other, key) for key in (OWN, OTHER))
        if other != service:
            yield login_role(other)
            yield from (district_role(other, key) for key in (OWN, OTHER))
    yield owner_role(KEYS)


@pytest.mark.parametrize("service", SERVICES)
def test_a_login_becomes_no_role_but_its_own_districts(world: World, proof: Proof, service: str) -> None:
    ways = (
        "SET ROLE {}",
        "SET LOCAL ROLE {}",
        "SET SESSION AUTHORIZATION {}",
        "SELECT set_config('role', '{}', true)",
        "SELECT set_config('session_authorization', '{}', true)",
        "GRANT {} TO CURRENT_USER",
        "DO $$ BEGIN SET LOCAL ROLE {}; END $$",
        "REASSIGN OWNED BY {} TO CURRENT_USER",
    )
    inside = SQL("SET LOCAL ROLE {}").format(Identifier(district_role(service, OWN)))
    became, tried = [], 0
    with session(world.settings.service_database_url(service)) as connection:
        for role in roles_out_of_reach(service):
            for way in ways:
                for before in ([], [inside]):
                    tried += 1
                    # names of roles are of our own making: letters, digits and underscores
                    if attempt(connection, before, SQL(way.format(role))) is not None:  # type: ignore[arg-type]
                        became.append((role, way))
    proof.add("Angriffe", "SQL: Rollen", tried=tried, foreign=len(became))
    assert became == []


MEANS: Final = (
    "CREATE EXTENSION dblink",
    "CREATE EXTENSION postgres_fdw",
    "CREATE EXTENSION plpython3u",
    "CREATE SCHEMA x",
    "CREATE TABLE x ()",
    "CREATE TEMP TABLE x ()",
    "CREATE TABLE public.x ()",
    "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE FUNCTION pg_temp.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OPERATOR public.= (LEFTARG = text, RIGHTARG = text, PROCEDURE = texteq)",
    "CREATE ROLE x",
    "CREATE PUBLICATION x FOR ALL TABLES",
    "CREATE EVENT TRIGGER x ON ddl_command_start EXECUTE FUNCTION pg_catalog.unnest()",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE CURRENT_USER INHERIT",
    "SET session_replication_role = replica",
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/hosts')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY (SELECT 1) TO '/tmp/x'",
    "SELECT pg_reload_conf()",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_subscription",
    "SELECT pg_logical_slot_get_changes('x', NULL, NULL)",
    "INSERT INTO platform.districts VALUES ('x', 'x', gen_random_uuid(), now())",
    "UPDATE platform.districts SET key = key",
    "DELETE FROM platform.districts",
    "TRUNCATE platform.districts",
)


@pytest.mark.parametrize("service", SERVICES)
def test_a_login_has_no_means_to_go_round_the_wall(world: World, proof: Proof, service: str) -> None:
    inside = SQL("SET LOCAL ROLE {}").format(Identifier(district_role(service, OWN)))
    opened, tried = [], 0
    with session(world.settings.service_database_url(service)) as connection:
        for statement in ("CREATE DATABASE x", "ALTER SYSTEM SET log_statement = 'all'"):  # in no transaction
            with pytest.raises(DENIED):
                connection.execute(statement.encode())
        for statement in MEANS:
            for before in ([], [inside]):
                tried += 1
                if attempt(connection, before, SQL(statement)) is not None:
                    opened.append(statement)
    proof.add("Angriffe", "SQL: Mittel", tried=tried, foreign=len(opened))
    assert opened == []


# --- The catalogue ----------------------------------------------------------------


@pytest.mark.parametrize("service", SERVICES)
def test_inside_a_district_the_catalogue_tells_nothing_that_stands_in_another(
    world: World, proof: Proof, service: str
) -> None:
    questions = (
        "SELECT * FROM pg_stats",
        "SELECT * FROM pg_stat_activity",
        "SELECT * FROM pg_prepared_statements",
        "SELECT * FROM pg_cursors",
        "SELECT * FROM pg_stat_all_tables",
        "SELECT * FROM pg_locks",
        "SELECT * FROM pg_largeobject_metadata",
        "SELECT obj_description(oid) FROM pg_class",
        "SELECT prosrc FROM pg_proc WHERE proname = 'append'",
        "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'append'",
        "SELECT * FROM information_schema.columns",
        "SELECT * FROM information_schema.table_privileges",
    )
    inside = SQL("SET LOCAL ROLE {}").format(Identifier(district_role(service, OWN)))
    told = []
    tables = SQL("SELECT * FROM pg_stats WHERE schemaname <> 'platform'")  # the registry is the login's own
    with closing(connect(world.settings.admin_database_url(f"lotse_{service}"))) as admin:
        admin.execute("ANALYZE")  # what statistics there can be
    with session(world.settings.service_database_url(service)) as connection:
        for question in questions:
            told += world.leaked((attempt(connection, [inside], SQL(question)) or "").encode())
        told += world.leaked((attempt(connection, [], tables) or "").encode())
        assert attempt(connection, [inside], SQL("SELECT * FROM platform.districts")) is None
    proof.add("Angriffe", "SQL: Katalog", tried=len(questions) + 1, foreign=len(told))
    assert told == []


# --- append -----------------------------------------------------------------------


def arguments(key: object) -> list[object]:
    return [key, *([] for _ in range(13))]


@pytest.mark.parametrize("service", SERVICES)
def test_append_takes_its_own_district_and_no_other_spelling_of_it(world: World, proof: Proof, service: str) -> None:
    refused: Counter[str] = Counter()
    keys = [key for key in forged.texts(OWN, OTHER) if "\x00" not in key]  # no text of PostgreSQL holds that
    inside = SQL("SET LOCAL ROLE {}").format(Identifier(district_role(service, OWN)))
    heads = world.contents(OTHER), world.contents(OWN)
    with session(world.settings.service_database_url(service)) as connection:
        for key in [*keys, None]:
            with pytest.raises(DENIED, match="another district"):
                connection.execute(append_statement(OWN), arguments(key))
            refused["key"] += 1
        for district, key in ((OWN, OWN), (OTHER, OTHER), (OTHER, OWN)):
            assert attempt(connection, [inside], append_statement(district), arguments(key)) is None
            refused["inside"] += 1
    assert (world.contents(OTHER), world.contents(OWN)) == heads
    proof.add("Angriffe", "SQL: append", tried=refused.total(), foreign=0 if refused["key"] == len(keys) + 1 else 1)


@pytest.mark.parametrize("service", SERVICES)
def test_no_forged_key_becomes_sql(world: World, proof: Proof, service: str) -> None:
    pool = Pool(world.settings.service_database_url(service))
    log, tried = Log(service, pool), 0
    for forgery in forged.districts(OWN, OTHER):
        if forgery == OTHER:
            continue
        in_form = isinstance(forgery, str) and DISTRICT_KEY.fullmatch(forgery) is not None
        makers = () if in_form else (append_statement, append_one_statement, schema_of)
        for way in (*makers, log.head, lambda key: log.after(key, 0, 1)):
            with pytest.raises((InvalidDistrict, *WALL, TypeError)):
                way(forgery)
            tried += 1
    log.close()
    pool.close()
    proof.add("Angriffe", "SQL: Schlüssel", tried=tried)
