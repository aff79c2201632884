"""PostgreSQL: one small pool a URL, opened on first use and closed explicitly.

Connections are in autocommit; a transaction is asked for by name.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from weakref import WeakKeyDictionary

import psycopg
from psycopg import Connection
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

WAIT_SECONDS: Final = 5.0
RETRY_AFTER_SECONDS: Final = 5
CHECKED_AFTER_S: Final = 0.2  # a server cannot restart faster
# A forgotten transaction holds a snapshot, and a held snapshot halves the rate of a log.
SESSION: Final = {
    "connect_timeout": 3,
    "options": "-c idle_in_transaction_session_timeout=60s -c lock_timeout=30s -c timezone=UTC",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}

Row = tuple[Any, ...]


class DatabaseDown(Exception):
    """The database cannot be reached; ``lost``: it went away during a statement that may have taken effect."""

    def __init__(self, reason: str, *, lost: bool = False) -> None:
        super().__init__(reason)
        self.lost = lost


@contextmanager
def _down() -> Iterator[None]:
    try:
        yield
    except (PoolTimeout, PoolClosed, TooManyRequests) as error:
        raise DatabaseDown(str(error)) from error
    except psycopg.OperationalError as error:
        if error.sqlstate is not None and not _is_gone(error.sqlstate):
            raise
        raise DatabaseDown(str(error), lost=True) from error


def _is_gone(sqlstate: str) -> bool:
    """Connection failures (08), shutdowns and crashes (57P), no free connection (53300)."""
    return sqlstate.startswith(("08", "57P")) or sqlstate == "53300"


def connect(url: str, *, autocommit: bool = True) -> Connection[Row]:
    """One connection outside any pool, for migrations and LISTEN; raises DatabaseDown."""
    with _down():
        return psycopg.connect(url, autocommit=autocommit, **SESSION)  # type: ignore[arg-type]


class Pool:
    """Connections to one URL."""

    def __init__(self, url: str, *, max_size: int = 8, wait: float = WAIT_SECONDS) -> None:
        self.url = url
        self._wait = wait
        self._lock = threading.Lock()
        self._max_size = max_size
        self._pool: ConnectionPool[Connection[Row]] | None = None
        self._used: WeakKeyDictionary[Connection[Row], float] = WeakKeyDictionary()

    @contextmanager
    def connection(self) -> Iterator[Connection[Row]]:
        """A connection in autocommit; raises DatabaseDown within ``wait`` seconds."""
        pool = self._opened()
        with _down():
            try:
                with pool.connection() as connection:
                    yield connection
                    self._used[connection] = time.monotonic()
            except psycopg.OperationalError:
                pool.check()  # the server may have dropped the idle ones as well
                raise

    @contextmanager
    def transaction(self) -> Iterator[Connection[Row]]:
        """A connection in a transaction, committed at the end of the block; raises DatabaseDown."""
        with self.connection() as connection, connection.transaction():
            yield connection

    def close(self) -> None:
        """Close the connections; the next use opens the pool again."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()

    def _opened(self) -> ConnectionPool[Connection[Row]]:
        with self._lock:
            if self._pool is None:
                self._pool = self._new()
            return self._pool

    def _new(self) -> ConnectionPool[Connection[Row]]:
        return ConnectionPool(
            self.url,
            kwargs={**SESSION, "autocommit": True},
            min_size=0,
            max_size=self._max_size,
            timeout=self._wait,
            max_idle=60,
            check=self._check_if_idle,
            reconnect_timeout=self._wait,
            open=True,
        )

    def _check_if_idle(self, connection: Connection[Row]) -> None:
        """A restarted server leaves dead connections behind; one used a moment ago is not asked again."""
        if time.monotonic() - self._used.get(connection, float("-inf")) > CHECKED_AFTER_S:
            ConnectionPool.check_connection(connection)


_pools: dict[str, Pool] = {}
_pools_lock = threading.Lock()


def pool(url: str) -> Pool:
    """The process's pool for that URL."""
    with _pools_lock:
        return _pools.setdefault(url, Pool(url))


def close_pools() -> None:
    """Close every pool of the process; for its end."""
    with _pools_lock:
        pools = list(_pools.values())
        _pools.clear()
    for each in pools:
        each.close()
