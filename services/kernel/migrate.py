"""Numbered SQL files, each run once a schema, in one transaction with the record that it ran."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

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
    """Run what is missing in ``schema`` under ``owner``; returns the names that ran. Raises MigrationChanged."""
    known = _known(connection, schema, owner)
    ran = []
    for migration in migrations:
        if migration.name not in known:
            _run(connection, schema, owner, migration, names)
            ran.append(migration.name)
        elif known[migration.name] != migration.digest:
            raise MigrationChanged(migration.name)
    return ran


def _known(connection: Connection[Any], schema: str, owner: str) -> dict[str, bytes]:
    with connection.transaction():
        _enter(connection, schema, owner)
        rows = connection.execute("SELECT name, sha256 FROM migrations").fetchall()
    return {name: bytes(digest) for name, digest in rows}


def _run(connection: Connection[Any], schema: str, owner: str, migration: Migration, names: Mapping[str, str]) -> None:
    text = migration.text
    for placeholder, quoted in names.items():
        text = text.replace(f"{{{placeholder}}}", quoted)
    with connection.transaction():
        _enter(connection, schema, owner)
        connection.execute(text.encode())
        _enter(connection, schema, owner)
        connection.execute("INSERT INTO migrations (name, sha256) VALUES (%s, %s)", (migration.name, migration.digest))


def _enter(connection: Connection[Any], schema: str, owner: str) -> None:
    connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(owner)))
    connection.execute(SQL("SET LOCAL search_path = {}").format(Identifier(schema)))
