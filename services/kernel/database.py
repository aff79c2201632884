"""PostgreSQL: one small pool a URL, opened on first use and closed explicitly.

Connections are in autocommit; a transaction is asked for by name.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

import psycopg
from psycopg import Connection
from psycopg_pool import ConnectionPool, PoolClosed, PoolTimeout, TooManyRequests

WAIT_SECONDS: Final = 5.0
CHECKED_AFTER_S: Final = 0.2  # a server cannot restart faster
LOCK_WAIT_S: Final = 30.0
SESSION: Final = {
    "connect_timeout": 3,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
# A forgotten transaction holds a snapshot, and a held snapshot halves the rate of a log. No statement here runs long
# enough to earn its compilation back: that took 820 ms of the 900 ms of a list of 20,000 participations.
OPTIONS: Final = "-c idle_in_transaction_session_timeout=60s -c lock_timeout={}ms -c timezone=UTC -c jit=off"

# The session ended, and with it the knowledge whether the statement in hand took effect: connection failures,
# shutdowns and crashes, a transaction that was idle for too long.
ENDED: Final = ("08", "57P", "25P03")
# The server answered that it cannot do it now, and did nothing: no room, memory or connection left, the system below
# it failed, somebody holds a lock, only reading is possible.
UNABLE: Final = ("53", "58", "55P03", "25006")

Row = tuple[Any, ...]


class DatabaseDown(Exception):
    """The database cannot be reached or can do nothing now; ``lost``: the statement in hand may have taken effect."""

    def __init__(self, reason: str, *, lost: bool = False) -> None:
        super().__init__(reason)
        self.lost = lost


@contextmanager
def _down() -> Iterator[None]:
    try:
        yield
    except (PoolTimeout, PoolClosed, TooManyRequests) as error:
        raise DatabaseDown(str(error)) from error
    except psycopg.Error as error:
        lost = _is_lost(error)
        if not lost and not (error.sqlstate or "").startswith(UNABLE):
            raise
        raise DatabaseDown(str(error), lost=lost) from error


def _is_lost(error: psycopg.Error) -> bool:
    if error.sqlstate is not None:
        return error.sqlstate.startswith(ENDED)
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)  # nobody was there to name a state


def connect(url: str, *, autocommit: bool = True) -> Connection[Row]:
    """One connection outside any pool, for migrations and LISTEN; raises DatabaseDown."""
    with _down():
        return psycopg.connect(url, autocommit=autocommit, **_session(LOCK_WAIT_S))


def _session(lock_wait_s: float) -> dict[str, Any]:
    return {**SESSION, "options": OPTIONS.format(round(lock_wait_s * 1000))}


class Pool:
    """Connections to one URL."""

    def __init__(
        self, url: str, *, max_size: int = 8, wait: float = WAIT_SECONDS, lock_wait: float = LOCK_WAIT_S
    ) -> None:
        self.url = url
        self._wait = wait
        self._session = _session(lock_wait)
        self._failing = False
        self._lock = threading.Lock()
        self._max_size = max_size
        self._pool: ConnectionPool[Connection[Row]] | None = None
        self._used: WeakKeyDictionary[Connection[Row], float] = WeakKeyDictionary()

    @contextmanager
    def connection(self) -> Iterator[Connection[Row]]:
        """A connection in autocommit; raises DatabaseDown within ``wait`` seconds."""
        with _down():
            if self._failing:
                self._knock()
            pool = self._opened()
            try:
                with self._taken(pool) as connection:
                    yield connection
                    self._used[connection] = time.monotonic()
            except PoolTimeout:
                self._failing = True
                raise
            except psycopg.OperationalError as error:
                if _is_lost(error):
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

    @contextmanager
    def _taken(self, pool: ConnectionPool[Connection[Row]]) -> Iterator[Connection[Row]]:
        """A connection that lives. A restarted server leaves dead ones behind, as many as were idle.

        The pool's own check pauses for seconds after each of them, and answers no request for so long.
        """
        deadline = time.monotonic() + self._wait
        while not self._lives(connection := pool.getconn(max(0.0, deadline - time.monotonic()))):
            pool.putconn(connection)
        try:
            with connection:  # commits or rolls back; the pool's connections stay open
                yield connection
        finally:
            pool.putconn(connection)

    def _lives(self, connection: Connection[Row]) -> bool:
        """One used a moment ago is not asked again."""
        if time.monotonic() - self._used.get(connection, float("-inf")) <= CHECKED_AFTER_S:
            return True
        try:
            ConnectionPool.check_connection(connection)
        except psycopg.Error:
            return False
        return True

    def _knock(self) -> None:
        """Nobody waits for a server that was away for long: an own attempt says at once whether it is back.

        The pool's attempts lie seconds apart by then, so it is opened anew.
        """
        psycopg.connect(self.url, **self._session).close()
        with self._lock:
            old, self._failing = self._pool if self._failing else None, False
            if old is not None:
                self._pool = None
        if old is not None:
            old.close()

    def _opened(self) -> ConnectionPool[Connection[Row]]:
        with self._lock:
            if self._pool is None:
                self._pool = self._new()
            return self._pool

    def _new(self) -> ConnectionPool[Connection[Row]]:
        return ConnectionPool(
            self.url,
            kwargs={**self._session, "autocommit": True},
            min_size=0,
            max_size=self._max_size,
            timeout=self._wait,
            max_idle=60,
            reconnect_timeout=self._wait,
            open=True,
        )


@dataclass(slots=True)
class _Pools:
    """The pools of this process, by URL."""

    lock_wait_s: float = LOCK_WAIT_S
    by_url: dict[str, Pool] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_pools: Final = _Pools()


def wait_for_locks(seconds: float) -> None:
    """How long a statement of this process waits for a lock; to be said before the first pool is opened."""
    _pools.lock_wait_s = seconds


def pool(url: str) -> Pool:
    """The process's pool for that URL."""
    with _pools.lock:
        if url not in _pools.by_url:
            _pools.by_url[url] = Pool(url, lock_wait=_pools.lock_wait_s)
        return _pools.by_url[url]


def close_pools() -> None:
    """Close every pool of the process; for its end."""
    with _pools.lock:
        pools = list(_pools.by_url.values())
        _pools.by_url.clear()
    for each in pools:
        each.close()
