"""What a district opens to programs of others: one read-only role and one schema of views, and nothing beside them.

The role logs in only once a password was made for it. Rights are what keeps it from everything else; the settings keep
it from standing in other people's way. It may change the settings of its own session, never the rights.
"""

from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

from services.kernel.district import owner_role, suffix_of
from services.kernel.public_rights import ROOM, may_limit_room

CONTRACT: Final = "bi_v1"
OPENED_BY: Final = "reporting"  # the service whose database holds the views
CONNECTIONS: Final = 8
STATEMENT_S: Final = 30
IDLE_S: Final = 60
SETTINGS: Final = {
    "default_transaction_read_only": "on",
    "statement_timeout": f"{STATEMENT_S}s",
    "idle_in_transaction_session_timeout": f"{IDLE_S}s",  # a held snapshot halves the rate of a log
    "lock_timeout": "5s",
    "jit": "off",
}
STATEMENTS: Final = (
    "ALTER ROLE {role} CONNECTION LIMIT {connections}",
    "ALTER ROLE {role} SET search_path = {views}",
    "CREATE SCHEMA IF NOT EXISTS {views} AUTHORIZATION {owner}",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "GRANT {role} TO {login}",
    "SET LOCAL ROLE {owner}",
    "GRANT USAGE ON SCHEMA {views} TO {role}",
)
# Not every operator may limit it (public_rights); the role itself cannot change it.
SORTING: Final = {ROOM: "1GB"}


def role_of(key: str) -> str:
    """``ilm-kreis`` -> ``bi_ilm_kreis``; raises InvalidDistrict."""
    return f"bi_{suffix_of(key)}"


def views_of(key: str) -> str:
    """``ilm-kreis`` -> ``bi_v1_ilm_kreis``, the schema of the views; raises InvalidDistrict."""
    return f"{CONTRACT}_{suffix_of(key)}"


def open_views(admin: Connection[Any], key: str, login: str) -> None:
    """Role and empty schema; ``login`` may enter the role. Doing it again changes nothing."""
    known = admin.execute("SELECT FROM pg_roles WHERE rolname = %s", (role_of(key),)).fetchone()
    if known is None:
        admin.execute(SQL("CREATE ROLE {} NOLOGIN NOINHERIT").format(Identifier(role_of(key))))
    names = {
        "role": Identifier(role_of(key)),
        "views": Identifier(views_of(key)),
        "owner": Identifier(owner_role(OPENED_BY)),
        "login": Identifier(login),
        "database": Identifier(admin.info.dbname),
        "connections": Literal(CONNECTIONS),
    }
    with admin.transaction():
        for name, value in {**SETTINGS, **(SORTING if may_limit_room(admin) else {})}.items():
            setting = SQL("ALTER ROLE {role} SET {name} = {value}")
            admin.execute(setting.format(role=names["role"], name=Identifier(name), value=Literal(value)))
        for statement in STATEMENTS:
            admin.execute(SQL(statement).format(**names))
