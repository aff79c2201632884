"""Numbered SQL files, each run once a schema, in one transaction with the records that they ran."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier

SERVICES_FOLDER: Final = Path(__file__).resolve().parents[1]
KERNEL_MIGRATIONS: Final = SERVICES_FOLDER / "kernel" / "migrations"


class MigrationChanged(RuntimeError):
    """A migration that ran here before reads differently now."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file; ``name`` is recorded for ever."""

    name: str
    text: str

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(self.text.encode()).digest()


def migrations_of(service: str) -> list[Migration]:
    """The log's migrations, then the service's own."""
    own = SERVICES_FOLDER / service / "migrations"
    return [*_read("kernel/log", KERNEL_MIGRATIONS / "log"), *_read(service, own)]


def key_migrations() -> list[Migration]:
    """The migrations of the database of person keys."""
    return [*_read("kernel/keys", KERNEL_MIGRATIONS / "keys")]


def platform_migrations(service: str) -> list[Migration]:
    """The migrations of what a service keeps for the whole platform; most services have none."""
    return [*_read(f"{service}/platform", SERVICES_FOLDER / service / "migrations" / "platform")]


def _read(prefix: str, folder: Path) -> Iterator[Migration]:
    for path in sorted(folder.glob("*.sql")):
        yield Migration(f"{prefix}/{path.name}", path.read_text(encoding="utf-8"))


def migrate(
    connection: Connection[Any], schema: str, owner: str, migrations: list[Migration], names: Mapping[str, str]
) -> list[str]:
    """Run what is missing in ``schema`` under ``owner``; returns the names that ran. Raises MigrationChanged.

    All of it is one transaction: a schema has every migration of this edition or none.
    """
    known = _known(connection, schema, owner)
    if changed := [each.name for each in migrations if known.get(each.name, each.digest) != each.digest]:
        raise MigrationChanged(changed[0])
    missing = [each for each in migrations if each.name not in known]
    if missing:
        with connection.transaction():
            connection.execute(b";\n".join(_script(connection, schema, owner, each, names) for each in missing))
    return [migration.name for migration in missing]


def _known(connection: Connection[Any], schema: str, owner: str) -> dict[str, bytes]:
    with connection.transaction():
        connection.execute(_entering(schema, owner))
        rows = connection.execute("SELECT name, sha256 FROM migrations").fetchall()
    return {name: bytes(digest) for name, digest in rows}


def _script(
    connection: Connection[Any], schema: str, owner: str, migration: Migration, names: Mapping[str, str]
) -> bytes:
    """One file and the record that it ran; all of them are sent at once: a new district runs dozens."""
    text = migration.text
    for placeholder, quoted in names.items():
        text = text.replace(f"{{{placeholder}}}", quoted)
    record = SQL("INSERT INTO migrations (name, sha256) VALUES ({}, {})").format(migration.name, migration.digest)
    enter = _entering(schema, owner).as_bytes(connection)
    return b";\n".join((enter, text.encode(), enter, record.as_bytes(connection)))


def _entering(schema: str, owner: str) -> Composed:
    as_owner = SQL("SET LOCAL ROLE {}; SET LOCAL search_path = {}")
    return as_owner.format(Identifier(owner), Identifier(schema))
