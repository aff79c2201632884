"""``python -m infra backup DIR``: all databases as they were at one moment, while the platform goes on.

The heads of all logs are held for an instant, so that no log grows while every database says what it sees; whatever a
reader has read then lies in the log it read from. The dumps are made from those snapshots afterwards.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from psycopg import Connection
from psycopg.sql import SQL, Identifier

from infra.backup.journals import copy_journal
from infra.backup.manifest import KEYS_DUMP, KEYS_FOLDER, Manifest, Role, digest_of, keys_dump
from infra.backup.needed_secrets import fingerprints
from infra.backup.programs import run_program
from infra.say import say
from services.kernel.database import connect
from services.kernel.district import schema_of
from services.kernel.provision import KEYS, PROVISION_LOCK
from services.kernel.registry import District, registered_districts
from services.kernel.settings import SERVICES, Settings

KEYS_DAYS: Final = 7
OURS: Final = r"^(lotse|bi)_"
ROLES: Final = """
    SELECT r.rolname, r.rolcanlogin, r.rolinherit, coalesce(array_agg(o.rolname::text ORDER BY o.rolname)
        FILTER (WHERE o.rolname IS NOT NULL), ARRAY[]::text[])
    FROM pg_roles r LEFT JOIN pg_auth_members m ON m.member = r.oid LEFT JOIN pg_roles o ON o.oid = m.roleid
    WHERE r.rolname ~ %s AND r.rolname <> current_user GROUP BY 1, 2, 3 ORDER BY 1"""


def backup(settings: Settings, folder: Path) -> Path:
    """The folder of the new backup. Raises Failure."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target, draft = folder / stamp, folder / f".{stamp}.half"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    keys_dump(target).parent.mkdir(mode=0o700, exist_ok=True)
    say("Datenbanken werden gesichert …")
    with one_moment(settings) as moment:
        for service, snapshot in moment.snapshots.items():
            _dump(settings, service, snapshot, draft / f"lotse_{service}.dump")
    copy_journal(settings.secrets, draft)
    digests = {path.name: digest_of(path) for path in sorted(draft.iterdir())}
    (draft / KEYS_DUMP).replace(keys_dump(target))
    Manifest(
        stamp=stamp,
        districts={each.key: each.name for each in moment.districts},
        heads=moment.heads,
        roles=moment.roles,
        digests=digests,
        secrets=fingerprints(settings.secrets, (each.key for each in moment.districts)),
    ).write(draft)
    draft.rename(target)
    forget_old_keys(folder, datetime.now(UTC))
    return target


def forget_old_keys(folder: Path, now: datetime) -> None:
    """Keys lie in backups for :data:`KEYS_DAYS` days; then what was erased meanwhile is gone from there, too."""
    oldest = (now - timedelta(days=KEYS_DAYS)).strftime("%Y%m%dT%H%M%SZ")
    for path in (folder / KEYS_FOLDER).glob("*.dump"):
        if path.stem < oldest:
            path.unlink()


class Moment:
    """What all databases said at one moment: snapshots that pg_dump can use while their transactions are open."""

    def __init__(self, districts: Sequence[District], roles: list[Role]) -> None:
        self.districts = districts
        self.roles = roles
        self.heads: dict[str, dict[str, int]] = {}
        self.snapshots: dict[str, str] = {}


@contextmanager
def one_moment(settings: Settings) -> Iterator[Moment]:
    """No district is opened or migrated meanwhile. The keys come last: no ciphertext may lack the key it had."""
    with ExitStack() as open_ones:
        alone = open_ones.enter_context(closing(connect(settings.admin_database_url())))
        alone.execute("SET lock_timeout = 0")
        alone.execute("SELECT pg_advisory_lock(%s)", (PROVISION_LOCK,))
        moment = Moment(_districts(settings), _roles(alone))
        with ExitStack() as held:
            for service in SERVICES:
                moment.heads[service] = _hold(held, settings, service, moment.districts)
            for service in (*SERVICES, KEYS):
                moment.snapshots[service] = _snapshot(open_ones, settings, service)
        yield moment


def _districts(settings: Settings) -> list[District]:
    with closing(connect(settings.admin_database_url(f"lotse_{SERVICES[0]}"))) as connection:
        return list(registered_districts(connection))


def _roles(connection: Connection[Any]) -> list[Role]:
    rows = connection.execute(ROLES, (OURS,)).fetchall()
    return [Role(name=name, login=login, inherits=inherits, member_of=of) for name, login, inherits, of in rows]


def _hold(held: ExitStack, settings: Settings, service: str, districts: Sequence[District]) -> dict[str, int]:
    connection = held.enter_context(closing(connect(settings.admin_database_url(f"lotse_{service}"))))
    held.enter_context(connection.transaction(force_rollback=True))
    heads = {}
    for district in districts:
        statement = SQL("SELECT position FROM {}.log_head FOR UPDATE").format(Identifier(schema_of(district.key)))
        row = connection.execute(statement).fetchone()
        assert row is not None, "every log has a head"
        heads[district.key] = int(row[0])
    return heads


def _snapshot(open_ones: ExitStack, settings: Settings, service: str) -> str:
    connection = open_ones.enter_context(closing(connect(settings.admin_database_url(f"lotse_{service}"))))
    open_ones.enter_context(connection.transaction(force_rollback=True))
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    assert row is not None
    return str(row[0])


def _dump(settings: Settings, service: str, snapshot: str, path: Path) -> None:
    url = settings.admin_database_url(f"lotse_{service}")
    path.touch(mode=0o600)
    # What a table outside the write-ahead log holds is made again; letters on their way must not lie in a backup.
    options = ["--format=custom", "--no-unlogged-table-data", f"--snapshot={snapshot}", f"--file={path}"]
    run_program(settings.home, "pg_dump", url, options)
