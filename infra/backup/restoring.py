"""``python -m infra restore DIR``: all databases as a backup has them, then everything that was erased since.

A restored log has a new id, so that nobody takes for known what its positions held after the backup; positions of
readers in the same backup go with it. Queues are emptied: what lies there is in the logs, or never happened.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

from infra.backup.erased import apply_erasures
from infra.backup.journals import adopt_journals
from infra.backup.manifest import Manifest, expect_whole, keys_dump, newest, read_manifest
from infra.backup.needed_secrets import expect_secrets
from infra.backup.programs import run_program
from infra.failure import Failure
from infra.runner.control import pids
from infra.say import say
from infra.servers import Servers, start_servers
from infra.unfinished import marked
from services.kernel import district as names
from services.kernel.broker import DEAD, LOST, declare_topology, drop
from services.kernel.broker import connect as connect_broker
from services.kernel.database import connect
from services.kernel.provision import KEYS, connected, migrate_all, prepare_platform
from services.kernel.readers import READERS
from services.kernel.registry import registered_districts
from services.kernel.settings import SERVICES, Settings

OF_POSTGRES: Final = " ACL pg_catalog "  # rights on functions of PostgreSQL: prepare_platform gives them
SCHEMA: Final = " SCHEMA - "
FOLLOW: Final = SQL("UPDATE {}.reader_positions SET log_id = {} WHERE source = {} AND log_id = {}")


def restore(settings: Settings, folder: Path) -> None:
    """Raises Failure; before the first database is touched nothing has changed."""
    backup = newest(folder)
    manifest = read_manifest(backup)
    expect_whole(backup, manifest)
    expect_secrets(settings.secrets, manifest)
    if any(pids(settings).values()):
        raise Failure("Die Plattform läuft. Bitte zuerst `make down` aufrufen.")
    settings.home.mkdir(parents=True, exist_ok=True)
    start_servers(Servers(settings.home, settings.database_url, settings.amqp_url))
    settings.__dict__.pop("servers", None)  # a cached property, read before the servers were there
    adopt_journals(settings.secrets, backup)
    say(f"Sicherung {manifest.stamp} wird eingespielt …")
    with marked(settings.home, backup):
        restore_databases(settings, backup, manifest)
        empty_queues(settings.admin_amqp_url())
        say("Löschungen seit der Sicherung werden nachgeholt …")
        apply_erasures(settings)


def restore_databases(settings: Settings, backup: Path, manifest: Manifest) -> None:
    """All of them; the keys from the backup where they still lie there, else those that are here. Raises Failure."""
    prepare_platform(settings)
    with closing(connect(settings.admin_database_url())) as admin:
        _create_roles(admin, manifest)
    for service in SERVICES:
        _restore_one(settings, service, backup / f"lotse_{service}.dump")
    if keys_dump(backup).exists():
        _restore_one(settings, KEYS, keys_dump(backup))
    elif not _has_keys(settings, manifest):
        raise Failure(f"Die Schlüssel zu dieser Sicherung fehlen: {keys_dump(backup)}.")
    prepare_platform(settings)
    migrate_all(settings)
    with connected(settings) as databases:
        for service in SERVICES:
            _name_logs_anew(databases, service)


def empty_queues(url: str) -> None:
    """What waits there was said by logs that are not the ones here."""
    declare_topology(url)
    connection = connect_broker(url)
    try:
        for queue in (*READERS, DEAD):
            connection.default_channel.queue_purge(queue)
    finally:
        with suppress(*LOST):
            drop(connection)


# --- one database -------------------------------------------------------------------


def _create_roles(admin: Connection[Any], manifest: Manifest) -> None:
    """Those that are missing, without a password: `make up` and the commands that made them give one."""
    known = {name for (name,) in admin.execute("SELECT rolname FROM pg_roles")}
    for role in manifest.roles:
        if role.name not in known:
            options = SQL("LOGIN" if role.login else "NOLOGIN") + SQL(" INHERIT" if role.inherits else " NOINHERIT")
            admin.execute(SQL("CREATE ROLE {} {}").format(Identifier(role.name), options))
    for role in manifest.roles:
        for group in role.member_of:
            admin.execute(SQL("GRANT {} TO {}").format(Identifier(group), Identifier(role.name)))
        admin.execute(SQL("GRANT {} TO CURRENT_USER").format(Identifier(role.name)))


def _restore_one(settings: Settings, service: str, dump: Path) -> None:
    """Schemas are made by hand: who owns a table in one must be allowed to create there while it is restored."""
    database = f"lotse_{service}"
    with closing(connect(settings.admin_database_url())) as admin:
        admin.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(database)))
    prepare_platform(settings)  # the empty database with its settings, as at the first start
    url = settings.admin_database_url(database)
    listed = run_program(settings.home, "pg_restore", url, ["--list", dump]).splitlines()
    with closing(connect(url)) as connection:
        connection.execute("DROP SCHEMA IF EXISTS platform CASCADE")
        schemas = [_schema_of(line) for line in listed if SCHEMA in line and "ACL" not in line]
        _create_schemas(connection, [each for each in schemas if each[0] != "public"])
    kept = [line for line in listed if (SCHEMA not in line or "ACL" in line) and OF_POSTGRES not in line]
    chosen = dump.with_suffix(".list")
    chosen.write_text("\n".join(kept))
    try:
        arguments: list[str | Path] = [
            "--exit-on-error",
            "--single-transaction",
            f"--use-list={chosen}",
            f"--dbname={database}",
            dump,
        ]
        run_program(settings.home, "pg_restore", url, arguments)
    finally:
        chosen.unlink()
    with closing(connect(url)) as connection:
        _close_schemas(connection, schemas)


def _schema_of(line: str) -> tuple[str, str]:
    """``6; 2615 16390 SCHEMA - d_erfurt lotse_intake_owner`` -> schema and owner."""
    name, owner = line.split(SCHEMA, 1)[1].split(" ", 1)
    return name, owner.strip()


def _create_schemas(connection: Connection[Any], schemas: Sequence[tuple[str, str]]) -> None:
    for name, owner in schemas:
        connection.execute(SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(Identifier(name), Identifier(owner)))
        for role in _owners(connection, owner):
            connection.execute(SQL("GRANT CREATE ON SCHEMA {} TO {}").format(Identifier(name), Identifier(role)))


def _owners(connection: Connection[Any], owner: str) -> list[str]:
    """The log roles of a service own tables in the schemas of its owner role."""
    rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolname ~ '^lotse_' AND rolname <> %s", (owner,))
    return [name for (name,) in rows]


def _close_schemas(connection: Connection[Any], schemas: Sequence[tuple[str, str]]) -> None:
    for name, owner in schemas:
        for role in _owners(connection, owner):
            statement = SQL("REVOKE CREATE ON SCHEMA {} FROM {}").format(Identifier(name), Identifier(role))
            connection.execute(statement)


def _has_keys(settings: Settings, manifest: Manifest) -> bool:
    statement = "SELECT count(*) FROM pg_namespace WHERE nspname = ANY (%s)"
    wanted = [names.schema_of(key) for key in manifest.districts]
    with closing(connect(settings.admin_database_url(f"lotse_{KEYS}"))) as connection:
        row = connection.execute(statement, (wanted,)).fetchone()
    return row is not None and row[0] == len(wanted)


# --- logs ---------------------------------------------------------------------------


def _name_logs_anew(databases: Mapping[str, Connection[Any]], service: str) -> None:
    """The log, the registry and every reader's position in it; what is missing here would stop its reader."""
    connection = databases[service]
    for district in registered_districts(connection):
        new = uuid4()
        schema = Identifier(names.schema_of(district.key))
        connection.execute(SQL("UPDATE {}.log_head SET log_id = %s").format(schema), (new,))
        connection.execute("UPDATE platform.districts SET log_id = %s WHERE key = %s", (new, district.key))
        follow = FOLLOW.format(schema, Literal(new), Literal(service), Literal(district.log_id))
        for reader in SERVICES:
            databases[reader].execute(follow)
