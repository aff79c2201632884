"""What an operator of a test's platform sees and may do that no command of the product offers."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
from psycopg.sql import SQL, Identifier

from services.kernel.district import schema_of
from services.kernel.settings import SERVICES
from tests.kit.patience import until
from tests.stack.platform import Platform

Row = tuple[Any, ...]


def health(platform: Platform) -> dict[str, Any]:
    """The document of ``/health``; it has to answer 200 within six seconds."""
    answer = httpx.get(f"{platform.address}/health", timeout=6, trust_env=False)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def seconds_until(seen: Callable[[], object], most: float) -> float:
    """How long it took until that was so; fails after ``most`` seconds."""
    start = time.monotonic()
    until(seen, f"not so after {most:g} seconds", most)
    return time.monotonic() - start


@contextmanager
def superuser(platform: Platform, database: str = "postgres") -> Iterator[psycopg.Connection[Row]]:
    """A connection that may do everything, in autocommit."""
    settings = platform.settings
    password = settings.secrets.password("postgres", "postgres")
    url = settings.admin_database_url(database)
    with psycopg.connect(url, user="postgres", password=password, autocommit=True) as connection:
        yield connection


def stopped(platform: Platform, service: str, district: str) -> dict[str, str]:
    """What stands still in a service's district, and why: readers, projections, ``relay``."""
    schema = Identifier(schema_of(district))
    readers = SQL("SELECT reader, stopped FROM {}.reader_positions WHERE stopped IS NOT NULL").format(schema)
    relay = SQL("SELECT 'relay', stopped FROM {}.relay_position WHERE stopped IS NOT NULL").format(schema)
    with superuser(platform, f"lotse_{service}") as connection:
        return dict([*connection.execute(readers), *connection.execute(relay)])


def forget(platform: Platform, district: str) -> None:
    """Take a district off the registers: its log keeps its poison for ever, other tests must not wait for it."""
    for service in SERVICES:
        with superuser(platform, f"lotse_{service}") as connection:
            connection.execute("DELETE FROM platform.districts WHERE key = %s", [district])
            connection.execute("NOTIFY platform_districts")
