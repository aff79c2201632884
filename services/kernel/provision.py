"""Databases, roles and district schemas, made by the operator's role; every step may be repeated after a crash.

That role needs CREATEDB and CREATEROLE. It need not be a superuser, so it grants itself the roles it has to enter.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Final

from psycopg import Connection
from psycopg.pq import TransactionStatus
from psycopg.sql import SQL, Composable, Identifier, Literal

from services.kernel import district as names
from services.kernel.carrying import CARRIER, POST_OFFICE, publish_keys
from services.kernel.database import connect
from services.kernel.migrate import key_migrations, migrate, migrations_of, platform_migrations
from services.kernel.open_views import OPENED_BY, open_views, role_of, views_of
from services.kernel.points import reached
from services.kernel.public_rights import take_from_public
from services.kernel.registry import CHANNEL, registered_districts
from services.kernel.settings import SERVICES, Settings

KEYS: Final = "keys"
READERS_OF_KEYS: Final = ("districts", "intake", "referral", "events", "reporting")
PLATFORM: Final = "platform"
PROVISION_LOCK: Final = 0x6C6F747365  # "lotse"
MAINTENANCE: Final = ("postgres", "template1")

Admin = Connection[Any]


class NameMissing(ValueError):
    """A district was opened without a name."""


def prepare_platform(settings: Settings) -> None:
    """Secrets, login roles and databases of every service."""
    create_platform_secrets(settings)
    with _alone(settings) as admin:
        for service in SERVICES:
            _create_login(admin, settings, service)
        _create_login(admin, settings, CARRIER)
        for service in (*SERVICES, KEYS):
            _create_role(admin, names.owner_role(service))
            _join(admin, names.owner_role(service))
            _create_database(admin, service)
        _close_maintenance_databases(admin)
    for service in SERVICES:
        with closing(_admin(settings, service)) as admin:
            _shut_public(admin)
            _create_registry(admin, service)
    with closing(_admin(settings, KEYS)) as admin:
        _shut_public(admin)
    with _alone(settings):
        _close_to_guests(settings)
        for service in SERVICES:
            _migrate_platform(settings, service)


def create_platform_secrets(settings: Settings) -> None:
    """The secrets that no district owns."""
    settings.secrets.create_token_key()
    settings.secrets.create_sign_in_key()
    for service in SERVICES:
        settings.secrets.create_signing_key(service)
        settings.secrets.create_password("postgres", names.login_role(service))
    settings.secrets.create_password("postgres", names.login_role(CARRIER))


def open_district(settings: Settings, key: str, name: str) -> None:
    """Keys, roles and schemas of a district everywhere; registered last, when all of it is there.

    Raises InvalidDistrict, NameMissing. Opening it again completes what is missing and takes over the name.
    """
    names.valid_key(key)
    if not name.strip():
        raise NameMissing(key)
    settings.secrets.create_district(key)
    reached("district.keyed")
    with _alone(settings) as admin, connected(settings) as databases:
        for service in SERVICES:
            _create_district_roles(admin, service, key)
        reached("district.roles_made")
        _build(settings, databases, key)
        reached("district.built")
        for service in SERVICES:
            _register(databases[service], key, name.strip())
            reached("district.registered")


def migrate_all(settings: Settings) -> None:
    """Run the missing migrations in every district of every database."""
    with _alone(settings), connected(settings) as databases:
        for district in registered_districts(databases[SERVICES[0]]):
            settings.secrets.create_district(district.key)  # keys that came later than the district
            _build(settings, databases, district.key)


# --- the operator's connections -----------------------------------------------


def _admin(settings: Settings, service: str) -> Admin:
    return connect(settings.admin_database_url(f"lotse_{service}"))


@contextmanager
def connected(settings: Settings) -> Iterator[Mapping[str, Admin]]:
    """One connection to each database that a district has a schema in: a log-in takes longer than most statements."""
    with ExitStack() as opened:
        yield {name: opened.enter_context(closing(_admin(settings, name))) for name in (KEYS, *SERVICES)}


@contextmanager
def _alone(settings: Settings) -> Iterator[Admin]:
    """The maintenance database, with the lock that lets one operator at a time change roles and schemas."""
    with closing(connect(settings.admin_database_url())) as admin:
        admin.execute("SET lock_timeout = 0")
        admin.execute("SELECT pg_advisory_lock(%s)", (PROVISION_LOCK,))
        yield admin


def _run(admin: Admin, statement: str, **parts: Composable) -> None:
    admin.execute(SQL(statement).format(**parts))


# --- roles ----------------------------------------------------------------------


def _create_login(admin: Admin, settings: Settings, service: str) -> None:
    login = names.login_role(service)
    _create_role(admin, login, "LOGIN NOINHERIT")
    password = settings.secrets.password("postgres", login)
    verifier = admin.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    # Only the verifier is sent, so that no server log can hold the password.
    _run(admin, "ALTER ROLE {role} PASSWORD {hash}", role=Identifier(login), hash=Literal(verifier.decode()))


def _create_district_roles(admin: Admin, service: str, key: str) -> None:
    for role in (names.log_role(service, key), names.district_role(service, key)):
        _create_role(admin, role)
    _join(admin, names.log_role(service, key))
    _run(
        admin,
        "GRANT {role} TO {login}",
        role=Identifier(names.district_role(service, key)),
        login=Identifier(names.login_role(service)),
    )


def _create_role(admin: Admin, role: str, options: str = "NOLOGIN") -> None:
    known = admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (role,)).fetchone()
    if known is None:
        _run(admin, f"CREATE ROLE {{role}} {options}", role=Identifier(role))


def _join(admin: Admin, role: str) -> None:
    """Membership with SET: on PostgreSQL 15 the creator has none, from 16 on only the right to grant it."""
    may_set = "SET" if admin.info.server_version >= 160000 else "MEMBER"  # SET came with 16
    row = admin.execute("SELECT pg_has_role(current_user, %s, %s)", (role, may_set)).fetchone()
    if row is not None and not row[0]:
        _run(admin, "GRANT {role} TO CURRENT_USER", role=Identifier(role))


# --- databases --------------------------------------------------------------------


def _create_database(admin: Admin, service: str) -> None:
    name = f"lotse_{service}"
    known = admin.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone()
    if known is None:
        # Collation C sorts alike on every machine, and no new libc breaks its indexes.
        options = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        _run(admin, f"CREATE DATABASE {{name}} {options}", name=Identifier(name))
    _run(admin, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=Identifier(name))
    for reader in _logins_of(service):
        login = Identifier(names.login_role(reader))
        _run(admin, "GRANT CONNECT ON DATABASE {name} TO {login}", name=Identifier(name), login=login)


def _logins_of(service: str) -> Sequence[str]:
    """Who may open a connection to that database."""
    if service == KEYS:
        return READERS_OF_KEYS
    return (service, CARRIER) if service == POST_OFFICE else (service,)


def _close_maintenance_databases(admin: Admin) -> None:
    """Shut PUBLIC out of the databases that came with the cluster, if nobody but Lotse lives there."""
    foreign = admin.execute(
        "SELECT FROM pg_database WHERE NOT datistemplate AND datname <> ALL (%s)",
        ([*MAINTENANCE, *(f"lotse_{service}" for service in (*SERVICES, KEYS))],),
    ).fetchone()
    if foreign is not None:
        return
    owned = admin.execute(
        "SELECT datname FROM pg_database WHERE datname = ANY (%s) AND pg_has_role(datdba, 'USAGE')",
        (list(MAINTENANCE),),
    ).fetchall()
    for (name,) in owned:
        _run(admin, "REVOKE ALL ON DATABASE {name} FROM PUBLIC", name=Identifier(name))


def _shut_public(admin: Admin) -> None:
    _run(admin, "REVOKE ALL ON SCHEMA public FROM PUBLIC")


def _close_to_guests(settings: Settings) -> None:
    """The one database that others than services log in to."""
    database = f"lotse_{OPENED_BY}"
    url = settings.superuser_database_url(database) or settings.admin_database_url(database)
    with closing(_admin(settings, OPENED_BY)) as admin, closing(connect(url)) as superuser:
        roles = (names.login_role(OPENED_BY), names.owner_role(OPENED_BY))
        take_from_public(superuser, admin.info.user, roles)


def _create_registry(admin: Admin, service: str) -> None:
    logins = SQL(", ").join(Identifier(names.login_role(login)) for login in _logins_of(service))
    parts = {"owner": Identifier(names.owner_role(service)), "logins": logins}
    with admin.transaction():
        _run(admin, "CREATE SCHEMA IF NOT EXISTS platform")
        _run(
            admin,
            "CREATE TABLE IF NOT EXISTS platform.districts (key text PRIMARY KEY, name text NOT NULL,"
            " log_id uuid NOT NULL, opened timestamptz NOT NULL DEFAULT clock_timestamp())",
        )
        _run(admin, "GRANT USAGE ON SCHEMA platform TO {owner}, {logins}", **parts)
        _run(admin, "GRANT SELECT ON platform.districts TO {owner}, {logins}", **parts)


def _migrate_platform(settings: Settings, service: str) -> None:
    """The tables that a service keeps beside its districts, and its login's rights on them."""
    migrations = platform_migrations(service)
    if not migrations:
        return
    owner = names.owner_role(service)
    with closing(_admin(settings, service)) as admin:
        _run(admin, "GRANT CREATE ON SCHEMA platform TO {owner}", owner=Identifier(owner))
        _keep_record(admin, PLATFORM, owner)
        roles = {"login_role": Identifier(names.login_role(service)).as_string(admin)}
        migrate(admin, PLATFORM, owner, migrations, roles)


# --- district schemas ---------------------------------------------------------------


def _build(settings: Settings, databases: Mapping[str, Admin], key: str) -> None:
    _create_schema(databases[KEYS], KEYS, key, READERS_OF_KEYS)
    readers = {f"{reader}_role": names.district_role(reader, key) for reader in READERS_OF_KEYS}
    _migrate(databases[KEYS], KEYS, key, readers)
    for service in SERVICES:
        connection = databases[service]
        _create_schema(connection, service, key, (service,))
        _run(
            connection,
            "GRANT USAGE ON SCHEMA {schema} TO {login}",
            schema=Identifier(names.schema_of(key)),
            login=Identifier(names.login_role(service)),
        )
        _share_new_tables(connection, service, key)
        if service == OPENED_BY:
            open_views(connection, key, names.login_role(service))
        roles = {
            "district_role": names.district_role(service, key),
            "log_role": names.log_role(service, key),
            "login_role": names.login_role(service),
            "carrier_role": names.login_role(CARRIER),
            "bi_role": role_of(key),
            "bi_schema": views_of(key),
        }
        _migrate(connection, service, key, roles)
    publish_keys(databases[POST_OFFICE], names.owner_role(POST_OFFICE), key, settings.secrets.letters(key))


def _create_schema(admin: Admin, service: str, key: str, readers: Sequence[str]) -> None:
    schema, owner = Identifier(names.schema_of(key)), Identifier(names.owner_role(service))
    with admin.transaction():
        _run(admin, "CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {owner}", schema=schema, owner=owner)
        _keep_record(admin, names.schema_of(key), names.owner_role(service))
        for reader in readers:
            role = Identifier(names.district_role(reader, key))
            _run(admin, "GRANT USAGE ON SCHEMA {schema} TO {role}", schema=schema, role=role)


def _keep_record(admin: Admin, schema: str, owner: str) -> None:
    """The table of migrations that ran in a schema; from here on the transaction is the owner's."""
    with admin.transaction():
        _run(admin, "SET LOCAL ROLE {owner}", owner=Identifier(owner))
        _run(
            admin,
            "CREATE TABLE IF NOT EXISTS {schema}.migrations (name text PRIMARY KEY,"
            " sha256 bytea NOT NULL, applied timestamptz NOT NULL DEFAULT clock_timestamp())",
            schema=Identifier(schema),
        )


def _share_new_tables(admin: Admin, service: str, key: str) -> None:
    """What migrations create from now on, the district role reads and writes unless they revoke it."""
    with admin.transaction():
        _run(admin, "SET LOCAL ROLE {owner}", owner=Identifier(names.owner_role(service)))
        for rights in ("SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES", "USAGE ON SEQUENCES"):
            _run(
                admin,
                f"ALTER DEFAULT PRIVILEGES IN SCHEMA {{schema}} GRANT {rights} TO {{role}}",
                schema=Identifier(names.schema_of(key)),
                role=Identifier(names.district_role(service, key)),
            )


def _migrate(admin: Admin, service: str, key: str, roles: dict[str, str]) -> None:
    schema, owner = names.schema_of(key), names.owner_role(service)
    migrations = key_migrations() if service == KEYS else migrations_of(service)
    quoted = {name: Identifier(role).as_string(admin) for name, role in {**roles, "owner_role": owner}.items()}
    quoted |= {"schema": Identifier(schema).as_string(admin), "district": Literal(key).as_string(admin)}
    migrate(admin, schema, owner, migrations, quoted)


def _register(admin: Admin, key: str, name: str) -> None:
    schema, service = Identifier(names.schema_of(key)), admin.info.dbname.removeprefix("lotse_")
    with admin.transaction():
        _run(admin, "SET LOCAL ROLE {role}", role=Identifier(names.log_role(service, key)))
        row = admin.execute(SQL("SELECT log_id FROM {}.log_head").format(schema)).fetchone()
        assert row is not None
        _run(admin, "RESET ROLE")
        assert admin.info.transaction_status is TransactionStatus.INTRANS
        admin.execute(
            "INSERT INTO platform.districts (key, name, log_id) VALUES (%s, %s, %s)"
            " ON CONFLICT (key) DO UPDATE SET name = excluded.name, log_id = excluded.log_id",
            (key, name, row[0]),
        )
        admin.execute("SELECT pg_notify(%s, %s)", (CHANNEL, key))
